import type { Browser } from 'playwright-core';
import { describeInChromium, startChromium } from '../support/chromium';
import { ChatPage } from './chatPage';
import { PracticePage } from './practicePage';
import { script } from './script';
import { ScriptedServer } from './scriptedServer';

/** Every call a page makes before the script has loaded; what happens is written down in `window.heard`. */
const STUB = `<script>
  window.heard = [];
  window.triageChat = window.triageChat || [];
  ['ready', 'open', 'close', 'unread', 'booking', 'escalation'].forEach((event) =>
    triageChat.push(['on', event, (detail) => heard.push(detail === undefined ? [event] : [event, detail])]));
</script>`;

describeInChromium('the JavaScript API on the page of a practice', () => {
  const server = new ScriptedServer({ bot: script });
  // Of the same site: the browser of the tests refuses storage to other ones, and some of these load the page again.
  const practice = new PracticePage('127.0.0.1');
  let browser: Browser;
  let chat: ChatPage;
  beforeAll(async () => {
    await Promise.all([server.start(), practice.start()]);
    browser = await startChromium();
  });
  beforeEach(async () => {
    practice.body = `${STUB}<script async src="${server.url}/widget.js"></script>`;
    chat = await ChatPage.goto(browser, practice.origin);
    await chat.ready();
  });
  afterEach(async () => {
    await chat.close();
    expect(chat.errors).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await Promise.all([server.stop(), practice.stop()]);
  });

  const run = (code: string) => chat.page.evaluate(code);
  const heard = (event: string) => run(`heard.filter(([name]) => name === '${event}')`);
  const until = (code: string) => chat.page.waitForFunction(code);

  it('opens, closes and toggles, and tells of it once each', async () => {
    await run(`triageChat.open(); triageChat.open()`);
    await chat.log.getByText('Hello').waitFor();
    await run(`triageChat.close(); triageChat.close()`);
    await chat.launcher.waitFor();
    await run(`triageChat.toggle()`);
    await chat.page.locator('.panel').waitFor();
    expect(await run('heard.map(([name]) => name)')).toEqual(['ready', 'open', 'close', 'open']);
  });

  it('takes calls that were made before it had loaded, in their order', async () => {
    practice.body = practice.body.replace(
      STUB,
      `${STUB}<script>triageChat.push(['open'], ['close'], ['open'])</script>`,
    );
    await chat.page.reload();
    await chat.log.getByText('Hello').waitFor();
    expect(await run('heard.map(([name]) => name).sort()')).toEqual(['close', 'open', 'open', 'ready']);
  });

  it('a handler that was taken off hears nothing more, and one that fails keeps nobody from hearing', async () => {
    await run(`window.off = () => heard.push(['never']); triageChat.on('open', off); triageChat.off('open', off);
      addEventListener('unhandledrejection', (event) => event.preventDefault());
      triageChat.on('open', () => { throw new Error('theirs') }); triageChat.on('open', () => heard.push(['after']));
      triageChat.open()`);
    await until(`heard.some(([name]) => name === 'after')`);
    expect(await heard('never')).toEqual([]);
  });

  it('tells of a booking by kind and status alone, once, and not of one that is only looked at', async () => {
    await chat.open();
    await chat.say('look');
    await chat.hears('Your first appointment');
    await chat.say('Book');
    await chat.say('hello');
    await chat.hears('You said: hello');
    expect(await heard('booking')).toEqual([]);
    server.say({ text: 'Gone.', triage: { booking: { ...BOOKING, status: 'cancelled' } } });
    await until(`heard.some(([name]) => name === 'booking')`);
    expect(await heard('booking')).toEqual([['booking', { kind: 'appointment', status: 'cancelled' }]]);
  });

  it('tells that help for a crisis was shown, and nothing of which', async () => {
    await chat.open();
    await chat.say('crisis');
    await until(`heard.some(([name]) => name === 'escalation')`);
    expect(await heard('escalation')).toEqual([['escalation']]);
  });

  it('tells nothing twice after the page was loaded again', async () => {
    await chat.open();
    await chat.say('crisis');
    await chat.say('Book');
    await until(`heard.some(([name]) => name === 'booking')`);
    await chat.page.reload();
    await chat.hears('Your first appointment');
    await chat.say('hello');
    await chat.hears('You said: hello');
    expect(await run(`heard.filter(([name]) => name === 'booking' || name === 'escalation')`)).toEqual([]);
  });

  it('counts what came while the window was closed', async () => {
    await chat.open();
    await run('triageChat.close()');
    await chat.launcher.waitFor();
    server.say({ text: 'News' });
    await until(`heard.some(([name, detail]) => name === 'unread' && detail.count === 1)`);
    await run('triageChat.open()');
    await until(`heard.some(([name, detail]) => name === 'unread' && detail.count === 0)`);
  });

  it('no word of the conversation, no name and no reference ever reaches the page', async () => {
    await run(`window.all = []; addEventListener('message', ({ data }) => all.push(JSON.stringify(data)))`);
    await chat.open();
    await run(`triageChat.identify({ name: 'Ana Ruiz' })`);
    for (const text of ['a secret of mine', 'crisis', 'Book', 'name']) {
      await chat.say(text);
      await chat.frame.locator('.own', { hasText: text }).waitFor();
    }
    await chat.choose('From this website: Ana Ruiz');
    await chat.hears('You said: Ana Ruiz');
    await until(`heard.some(([name]) => name === 'booking')`);
    const all = String(await run(`all.join()`));
    expect(all).toContain('booking');
    for (const word of ['secret', '7K4M', 'Ana Ruiz', 'ideation', 'token', 'You said: '])
      expect(all).not.toContain(word);
  });

  it('offers what the page knows of the visitor where the bot asks for it, and sends it only when it is chosen', async () => {
    const asked: string[] = [];
    chat.page.on('request', (request) => asked.push(request.url() + (request.postData() ?? '')));
    await run(
      `triageChat.identify({ name: ' Ana  Ruiz ', email: 'ana@mail.example', diagnosis: 'none of it', phone: 7 })`,
    );
    await chat.open();
    await chat.say('name');
    await chat.hears('Your name?');
    expect(await chat.frame.locator('.choice').allInnerTexts()).toEqual([
      'From this website: Ana Ruiz',
      'Leave it',
    ]);
    expect(asked.join()).not.toMatch(/Ana|ana@|none of it/);
    await chat.choose('From this website: Ana Ruiz');
    await chat.hears('You said: Ana Ruiz');
    expect(await chat.own()).toEqual(['name', 'Ana Ruiz']);
    expect(asked.join()).not.toMatch(/ana@|none of it/);
    expect(asked.filter((one) => /Ana/.test(one.split('{')[0] ?? ''))).toEqual([]);
    await run(`triageChat.identify({})`);
    await chat.say('name');
    await chat.frame.locator('.choice', { hasText: 'Leave it' }).waitFor();
    expect(await chat.frame.locator('.choice').allInnerTexts()).toEqual(['Leave it']);
  });

  it('what the page knows of the visitor is kept nowhere', async () => {
    await run(`triageChat.identify({ name: 'Ana Ruiz' })`);
    await chat.open();
    const stores = chat.page
      .frames()
      .map((frame) => frame.evaluate(`JSON.stringify([{ ...localStorage }, { ...sessionStorage }])`));
    expect((await Promise.all(stores)).join()).not.toContain('Ana');
  });

  it('changes the language, before the chat is opened and in it', async () => {
    await run(`triageChat.language('es')`);
    await chat.launcher.getByText('¿Preguntas?').waitFor();
    await chat.launcher.click();
    await chat.frame.getByPlaceholder('Escribe un mensaje').waitFor();
    await run(`triageChat.language('en')`);
    await chat.frame.getByPlaceholder('Write a message').waitFor();
    await run(`triageChat.language('xx')`);
    await chat.say('hello');
    await chat.hears('You said: hello');
    expect(server.posted.at(-1)).toMatchObject({ locale: 'en', channelData: { localeChosen: true } });
  });

  it('a language asked for in the conversation is the language of the window too, and stays after a reload', async () => {
    await chat.open();
    await chat.say('español por favor');
    await chat.frame.getByPlaceholder('Escribe un mensaje').waitFor();
    await chat.page.getByRole('button', { name: 'Salir de esta página' }).waitFor();
    await chat.say('hola');
    await chat.hears('Dijiste: hola');
    expect(server.posted.at(-1)).toMatchObject({ locale: 'es' });
    expect(server.posted.at(-1)?.channelData).not.toHaveProperty('localeChosen');
    await chat.page.reload();
    await chat.frame.getByPlaceholder('Escribe un mensaje').waitFor();
  });
});

const BOOKING = { kind: 'appointment', reference: 'JS-7K4M-2Q' };
