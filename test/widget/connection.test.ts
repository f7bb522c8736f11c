import type { Browser } from 'playwright-core';
import { describeInChromium, startChromium } from '../support/chromium';
import { ChatPage } from './chatPage';
import { script } from './script';
import { ScriptedServer } from './scriptedServer';

describeInChromium('the widget and a connection that comes and goes', () => {
  let server: ScriptedServer;
  let browser: Browser;
  let chat: ChatPage;
  beforeAll(async () => {
    browser = await startChromium();
  });
  beforeEach(async () => {
    server = new ScriptedServer({ bot: script });
    await server.start();
    chat = await ChatPage.goto(browser, server.url);
  });
  afterEach(async () => {
    await chat.close();
    await server.stop().catch(() => undefined);
  });
  afterAll(() => browser.close());

  const said = () => server.posted.map((one) => one.text);
  const ids = () =>
    server.posted.map((one) => (one.channelData as { clientActivityID: string }).clientActivityID);
  const offline = () => chat.frame.getByRole('status').getByText('No connection');

  it('what is written while the server is gone waits, and is sent once when it is back', async () => {
    await chat.open();
    await server.stop();
    await offline().waitFor();
    await chat.say('one');
    await chat.say('two');
    await chat.frame.getByText('Waiting to be sent').first().waitFor();
    await server.start();
    await chat.hears('You said: two');
    expect([said(), await chat.own()]).toEqual([
      ['one', 'two'],
      ['one', 'two'],
    ]);
    await chat.frame.getByRole('status').getByText('Connected again').waitFor({ state: 'attached' });
  });

  it('where nobody answers, the numbers stand beside the words that say so, to be called', async () => {
    await chat.open();
    expect(await chat.frame.getByRole('status').getByRole('link').count()).toBe(0);
    await server.stop();
    await offline().waitFor();
    const links = await chat.frame.getByRole('status').getByRole('link').all();
    const shown = links.map(async (link) => [
      await link.getAttribute('href'),
      (await link.textContent())?.replace(/\D/g, ''),
    ]);
    expect(await Promise.all(shown)).toEqual([
      ['tel:911', '911'],
      ['tel:988', '988'],
    ]);
  });

  it('whoever is at one of those numbers when the connection is back goes on where one writes', async () => {
    await chat.open();
    await server.stop();
    await offline().waitFor();
    await chat.frame.getByRole('status').getByRole('link').first().focus();
    await server.start();
    await chat.frame.locator('.connection.online').waitFor({ state: 'attached' });
    expect(await chat.frame.locator(':focus').getAttribute('id', { timeout: 5_000 })).toBe('input');
  });

  it('a message whose answer was lost on the way is sent again under the same id, and stands there once', async () => {
    await chat.open();
    server.refusals.push(502, 503);
    await chat.say('hello');
    await chat.hears('You said: hello');
    expect(said()).toEqual(['hello', 'hello', 'hello']);
    expect(new Set(ids()).size).toBe(1);
    expect(await chat.own()).toEqual(['hello']);
  });

  it('a server that asks for time gets it', async () => {
    await chat.open();
    server.refusals.push(429);
    await chat.say('hello');
    await chat.hears('You said: hello');
    expect(await chat.own()).toEqual(['hello']);
  });

  it('a message that the server will not take is marked, and can be tried again', async () => {
    await chat.open();
    server.refusals.push(400);
    await chat.say('hello');
    await chat.frame.getByText('Not sent').waitFor();
    await chat.choose('Try again');
    await chat.hears('You said: hello');
    expect(await chat.own()).toEqual(['hello']);
  });

  it('a killed socket is noticed and replaced; what came meanwhile is not missed', async () => {
    await chat.open();
    for (const round of ['1', '2', '3']) {
      server.dropStreams();
      server.say({ text: `News ${round}` });
      await chat.hears(`News ${round}`);
    }
    expect(await chat.frame.locator('.bot', { hasText: 'News' }).count()).toBe(3);
  });

  it('where no WebSocket gets through, the chat asks for news instead', async () => {
    await chat.close();
    server.noStreams = true;
    chat = await ChatPage.goto(browser, server.url);
    await chat.open();
    await chat.say('hello');
    await chat.hears('You said: hello');
    server.say({ text: 'News by itself' });
    await chat.hears('News by itself');
  });

  it('a stream that has gone silent is noticed within half a minute, and replaced', async () => {
    await chat.page.clock.install();
    await chat.open();
    await chat.online();
    server.muteStreams();
    server.say({ text: 'Unheard at first' });
    await chat.page.clock.fastForward(30_000);
    await chat.hears('Unheard at first');
    await chat.frame.getByRole('status').getByText('Connected again').waitFor({ state: 'attached' });
    server.say({ text: 'Heard at once' });
    await chat.hears('Heard at once', 10_000);
  });

  it('a connection that hangs is given up after five seconds', async () => {
    await chat.page.clock.install();
    await chat.open();
    await chat.online();
    server.hangs = true;
    server.dropStreams();
    await offline().waitFor();
    await chat.page.waitForRequest(/\/v3\/directline\/conversations\/[^/]+$/);
    server.hangs = false;
    server.say({ text: 'News meanwhile' });
    await chat.page.clock.fastForward(5_000);
    await chat.hears('News meanwhile', 10_000);
  });

  it('a stream that never opens is given up after five seconds, and news are asked for instead', async () => {
    await chat.page.clock.install();
    server.noStreams = 'silently';
    await chat.open();
    await chat.online();
    server.say({ text: 'By asking' });
    // It is tried once more.
    const again = chat.page.waitForEvent('websocket');
    await chat.page.clock.fastForward(5_000);
    await again;
    await chat.page.clock.fastForward(5_000);
    await chat.hears('By asking', 10_000);
  });

  it('what is being typed when the network goes stays, and is sent once when it is back', async () => {
    await chat.open();
    await chat.online();
    const network = chat.page.context();
    await chat.input.fill('half a sen');
    await network.setOffline(true);
    await offline().waitFor();
    expect(await chat.input.inputValue()).toBe('half a sen');
    await chat.say('half a sentence, finished');
    await chat.frame.getByText('Waiting to be sent').waitFor();
    await chat.input.fill('the next');
    await network.setOffline(false);
    await chat.hears('You said: half a sentence, finished');
    expect([said(), await chat.own()]).toEqual([
      ['half a sentence, finished'],
      ['half a sentence, finished'],
    ]);
    expect(await chat.input.inputValue()).toBe('the next');
  });

  it('what comes only after the first message is asked for again when it got lost', async () => {
    let lost = 2;
    await chat.page.route(/\/widget\/(later\.js|config)/, (route) =>
      lost-- > 0 ? route.abort() : route.continue(),
    );
    await chat.open();
    await chat.say('hello');
    await chat.hears('You said: hello');
    expect(await chat.own()).toEqual(['hello']);
  });

  it('without the network what was written before a reload is sent after it', async () => {
    await chat.open();
    await server.stop();
    await offline().waitFor();
    await chat.say('kept');
    await chat.frame.getByText('Waiting to be sent').waitFor();
    await server.start();
    await chat.page.reload();
    await chat.hears('You said: kept');
    expect(said()).toEqual(['kept']);
  });

  it('a conversation that the server no longer knows is followed by a new one, and the visitor is told', async () => {
    await chat.open();
    await chat.say('old');
    await chat.hears('You said: old');
    server.forget();
    await chat.frame.getByText('The earlier conversation has ended').waitFor();
    await chat.say('new');
    await chat.hears('You said: new');
    expect(await chat.own()).toEqual(['new']);
  });

  describe('a visitor who starts over while the connection is away', () => {
    const startOver = async (): Promise<void> => {
      await chat.frame.locator('#more').click();
      await chat.frame.locator('.restart').click();
    };
    /** Holds the next message or token that is asked for; the function lets it go. */
    async function hold(url: RegExp): Promise<() => void> {
      let release: () => void = () => undefined;
      let first = true;
      const released = new Promise<void>((resolve) => (release = resolve));
      await chat.page.route(url, async (route) => {
        const held = first && route.request().method() === 'POST';
        if (held) first = false;
        if (held) await released;
        await route.continue();
      });
      return release;
    }
    const POSTS = /\/activities$/;
    const TOKEN = /\/widget\/token$/;

    it('says nothing into the old conversation any more, not even with the next attempt to send', async () => {
      await chat.open();
      await chat.online();
      const network = chat.page.context();
      await network.setOffline(true);
      await offline().waitFor();
      await chat.say('for the old one');
      await chat.frame.getByText('Waiting to be sent').waitFor();
      const go = await hold(TOKEN);
      await startOver();
      await chat.say('for the new one');
      await network.setOffline(false);
      // The longest pause between two attempts is over.
      await chat.page.waitForTimeout(2_500);
      go();
      await chat.hears('You said: for the new one');
      expect(said()).toEqual(['for the new one']);
    });

    it('says nothing into the old conversation after a message that hung is through', async () => {
      await chat.open();
      await chat.online();
      const answer = await hold(POSTS);
      await chat.say('hangs');
      await chat.say('waits behind it');
      const go = await hold(TOKEN);
      await startOver();
      await chat.say('for the new one');
      const through = chat.page.waitForResponse(POSTS);
      answer();
      await (await through).finished();
      await chat.page.waitForTimeout(500);
      go();
      await chat.hears('You said: for the new one');
      expect(said()).toEqual(['hangs', 'for the new one']);
    });

    it('sees only the new conversation, whatever becomes of the old one', async () => {
      await chat.open();
      await chat.online();
      const renew = await hold(TOKEN);
      const asked = chat.page.waitForRequest(TOKEN);
      server.forget();
      await asked;
      await startOver();
      await chat.say('for the new one');
      await chat.hears('You said: for the new one');
      const renewed = chat.page.waitForResponse(TOKEN);
      renew();
      await (await renewed).finished();
      await chat.page.waitForTimeout(500);
      expect(await chat.own()).toEqual(['for the new one']);
      expect(await chat.frame.locator('.note').count()).toBe(0);
    });
  });

  it('the numbers are there when the server is not, before the chat was ever opened', async () => {
    await chat.ready();
    await server.stop();
    await chat.launcher.click();
    const link = chat.page.locator('.down a').first();
    await link.waitFor({ timeout: 10_000 });
    expect(await link.getAttribute('href')).toBe('tel:911');
    await chat.page.getByRole('button', { name: 'Close the chat' }).click();
    await server.start();
    await chat.open();
  });

  it('the numbers stay in sight while the connection is gone', async () => {
    await chat.open();
    await server.stop();
    await offline().waitFor();
    const bar = chat.frame.getByRole('navigation');
    expect(await bar.getByRole('link').allInnerTexts()).toEqual([
      'Emergency\n911',
      'Crisis line\n988',
      'Text\n988',
    ]);
  });
});
