import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ROOT } from '../../../src/places';
import { startBot, type Bot } from '../../support/bot';
import { describeInChromium, startChromium } from '../../support/chromium';
import type { Visitor } from '../../support/visitor';
import { DESKTOP, PHONE } from '../../widget/chatPage';

const ARTIFACTS = join(ROOT, 'test', '.artifacts');

describeInChromium('the page behind the link of a booking', () => {
  const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  let bot: Bot;
  let browser: Browser;
  let passed = 0;
  beforeAll(async () => {
    mkdirSync(ARTIFACTS, { recursive: true });
    bot = await startBot({
      env: { PUBLIC_URL: 'http://localhost:3978' },
      parts: { now: () => Date.now() + passed },
    });
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser.close();
    await bot.stop();
  });

  /** Books in the chat; the visitor, and the link that the chat gave. */
  async function booked(language: 'en' | 'es' = 'en', way: 'individual' | 'group' = 'individual') {
    const visitor = await bot.visitor(language);
    await visitor.pick('menu.booking');
    await visitor.pick(`choice.format.${way}`);
    await visitor.pickAt(0);
    await visitor.say(language === 'en' ? 'my name is Robin Vale' : 'me llamo Inés Duarte');
    await visitor.say('303 555 0117');
    await visitor.pick('booking.answer.yes');
    const [, fragment = ''] = /\/booking(#[^)\s]+)/.exec(visitor.last[0]?.text ?? '') ?? [];
    return { visitor, fragment, reference: visitor.last[0]?.booking?.reference ?? '' };
  }

  async function open(fragment: string, options: BrowserContextOptions = PHONE): Promise<Page> {
    const context = await browser.newContext({ reducedMotion: 'reduce', acceptDownloads: true, ...options });
    const page = await context.newPage();
    page.on('pageerror', (error) => expect(error).toBeUndefined());
    await page.goto(`${bot.url}/booking${fragment}`);
    await page.locator('.card, .told').first().waitFor();
    return page;
  }

  async function faults(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const found: { id: string; nodes: { target: string[] }[] }[] = await page.evaluate(
      'axe.run(document).then((result) => result.violations)',
    );
    return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  }

  async function seenInChat(visitor: Visitor): Promise<string | undefined> {
    await visitor.say('my booking');
    return visitor.last.find(({ booking }) => booking)?.booking?.startsAt;
  }

  it('shows when, with whom and where, and keeps its token out of the address and of every request line', async () => {
    const { fragment, reference } = await booked();
    const asked: string[] = [];
    const context = await browser.newContext(PHONE);
    const page = await context.newPage();
    page.on('request', (request) => asked.push(request.url(), request.headers()['referer'] ?? ''));
    await page.goto(`${bot.url}/booking${fragment}`);
    await page.locator('.card').waitFor();
    expect(await page.locator('.card').innerText()).toContain(reference);
    const token = fragment.slice(4);
    expect(asked.filter((url) => url.replace(fragment, '').includes(token))).toEqual([]);
    expect(page.url()).toBe(`${bot.url}/booking`);
    await page.reload();
    await page.locator('.card').waitFor();
    await context.close();
  });

  it('cancels after asking once more, and the chat knows', async () => {
    const { visitor, fragment } = await booked();
    const page = await open(fragment);
    await page.getByRole('button', { name: 'Cancel it' }).click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await page.getByRole('button', { name: 'Cancel it' }).click();
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await page.locator('.card.cancelled').waitFor();
    expect(await page.getByRole('status').innerText()).toBe('It is cancelled.');
    expect(await page.getByRole('button', { name: /Move|Cancel|calendar/ }).count()).toBe(0);
    expect(await seenInChat(visitor)).toBeUndefined();
    expect(visitor.asks).toBe('reference');
    await page.context().close();
  });

  it('moves to one of the next times, with the keyboard alone', async () => {
    const { visitor, fragment } = await booked();
    const before = await seenInChat(visitor);
    const page = await open(fragment, DESKTOP);
    await page.getByRole('button', { name: 'Move it to another time' }).press('Enter');
    await page.getByRole('radio').first().waitFor();
    await page.getByRole('button', { name: 'Show more' }).press('Enter');
    await page.getByRole('radio').nth(8).waitFor();
    expect(await page.getByRole('button', { name: 'Move it there' }).isDisabled()).toBe(true);
    await page.getByRole('radio').nth(2).press('Space');
    await page.getByRole('button', { name: 'Move it there' }).press('Enter');
    await page.getByText('It is moved.').waitFor();
    const after = await seenInChat(visitor);
    expect(Date.parse(after ?? '')).toBeGreaterThan(Date.parse(before ?? ''));
    await page.context().close();
  });

  it('moves to a day that is picked with the arrows, and the focus stays on it', async () => {
    const { visitor, fragment } = await booked();
    const page = await open(fragment);
    const focused = () => page.evaluate('document.activeElement.id || document.activeElement.tagName');
    await page.getByRole('button', { name: 'Cancel it' }).press('Enter');
    await page.locator('.ask').waitFor();
    expect(await focused()).toBe('ask');
    await page.getByRole('button', { name: 'Keep it' }).press('Enter');
    await page.locator('.ask').waitFor({ state: 'detached' });
    expect(await focused()).toBe('H1');
    await page.getByRole('button', { name: 'Move it to another time' }).press('Enter');
    await page.locator('.times').waitFor();
    expect(await focused()).toBe('times');
    const days = page.getByRole('group', { name: 'Days with open times' }).getByRole('button');
    await days.first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const picked = days.and(page.locator('[aria-pressed=true]'));
    await picked.waitFor();
    expect(await page.evaluate("document.activeElement.getAttribute('aria-pressed')")).toBe('true');
    const label = await picked.innerText();
    expect(label).toBe(await days.nth(2).innerText());
    await page.getByRole('radio').first().press('Space');
    await page.getByRole('button', { name: 'Move it there' }).press('Enter');
    await page.getByText('It is moved.').waitFor();
    const moved = new Date((await seenInChat(visitor)) ?? '');
    const { timeZone } = bot.app.content.profile;
    const date = moved.toLocaleDateString('en-US', { timeZone, month: 'long', day: 'numeric' });
    expect(label).toContain(date);
    await page.context().close();
  });

  it('saves a calendar file with the time and without a word of why', async () => {
    const { visitor, fragment, reference } = await booked('en', 'group');
    const startsAt = (await seenInChat(visitor)) ?? '';
    const page = await open(fragment);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Add it to my calendar' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('appointment.ics');
    const text = readFileSync(await download.path(), 'utf8');
    const { timeZone } = bot.app.content.profile;
    const start = startsAt.slice(0, 19).replace(/[-:]/g, '');
    expect(text).toContain(`DTSTART;TZID=${timeZone}:${start}`);
    expect(text.replace(/\r\n[ \t]/g, '')).toContain(reference);
    const { cohorts } = bot.app.content.profile;
    for (const { name } of cohorts)
      for (const words of Object.values(name)) expect(text).not.toContain(words);
    await page.context().close();
  });

  it('speaks the language of its link, and another one when asked', async () => {
    const { fragment } = await booked('es');
    const page = await open(fragment);
    expect(await page.locator('h1').innerText()).toBe('Tu reserva');
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Your booking').first().waitFor();
    await page.getByText('When').waitFor();
    await page.context().close();
  });

  it('says kindly what to do with no link, one that has ended, and one that somebody made up', async () => {
    const { fragment } = await booked();
    const none = await open('');
    await none.getByText('This page opens from the link').waitFor();
    const forged = await open(`${fragment.slice(0, -6)}AAAAAA`);
    await forged.getByText('This link has ended').waitFor();
    passed += 90 * 86_400_000;
    const late = await open(fragment);
    await late.getByText('This link has ended').waitFor();
    passed -= 90 * 86_400_000;
    for (const page of [none, forged, late]) {
      expect(await faults(page)).toEqual([]);
      await page.context().close();
    }
  });

  it.each([
    ['phone', 'light', 'en', PHONE],
    ['phone', 'dark', 'es', PHONE],
    ['desktop', 'light', 'es', DESKTOP],
    ['desktop', 'dark', 'en', DESKTOP],
  ] as const)('axe finds nothing on a %s, %s, in %s', async (device, colorScheme, language, options) => {
    const { fragment } = await booked(language);
    const page = await open(fragment, { ...options, colorScheme });
    const shot = (name: string) =>
      page.screenshot({
        path: join(ARTIFACTS, `booking-${device}-${colorScheme}-${name}.png`),
        fullPage: true,
      });
    expect(await faults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await shot('seen');
    await page.locator('.actions button').first().click();
    await page.locator('.times').waitFor();
    await page.locator('.time').nth(1).click();
    expect(await faults(page)).toEqual([]);
    const small = `Array.from(document.querySelectorAll('button, a, .time')).filter((one) => one.getBoundingClientRect().height < 44).length`;
    expect(await page.evaluate(small)).toBe(0);
    const cramped = `Array.from(document.querySelectorAll('.day')).filter((day) => day.scrollWidth > day.clientWidth).length`;
    expect(await page.evaluate(cramped)).toBe(0);
    await shot('times');
    await page.locator('.times button').last().click();
    await page.locator('.actions button').last().click();
    await page.locator('.ask').waitFor();
    expect(await faults(page)).toEqual([]);
    await shot('cancel');
    await page.context().close();
  });
});
