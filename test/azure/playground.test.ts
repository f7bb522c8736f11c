import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { until } from '../handoff/receivers';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import { startChromium } from '../support/chromium';
import { describeInPlayground, startPlayground } from '../support/playground';
import type { Playground } from '../support/playground';

/** Every run leaves pictures here, to be looked at. */
const PICTURES = join(__dirname, '../.artifacts/playground');

describeInPlayground('in Microsoft 365 Agents Playground, as Teams', () => {
  let bot: Bot;
  let playground: Playground;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    bot = await startBot({ env: { ALLOW_ANONYMOUS: '1' } });
    playground = await startPlayground(`${bot.url}/api/messages`);
    browser = await startChromium();
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 }, timezoneId: 'America/Denver' });
    page.setDefaultTimeout(60_000);
    // 0.2.28 can not press a button with `msteams` in its data, the documented way to show what was picked: it adds a
    // field to the card's data, which it has frozen before.
    await page.addInitScript('Object.freeze = (one) => one');
    await page.route(
      (url) => url.hostname !== '127.0.0.1',
      (route) => route.abort(),
    );
    await page.goto(playground.url, { waitUntil: 'domcontentloaded' });
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await playground?.stop();
    await bot?.stop();
  });

  const words = (key: string, params = {}): string => bot.app.content.text(key, 'en', params);
  const said = (text: string): Locator => page.getByText(text, { exact: false }).last();
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true }).last();
  const press = (name: string): Promise<void> => button(name).click();
  const say = async (text: string): Promise<void> => {
    await page.locator('[role=textbox][data-lexical-editor]').first().click();
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  /** The times on the last card. */
  const openings = (): Locator => page.locator('.ac-adaptiveCard').last().locator('.ac-selectable');
  const confirmed = () =>
    bot.app.db.query<{ reference: string; starts_at: number }>(
      "SELECT reference, starts_at FROM bookings WHERE status = 'confirmed'",
    );
  const picture = async (name: string): Promise<void> => {
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  };

  it('a visitor is greeted, compares, books by cards and moves the booking', async () => {
    await said(words('menu.ask')).waitFor();
    await picture('1 greeting');

    await press(words('menu.compare'));
    await said(words('menu.next')).waitFor();
    await press(words('menu.more'));
    await said(words('compare.how.individual')).waitFor();
    await picture('2 comparison');

    await press(words('menu.booking'));
    await press(words('choice.format.individual'));
    await said(words('booking.first_ones.openings')).waitFor();
    await picture('3 openings');
    await openings().first().click();
    await said(words('question.name.ask')).waitFor();
    await say('my name is Megan');
    await said(words('question.phone.ask')).waitFor();
    await say('(213) 373-4253');
    await button(words('booking.answer.yes')).waitFor();
    await picture('4 confirm');
    await press(words('booking.answer.yes'));
    await button(words('manage.do.move')).waitFor();
    await picture('5 booked');
    const [before] = await confirmed();
    await page
      .locator('.ac-adaptiveCard', { hasText: before?.reference ?? '-' })
      .last()
      .waitFor();

    // An Action.Execute: the invoke is answered, and the conversation goes on.
    await press(words('manage.do.move'));
    await said(words('flow.pressed')).waitFor();
    await said(words('booking.first_ones.openings')).waitFor();
    await picture('6 moving');
    await openings().nth(1).click();
    await press(words('manage.move.yes'));
    await until('another time', async () => (await confirmed())[0]?.starts_at !== before?.starts_at);
    await picture('7 moved');
    expect((await confirmed()).map(({ reference }) => reference)).toEqual([before?.reference]);
  }, 300_000);

  it('whoever is in a crisis is helped first', async () => {
    await say('i want to kill myself');
    await said('988').waitFor();
    await picture('8 crisis');
  });
});
