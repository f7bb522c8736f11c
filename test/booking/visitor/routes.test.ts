import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContent } from '../../../src/content/loadContent';
import { contentFiles } from '../../../src/places';
import type { BookingPageTimes } from '../../../src/widget/bookingConfig';
import { startBotProcess, type BotProcess } from '../../support/botProcess';
import { Visitor } from '../../support/visitor';
import { practiceFile } from '../../content/files';
import { until } from '../../handoff/receivers';

/** A port that was free a moment ago: links say where the bot is reached before it listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The practice is closed in the second week from today. */
const [closedFrom, closedTo] = [7, 13].map((days) =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10),
) as [string, string];

/** The bot as `npm start` runs it, with everything that it logs. */
describe('what the page of a booking asks for', () => {
  const dir = mkdtempSync(join(tmpdir(), 'routes-'));
  const content = loadContent(contentFiles({}));
  let bot: BotProcess;
  beforeAll(async () => {
    const port = await freePort();
    const PUBLIC_URL = `http://127.0.0.1:${port}`;
    const PRACTICE_FILE = practiceFile((text) =>
      text.replace('- 2026-12-25', `- { from: ${closedFrom}, to: ${closedTo} }`),
    );
    bot = await startBotProcess(dir, { PORT: String(port), PUBLIC_URL, PRACTICE_FILE, LOG_LEVEL: 'trace' });
  });
  afterAll(async () => {
    await bot.stop();
    rmSync(dir, { recursive: true });
  });

  async function booked(): Promise<{ token: string; reference: string }> {
    const visitor = await Visitor.open(bot.url, 'en', content);
    await visitor.pick('menu.booking');
    await visitor.pick('choice.format.individual');
    await visitor.pickAt(0);
    await visitor.say('my name is Robin Vale');
    await visitor.say('303 555 0117');
    await visitor.pick('booking.answer.yes');
    const [, token = ''] = /\/booking#en\.([^)\s]+)/.exec(visitor.last[0]?.text ?? '') ?? [];
    return { token, reference: visitor.last[0]?.booking?.reference ?? '' };
  }

  const ask = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${bot.url}/booking/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({ language: 'en', ...body }),
    });

  it('is answered to whoever has the token, and to nobody else', async () => {
    const { token } = await booked();
    expect((await ask('see', { token })).status).toBe(200);
    const [head = '', claims = '', mac = ''] = token.split('.');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    for (const forged of ['', 'x', `${none}.${claims}.`, `${head}.${claims}.${mac.slice(1)}A`])
      expect((await ask('cancel', { token: forged })).status).toBe(403);
    expect((await fetch(`${bot.url}/booking/see`)).status).toBe(405);
    const elsewhere = { Origin: 'https://elsewhere.example' };
    expect((await ask('see', { token }, elsewhere)).status).toBe(403);
    expect(await (await ask('see', { token })).json()).toMatchObject({ status: 'confirmed' });
  });

  it('are times of the day that was picked, of those that have any', async () => {
    const { token } = await booked();
    const times = async (body: object) =>
      (await (await ask('times', { token, ...body })).json()) as BookingPageTimes;
    const { items: first, days } = await times({});
    const day = days[2]?.date ?? '';
    expect(days.filter(({ shown }) => shown)).toEqual([]);
    const picked = await times({ on: day });
    expect(picked.days.filter(({ shown }) => shown)).toMatchObject([{ date: day }]);
    expect(picked.items.length).toBeGreaterThan(0);
    for (const { id } of picked.items) expect(first).not.toContainEqual(expect.objectContaining({ id }));
    expect((await ask('move', { token, choice: picked.items[0]?.id })).status).toBe(200);
    const dates = days.map(({ date }) => date);
    expect(dates.filter((date) => closedFrom <= date && date <= closedTo)).toEqual([]);
    expect(dates.at(-1)?.localeCompare(closedTo)).toBe(1);
    expect((await times({ on: closedFrom })).items).toEqual([]);
    expect((await times({ on: '2026-02-31' })).items).toEqual([]);
    expect((await times({ on: 'tomorrow' })).items.length).toBeGreaterThan(0);
  });

  it('is a page that nobody frames and that runs nothing but our own script', async () => {
    const response = await fetch(`${bot.url}/booking`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await response.text()).not.toMatch(/<script(?![^>]*(src=|application\/json))/);
  });

  it('leaves neither token nor reference nor name nor number in the log', async () => {
    const { token, reference } = await booked();
    for (const path of ['see', 'times', 'calendar', 'cancel', 'accept', 'move'])
      await ask(path, { token, choice: 'nothing' });
    await until('the last line of the log', () => bot.log().includes('/booking/move'));
    for (const secret of [token, token.split('.')[2] ?? '', reference, 'Robin', '555 0117', '5550117'])
      expect(bot.log()).not.toContain(secret);
  });

  it('is slowed down for whoever asks again and again', async () => {
    const statuses = new Set<number>();
    for (let asked = 0; asked < 80 && !statuses.has(429); asked += 1)
      statuses.add((await ask('see', { token: 'x.y.z' })).status);
    expect([...statuses]).toEqual([403, 429]);
  });
});
