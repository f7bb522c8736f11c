import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { createDesk } from '../../src/handoff/createDesk';
import { promiseNow } from '../../src/handoff/promiseNow';
import { ROOT } from '../../src/places';
import { turn } from '../booking/support';
import { type Bot, startBot } from '../support/bot';
import { describeInChromium, startChromium } from '../support/chromium';
import { DESKTOP, PHONE } from '../widget/chatPage';
import { addStaff, Colleague, PASSWORD } from './colleague';

const PICTURES = join(ROOT, 'test', '.artifacts', 'staff');
const MINUTE = 60_000;
/** As if it were a Tuesday at ten in Denver, when the office is open. */
const SHIFT = Date.parse('2026-12-01T17:00:00Z') - Date.now();
const clock = (): number => Date.now() + SHIFT;

describeInChromium('the staff console in a browser', () => {
  const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  let bot: Bot;
  let browser: Browser;
  let handoff: string;
  let booked: string;
  const desk = createDesk({
    now: clock,
    secondContactMinutes: 10,
    promiseAt: (at) => promiseNow(bot.app.content.profile, at),
  });
  const say = (key: string, params = {}): string => bot.app.content.text(key, 'en', params);

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    bot = await startBot({ parts: { now: clock } });
    browser = await startChromium();
    await addStaff(bot, 'ana --role admin --name Ana_Ruiz');
    await fill();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await bot?.stop();
  });

  /** A day as it may be: crises, people who wait, something undelivered, bookings. */
  async function fill(): Promise<void> {
    await escalation('imminent', 'directline/a', 4);
    await escalation('abuse', 'directline/b', 47);
    handoff = await ask({ name: 'Sam <script>Example</script>', phone: '+13035550123' });
    await ask({ name: 'Robin Vale', email: 'robin@example.com' }, 'es');
    await turn(bot.app.db, (work) =>
      desk.share(work, handoff, {
        transcript: true,
        answers: { concerns: ['grief', 'stress'], mode: 'online' },
      }),
    );
    await bot.app.db.transaction([
      {
        sql: `INSERT INTO deliveries (id, outbox_id, carrier, urgent, status, attempts, next_at, settled_at, last_error)
          SELECT 'dead-1', id, 'webhook', 0, 'dead', 20, 0, 1, 'HTTP 500' FROM outbox LIMIT 1`,
      },
    ]);
    const ana = new Colleague(bot.url);
    await ana.signIn('ana');
    await ana.get('/staff');
    const tomorrow = new Date(clock() + 86_400_000).toISOString().slice(0, 10);
    const session = {
      clinician: 'anna',
      format: 'individual',
      mode: 'online',
      startsAt: `${tomorrow}T09:00`,
    };
    const person = { name: 'Lee Vale', phone: '+13035550199', language: 'en', payer: 'self' };
    booked =
      (await ana.post('/staff/enter/session', { ...session, ...person })).headers.get('location') ?? '';
    await ana.post('/staff/enter/seat', { cohort: 'recovery', ...person });
    await ana.do(`/staff/cases/${handoff}/take`);
    await ana.do(`/staff/cases/${handoff}/note`, {
      note: 'Called at ten, no answer.\nWill try again at four.',
    });
  }
  function ask(contact: { name: string; phone?: string; email?: string }, language = 'en'): Promise<string> {
    const request = { contact, language, channel: 'directline', visitor: `directline/${contact.name}` };
    return turn(bot.app.db, (work) => desk.handoff(work, request));
  }
  async function escalation(tier: 'imminent' | 'abuse', visitor: string, minutes: number): Promise<void> {
    const at = new Date(clock() - minutes * MINUTE).toISOString();
    const common = { entries: [], country: 'US', channel: 'directline', language: 'en', visitor };
    await turn(bot.app.db, (work) => desk.escalate(work, { tier, at, ...common }));
  }

  async function signedIn(options: BrowserContextOptions = DESKTOP): Promise<Page> {
    const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-US', ...options });
    const page = await context.newPage();
    page.on('console', (line) => {
      if (line.type() === 'error' && !/40[14]|ERR_/.test(line.text())) throw new Error(line.text());
    });
    await page.goto(`${bot.url}/staff`);
    await page.fill('#login', 'ana');
    await page.fill('#password', PASSWORD);
    await page.press('#password', 'Enter');
    await page.waitForSelector('body.inside');
    return page;
  }
  async function faults(page: Page): Promise<string[]> {
    await page.evaluate(axe);
    const found: { id: string; nodes: { target: string[]; failureSummary: string }[] }[] =
      await page.evaluate(`axe.run(document).then((result) => result.violations)`);
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    );
  }
  const screens = (): [string, string][] => [
    ['queue', '/staff'],
    ['done', '/staff?show=closed'],
    ['case', `/staff/cases/${handoff}`],
    ['bookings', `/staff/bookings?day=${new Date(clock() + 86_400_000).toISOString().slice(0, 10)}`],
    ['booking', booked],
    ['requests', '/staff/requests'],
    ['groups', '/staff/groups'],
    ['enter', '/staff/enter'],
    ['letters', '/staff/letters'],
    ['audit', '/staff/audit'],
  ];
  const places: [string, BrowserContextOptions][] = [
    ['desktop', DESKTOP],
    ['phone', PHONE],
    ['dark', { ...DESKTOP, colorScheme: 'dark' }],
    ['dark-phone', { ...PHONE, colorScheme: 'dark' }],
    ['spanish', { ...PHONE, locale: 'es-US' }],
  ];

  it.each(places)('axe finds nothing and nothing is cut off: %s', async (name, options) => {
    const door = await (await browser.newContext(options)).newPage();
    await door.goto(`${bot.url}/staff`);
    expect(['door', await faults(door)]).toEqual(['door', []]);
    await door.screenshot({ path: join(PICTURES, `door-${name}.png`) });
    await door.context().close();
    const page = await signedIn(options);
    for (const [screen, path] of screens()) {
      await page.goto(`${bot.url}${path}`);
      await page.screenshot({ path: join(PICTURES, `${screen}-${name}.png`), fullPage: true });
      expect([screen, await faults(page)]).toEqual([screen, []]);
      const cut = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      expect([screen, cut]).toEqual([screen, false]);
    }
    await page.context().close();
  });

  it('goes by keyboard alone: to the first alert, take it on, and on to its case', async () => {
    const page = await signedIn();
    const focused = (): Promise<string> =>
      page.evaluate(`[document.activeElement.tagName, document.activeElement.textContent.trim()].join(' ')`);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe(`A ${say('console.skip')}`);
    await page.keyboard.press('Enter');
    const first = page.locator('tr.urgent').first();
    const reference = (await first.locator('.meta').first().textContent())?.trim().slice(0, 6) ?? '';
    for (let steps = 0; steps < 12 && !(await focused()).startsWith('BUTTON'); steps += 1)
      await page.keyboard.press('Tab');
    expect(await focused()).toContain(reference);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/staff/cases/${reference}`);
    expect(await page.locator('h1').textContent()).toContain(reference);
    expect(await page.locator('dl .state').textContent()).toBe(say('console.state.acknowledged'));
    await page.context().close();
  });

  it('shows what comes without being loaded anew, keeps the focus, and leaves when the session is over', async () => {
    const page = await signedIn();
    await page.evaluate('window.same = true');
    const link = page.locator('a.case').first();
    await link.focus();
    const href = await link.getAttribute('href');
    const reference = await ask({ name: 'Kim New', phone: '+13035550155' });
    await page.locator(`a[href="/staff/cases/${reference}"]`).waitFor();
    expect(await page.evaluate('window.same')).toBe(true);
    expect(await page.evaluate('document.activeElement.getAttribute("href")')).toBe(href);
    await bot.app.db.transaction([{ sql: 'DELETE FROM staff_sessions' }]);
    await page.waitForSelector('body.door');
    await page.context().close();
  });

  it('runs nothing of what a visitor typed', async () => {
    const page = await signedIn();
    await page.goto(`${bot.url}/staff/cases/${handoff}`);
    expect(await page.locator('.reach strong').textContent()).toBe('Sam <script>Example</script>');
    expect(await page.locator('main script').count()).toBe(0);
    await page.context().close();
  });

  it('talks with a visitor: what is written goes out by Enter, and what they answer appears', async () => {
    const visitor = await bot.visitor();
    await visitor.say('can i talk to a person');
    await visitor.pick('handoff.here');
    await visitor.pick('handoff.share.yes');
    const [row] = await bot.app.db.query(
      'SELECT reference FROM cases WHERE conversation IS NOT NULL ORDER BY created_at DESC',
    );
    const page = await signedIn(PHONE);
    await page.goto(`${bot.url}/staff/cases/${String(row?.['reference'])}`);
    await page.getByRole('button', { name: say('console.do.join') }).click();
    await page.locator('#text').fill('Hello, how can I help?');
    await page.locator('#text').press('Enter');
    await page.locator('.log .staff').getByText('how can I help?').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('text');
    await visitor.say('is thursday free?');
    await page.locator('.log .visitor').getByText('is thursday free?').waitFor();
    await page.locator('#text').fill('It is, at six.');
    await page.locator('#text').press('Enter');
    await page.locator('.log .staff').getByText('It is, at six.').waitFor();
    await page.screenshot({ path: join(PICTURES, 'talk-phone.png'), fullPage: true });
    expect(await faults(page)).toEqual([]);
    await page.getByRole('button', { name: say('console.do.leave') }).click();
    await page.locator('.log .note').getByText(say('console.talk.back.left')).waitFor();
    await page.context().close();
  });
});
