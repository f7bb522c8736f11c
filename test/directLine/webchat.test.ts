import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TurnContext } from 'botbuilder';
import { ActionTypes, CardFactory, MessageFactory } from 'botbuilder';
import type { Browser, Page } from 'playwright-core';
import { startBot } from '../support/bot';
import { describeInChromium, startChromium } from '../support/chromium';
import { WAY } from '../support/way';
import type { Running } from './directLineServer';
import { echo, run } from './directLineServer';

const PAGE = readFileSync(join(__dirname, '../webchat/page.html'));
const WEB_CHAT = readFileSync(join(__dirname, '../../node_modules/botframework-webchat/dist/webchat.js'));

/** A bot that repeats what it hears, and shows a card and choices when asked. */
async function showOff(context: TurnContext): Promise<void> {
  if (context.activity.text !== 'card') return echo(context);
  const body = [{ type: 'TextBlock', text: 'On a card' }];
  const card = CardFactory.adaptiveCard({ type: 'AdaptiveCard', version: '1.5', body });
  const choose = MessageFactory.suggestedActions(
    [{ type: ActionTypes.ImBack, title: 'First choice', value: 'First choice' }],
    'Choose',
  );
  await context.sendActivities([{ type: 'message', attachments: [card] }, choose]);
}

/** The practice's own web server, which is another origin than ours. */
async function practice(): Promise<{ server: Server; origin: string }> {
  const server = createServer((req, res) => {
    const script = req.url === '/webchat.js';
    res.setHeader('Content-Type', script ? 'text/javascript' : 'text/html; charset=utf-8');
    res.end(script ? WEB_CHAT : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describeInChromium('stock Web Chat on a page of the practice', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof practice>>;
  let bot: Running;
  beforeAll(async () => {
    [browser, site] = await Promise.all([startChromium(), practice()]);
    bot = await run({
      bot: showOff,
      server: { widgetOrigins: [site.origin] },
    });
  });
  afterAll(async () => {
    await browser.close();
    site.server.close();
    await bot.stop();
  });

  const start = (page: Page, options: object, url = bot.url) =>
    page.evaluate(
      ([url, given]) =>
        (globalThis as unknown as { startChat(url: string, options: object): Promise<void> }).startChat(
          url,
          given,
        ),
      [url, options] as const,
    );
  const say = async (page: Page, text: string) => {
    await page
      .getByTestId('send box text area')
      .or(page.locator('[data-id="webchat-sendbox-input"]'))
      .first()
      .fill(text);
    await page.keyboard.press('Enter');
  };
  const shows = (page: Page, text: string) =>
    page.locator('.webchat__bubble__content').getByText(text, { exact: true }).first().waitFor();

  it.each([
    ['by WebSocket', {}],
    ['by polling', { webSocket: false, pollingInterval: 200 }],
  ])('holds a conversation %s', async (_way, options) => {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(site.origin);
    await start(page, options);
    await shows(page, 'hello en-US');
    await say(page, 'I am here');
    await shows(page, 'I am here');
    await shows(page, 'you said: I am here');
    await say(page, 'card');
    await shows(page, 'On a card');
    await page.getByRole('toolbar').getByRole('button', { name: 'First choice' }).click();
    await shows(page, 'you said: First choice');
    expect(await page.getByText(/send failed/i).count()).toBe(0);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('books an appointment with the real bot', async () => {
    const real = await startBot({ env: { WIDGET_ORIGINS: site.origin } });
    const page = await browser.newPage();
    await page.goto(site.origin);
    await start(page, {}, real.url);
    const words = (key: string) => real.app.content.text(key, 'en');
    const button = (name: string | RegExp) =>
      page.getByRole('toolbar').getByRole('button', { name, exact: true });
    let asked = 'menu';
    for (const { pick, typed, asks } of WAY) {
      if (typed !== undefined) {
        await shows(page, words(`question.${asked}.ask`));
        await say(page, typed);
      } else if (typeof pick === 'string') await button(words(pick)).click();
      else {
        await button(words('booking.none_fits')).waitFor();
        await button(/ with .* \(/)
          .first()
          .click();
      }
      asked = asks;
    }
    await button(words('menu.booking')).waitFor();
    const [row] = await real.app.db.query('SELECT reference FROM bookings');
    await page.getByText(String(row?.['reference'])).first().waitFor();
    await page.close();
    await real.stop();
  });

  it('shows the conversation again after the page was reloaded', async () => {
    const page = await browser.newPage();
    await page.goto(site.origin);
    await start(page, {});
    await say(page, 'before');
    await shows(page, 'you said: before');
    await page.reload();
    await start(page, {});
    await shows(page, 'hello en-US');
    await shows(page, 'you said: before');
    await say(page, 'after');
    await shows(page, 'you said: after');
    await page.close();
  });

  it('gets no token on a page that is not listed', async () => {
    const page = await browser.newPage();
    await page.goto(site.origin.replace('127.0.0.1', 'localhost'));
    await expect(start(page, {})).rejects.toThrow(/fetch/);
    await page.close();
  });
});
