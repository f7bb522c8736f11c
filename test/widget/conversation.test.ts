import type { Browser } from 'playwright-core';
import { describeInChromium, startChromium } from '../support/chromium';
import { ChatPage, PHONE } from './chatPage';
import { script } from './script';
import { ScriptedServer } from './scriptedServer';

describeInChromium('a conversation in the widget', () => {
  const server = new ScriptedServer({ bot: script });
  let browser: Browser;
  let chat: ChatPage;
  beforeAll(async () => {
    await server.start();
    browser = await startChromium();
  });
  beforeEach(async () => {
    chat = await ChatPage.goto(browser, server.url);
  });
  afterEach(async () => {
    await chat.close();
    expect(chat.errors).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });

  it('nothing but the small loader is fetched before the chat is opened', async () => {
    await chat.launcher.waitFor();
    const fetched = String(
      await chat.page.evaluate(`performance.getEntriesByType('resource').map(e => e.name).join()`),
    );
    expect(fetched).toContain('/widget.js');
    expect(fetched).not.toMatch(/\/widget(\?|\/later|\/config)/);
    await expect(chat.page.locator('iframe').count()).resolves.toBe(0);
  });

  it('a visitor is greeted, writes, and is answered', async () => {
    await chat.open();
    await chat.say('hello <b>there</b>');
    await chat.hears('You said: hello <b>there</b>');
    expect(await chat.own()).toEqual(['hello <b>there</b>']);
    expect(await chat.input.inputValue()).toBe('');
  });

  it('a choice is a button that sends its label, and gives way to the next ones', async () => {
    await chat.open();
    await chat.choose('Explain');
    await chat.hears('You said: Explain');
    const buttons = chat.frame.locator('.choice');
    expect(await buttons.allInnerTexts()).toEqual(['Yes', 'No']);
    expect(server.posted.at(-1)).toMatchObject({ type: 'message', text: 'Explain', locale: 'en' });
  });

  it('what the formats come to can be printed, as long as it is, without the buttons', async () => {
    await chat.page.goto(`${server.url}/widget`);
    const page = chat.page;
    for (const text of ['long', 'compare']) {
      await page.locator('#input').fill(text);
      await page.locator('#input').press('Enter');
    }
    await page.evaluate('window.print = () => (window.printed = true)');
    await page.locator('.take button').first().click();
    expect(await page.evaluate('window.printed')).toBe(true);
    await page.emulateMedia({ media: 'print' });
    for (const gone of ['.take', '.dock', 'header']) expect(await page.locator(gone).isVisible()).toBe(false);
    const { y = 0, height = 0 } = (await page.getByText('Beside your answers.').boundingBox()) ?? {};
    expect(await page.evaluate('document.documentElement.scrollHeight')).toBeGreaterThanOrEqual(y + height);
  });

  it('choices stay in sight under a long message, whose beginning is shown first', async () => {
    await chat.open();
    await chat.say('long');
    await chat.log.getByText('Line 59').waitFor({ state: 'attached' });
    const top = await chat.log.getByText('Line 0', { exact: true }).boundingBox();
    const scroller = await chat.frame.locator('.scroller').boundingBox();
    expect(top && scroller && top.y >= scroller.y && top.y < scroller.y + 120).toBe(true);
  });

  it('a reload opens the window again, shows the history, and goes on in the same conversation', async () => {
    await chat.open();
    await chat.say('first');
    await chat.hears('You said: first');
    await chat.page.reload();
    await chat.hears('You said: first');
    await chat.say('second');
    await chat.hears('You said: second');
    expect(await chat.log.getByText('Hello').count()).toBe(1);
    expect(await chat.own()).toHaveLength(2);
  });

  it('a reload leaves nothing behind for the next tab, unless the visitor asked for it', async () => {
    await chat.open();
    await chat.say('mine');
    await chat.hears('You said: mine');
    const other = await chat.page.context().newPage();
    await other.goto(`${server.url}/widget`);
    await other.getByText('Hello').waitFor();
    expect(await other.locator('.own').count()).toBe(0);

    await chat.frame.locator('#more').click();
    await chat.frame.getByLabel('Remember me').check();
    const later = await chat.page.context().newPage();
    await later.goto(`${server.url}/widget`);
    await later.locator('.own', { hasText: 'mine' }).waitFor();
  });

  it('starting a new conversation removes the old one from this device', async () => {
    await chat.open();
    await chat.say('secret');
    await chat.hears('You said: secret');
    await chat.frame.locator('#more').click();
    await chat.choose('Start a new conversation');
    await chat.log.getByText('Hello').waitFor();
    expect(await chat.own()).toEqual([]);
    await chat.page.reload();
    await chat.log.getByText('Hello').waitFor();
    expect(await chat.own()).toEqual([]);
  });

  it('the language changes at once for the words, and with the next message for the bot', async () => {
    await chat.open();
    await chat.frame.locator('#more').click();
    await chat.choose('español');
    await chat.frame.getByPlaceholder('Escribe un mensaje').waitFor();
    await chat.page.getByRole('button', { name: 'Salir de esta página' }).waitFor();
    await chat.page.keyboard.press('Escape');
    await chat.say('hola');
    await chat.hears('Dijiste: hola');
  });

  it('the Spanish page greets in Spanish', async () => {
    await chat.page.goto(`${server.url}/?lang=es`);
    await chat.ready();
    await chat.open();
    await chat.say('buenas');
    await chat.hears('Dijiste: buenas');
  });

  it('an empty message and one that is too long are refused at the field', async () => {
    await chat.open();
    await chat.say('   ');
    await chat.frame.getByRole('alert').getByText('write a message').waitFor();
    await chat.input.fill('x'.repeat(19_900));
    await chat.frame.getByText('Characters left: 100').waitFor();
    await chat.say('x'.repeat(20_001));
    await chat.frame.getByRole('alert').getByText('too long').waitFor();
    expect(await chat.own()).toEqual([]);
    expect((await chat.input.inputValue()).length).toBe(20_001);
  });

  it('Shift and Enter begin a new line', async () => {
    await chat.open();
    await chat.input.fill('one');
    await chat.input.press('Shift+Enter');
    await chat.input.pressSequentially('two');
    await chat.input.press('Enter');
    await chat.hears('You said: one');
    expect(server.posted.at(-1)).toMatchObject({ text: 'one\ntwo' });
  });

  it('in a crisis the numbers are large buttons that a phone can dial', async () => {
    await chat.open();
    await chat.say('crisis');
    const actions = chat.frame.locator('.help-card .action');
    await actions.first().waitFor();
    const links = (await actions.all()).map((one) => one.getAttribute('href'));
    expect(await Promise.all(links)).toEqual(['tel:988', 'sms:988', 'tel:911']);
    for (const box of await Promise.all((await actions.all()).map((one) => one.boundingBox())))
      expect(box?.height).toBeGreaterThanOrEqual(44);
  });

  it('a booking shows its reference', async () => {
    await chat.open();
    await chat.choose('Book');
    await chat.frame.locator('.reference-code', { hasText: 'JS-7K4M-2Q' }).waitFor();
  });

  it('what the bot says while the window is closed is counted on the button', async () => {
    await chat.open();
    await chat.page.getByRole('button', { name: 'Close the chat' }).click();
    server.say({ text: 'News' }, { text: 'More news' });
    await chat.launcher.getByText('2', { exact: true }).waitFor();
    expect(await chat.launcher.getAttribute('aria-label')).toContain('New messages: 2');
    await chat.launcher.click();
    await chat.log.getByText('More news').waitFor();
    await chat.page.getByRole('button', { name: 'Close the chat' }).click();
    await expect(chat.launcher.getByText('2', { exact: true }).isVisible()).resolves.toBe(false);
  });

  it('on a phone the window fills the screen', async () => {
    const phone = await ChatPage.goto(browser, server.url, PHONE);
    await phone.open();
    expect(await phone.page.locator('.panel').boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    await phone.close();
  });
});
