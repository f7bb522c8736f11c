import { readFileSync } from 'node:fs';
import type { Browser, Frame } from 'playwright-core';
import { describeInChromium, startChromium } from '../support/chromium';
import { ChatPage, PHONE } from './chatPage';
import { script } from './script';
import { ScriptedServer } from './scriptedServer';

describeInChromium('the widget for everyone', () => {
  const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  const server = new ScriptedServer({ bot: script });
  const mirrored = new ScriptedServer({ bot: script, rtl: true, accent: '#f2c078' });
  let browser: Browser;
  beforeAll(async () => {
    await server.start();
    await mirrored.start();
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
    await mirrored.stop();
  });

  /** What axe finds in a frame: the rule and the place. */
  async function faults(frame: Frame): Promise<string[]> {
    await frame.evaluate(axe);
    const found: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] =
      await frame.evaluate(`axe.run(document, { iframes: false }).then((result) => result.violations)`);
    return found.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
    );
  }

  async function expectNoFaults(chat: ChatPage, screen: string): Promise<void> {
    for (const frame of chat.page.frames()) expect([screen, await faults(frame)]).toEqual([screen, []]);
  }

  it('axe finds nothing when the server is gone, nor from right to left in a light accent', async () => {
    const chat = await ChatPage.goto(browser, mirrored.url, PHONE);
    await chat.open();
    await chat.say('hello');
    await expectNoFaults(chat, 'mirrored');
    await mirrored.stop();
    await chat.frame.getByRole('status').getByText('No connection').waitFor();
    await chat.say('still there?');
    await expectNoFaults(chat, 'offline');
    await chat.close();
    await mirrored.start();
  });

  it.each([
    ['a phone of 320 pixels', 320, 640],
    ['a window at 400 %', 320, 256],
  ])('nothing is cut off sideways, and all can be reached, on %s', async (_name, width, height) => {
    const chat = await ChatPage.goto(browser, server.url, { viewport: { width, height } });
    await chat.open();
    const wide = `document.documentElement.scrollWidth <= innerWidth`;
    for (const frame of chat.page.frames()) expect(await frame.evaluate(wide)).toBe(true);
    await chat.say('crisis');
    for (const part of ['.help-card', '.composer', '.help'])
      await chat.frame.locator(part).scrollIntoViewIfNeeded({ timeout: 2_000 });
    await chat.close();
  });

  it('every button and link can be hit with a thumb', async () => {
    const chat = await ChatPage.goto(browser, server.url, PHONE);
    await chat.open();
    await chat.frame.locator('#more').click();
    const small = `Array.from(document.querySelectorAll('button, header a, .choice, .action, textarea, .remember'))
    .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.className)`;
    for (const frame of chat.page.frames().slice(1)) expect(await frame.evaluate(small)).toEqual([]);
    for (const name of ['Leave this page', 'Close the chat'])
      expect((await chat.page.getByRole('button', { name }).boundingBox())?.height).toBeGreaterThanOrEqual(
        44,
      );
    await chat.close();
  });
});
