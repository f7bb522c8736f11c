import { createDesk } from '../../src/handoff/createDesk';
import { promiseNow } from '../../src/handoff/promiseNow';
import type { HandoffRequest } from '../../src/handoff/types';
import { turn, HOUR, MINUTE, MONDAY, DAY } from '../booking/support';
import { type Bot, startBot } from '../support/bot';
import { audited, Colleague } from './colleague';

describe('the queue and its cases', () => {
  let bot: Bot;
  let now = MONDAY;
  let ana: Colleague;
  let anna: Colleague;
  beforeAll(async () => {
    bot = await startBot({ parts: { now: () => now } });
    ana = await Colleague.signedIn(bot, 'front_desk');
    anna = await Colleague.signedIn(bot, 'clinician --clinician anna');
  });
  afterAll(() => bot.stop());

  const say = (key: string, params = {}): string => bot.app.content.text(key, 'en', params);
  const desk = createDesk({
    now: () => now,
    secondContactMinutes: 10,
    promiseAt: (at) => promiseNow(bot.app.content.profile, at),
  });
  const visitor = 'directline/dl_1';
  const ask = (more: Partial<HandoffRequest> = {}): Promise<string> =>
    turn(bot.app.db, (work) =>
      desk.handoff(work, { language: 'en', channel: 'directline', visitor, ...more }),
    );
  const alarm = async (tier: 'ideation' | 'imminent' | 'history', who = visitor): Promise<string> => {
    const at = new Date(now).toISOString();
    const common = {
      entries: ['en.secret_entry'],
      country: 'US',
      channel: 'sms',
      language: 'es',
      visitor: who,
    };
    await turn(bot.app.db, (work) => desk.escalate(work, { tier, at, ...common }));
    const [row] = await bot.app.db.query(
      "SELECT reference FROM cases WHERE kind = 'escalation' ORDER BY created_at DESC, updated_at DESC LIMIT 1",
    );
    return String(row?.['reference']);
  };
  const one = async (reference: string) =>
    (await bot.app.db.query('SELECT * FROM cases WHERE reference = ?', [reference]))[0];
  const references = (text: string): string[] =>
    [...text.matchAll(/class="case" href="\/staff\/cases\/(\w+)"/g)].map(([, found = '']) => found);
  beforeEach(async () => {
    now += DAY;
    await bot.app.db.transaction([{ sql: 'DELETE FROM cases' }, { sql: 'DELETE FROM deliveries' }]);
    await ana.signIn('ana.frontdesk');
    await anna.signIn('ana.cliniciancliniciananna');
    await ana.get('/staff');
    await anna.get('/staff');
  });

  it('shows escalations first, the most urgent before others, then what has waited longest', async () => {
    const first = await ask();
    now += MINUTE;
    const ideation = await alarm('ideation', 'directline/a');
    now += MINUTE;
    const second = await ask();
    now += MINUTE;
    const imminent = await alarm('imminent', 'directline/b');
    const { text } = await ana.get('/staff');
    expect(references(text)).toEqual([imminent, ideation, first, second]);
    expect(text).toContain('3 min');
    expect(text).not.toMatch(/secret_entry|dl_1|directline\/a/);
  });

  it('says that nobody is alerted, and nothing of a second contact, when nothing carries an alert', async () => {
    const reference = await alarm('imminent');
    const queue = (await ana.get('/staff')).text;
    const file = (await ana.get(`/staff/cases/${reference}`)).text;
    expect(queue).toContain(say('console.warn.nobody'));
    for (const key of ['second_at', 'second_told'])
      expect(queue + file).not.toContain(say(`console.promise.${key}`));
  });

  it('says when the second contact will be and was alerted, when something carries it', async () => {
    const env = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'bot@example.com' };
    const told = await startBot({ env, parts: { now: () => now } });
    try {
      const colleague = await Colleague.signedIn(told, 'front_desk');
      const at = new Date(now).toISOString();
      const common = { entries: [], country: 'US', channel: 'sms', language: 'es', visitor };
      await turn(told.app.db, (work) => desk.escalate(work, { tier: 'imminent', at, ...common }));
      const before = (await colleague.get('/staff')).text;
      expect(before).not.toContain(say('console.warn.nobody'));
      expect(before).toContain(say('console.promise.second_at'));
      now += 11 * MINUTE;
      expect((await colleague.get('/staff')).text).toContain(say('console.promise.second_told'));
    } finally {
      await told.stop();
    }
  });

  it('says what was promised, and when a promise is late', async () => {
    now = Date.parse('2027-01-11T21:00:00-07:00');
    await ana.signIn('ana.frontdesk');
    await ask();
    expect((await ana.get('/staff')).text).toMatch(/open from\s*<time[^>]*>Tue, Jan 12, 8:30 AM/);
    now += 20 * HOUR;
    await ana.signIn('ana.frontdesk');
    expect((await ana.get('/staff')).text).not.toContain(say('console.promise.late'));
    now += 2 * HOUR;
    await ana.signIn('ana.frontdesk');
    expect((await ana.get('/staff')).text).toContain(say('console.promise.late'));
  });

  it('is taken on by one of two who try, and stops the second contact with those of the same alert', async () => {
    const reference = await alarm('imminent');
    now += MINUTE;
    const sibling = await alarm('ideation');
    const [a, b] = await Promise.all([
      ana.post(`/staff/cases/${reference}/take`),
      anna.post(`/staff/cases/${reference}/take`),
    ]);
    expect([a.status, b.status].sort()).toEqual([303, 409]);
    for (const each of [reference, sibling]) {
      const row = await one(each);
      expect(row?.['status']).toBe('acknowledged');
      expect(row?.['assigned_to']).toBe(row?.['acknowledged_by']);
    }
    expect((await audited(bot)).filter((entry) => entry === `case.take case/${reference}`)).toHaveLength(1);
  });

  it('goes the whole way: take on, note, hand over, close, open again', async () => {
    const reference = await ask({ contact: { name: 'Sam Example', phone: '+13035550123' } });
    const path = `/staff/cases/${reference}`;
    const opened = await ana.get(path);
    expect(opened.text).toContain('href="tel:+13035550123"');
    expect((await ana.post(`${path}/close`, { how: 'reached' })).status).toBe(409);
    await ana.do(`${path}/take`);
    const noted = await ana.do(`${path}/note`, { note: 'Called, no answer.\nAgain at four.' });
    expect(noted.text).toContain('Called, no answer.\nAgain at four.');
    const [to] = await bot.app.db.query("SELECT id FROM staff_members WHERE role = 'clinician'");
    await ana.do(`${path}/assign`, { to: String(to?.['id']) });
    expect((await anna.get(path)).status).toBe(200);
    await ana.do(`${path}/close`, { how: 'reached' });
    expect(references((await ana.get('/staff')).text)).toEqual([]);
    expect(references((await ana.get('/staff?show=closed')).text)).toEqual([reference]);
    await ana.get(path);
    await ana.do(`${path}/reopen`);
    expect((await one(reference))?.['status']).toBe('acknowledged');
    const writes = (await audited(bot)).filter((entry) => entry.endsWith(`case/${reference}`));
    expect(writes).toEqual(
      [
        'read',
        'take',
        'read',
        'note',
        'read',
        'assign',
        'read',
        'read',
        'close',
        'read',
        'read',
        'reopen',
        'read',
      ].map((what) => `case.${what} case/${reference}`),
    );
  });

  it('shows nothing of a case to a clinician whose it is not, but every escalation', async () => {
    const reference = await ask({ contact: { name: 'Sam Example', phone: '+13035550123' } });
    const escalation = await alarm('ideation');
    expect(references((await anna.get('/staff')).text)).toEqual([escalation]);
    expect((await anna.get(`/staff/cases/${reference}`)).status).toBe(404);
    for (const what of ['take', 'note', 'close', 'reopen'])
      expect(
        (await anna.post(`/staff/cases/${reference}/${what}`, { note: 'x', how: 'reached' })).status,
      ).toBe(404);
    for (const path of ['/staff/letters', '/staff/audit', '/staff/export/cases.csv'])
      expect((await anna.get(path)).status).toBe(403);
    expect((await anna.post(`/staff/cases/${reference}/assign`, { to: '' })).status).toBe(403);
    expect((await ana.get('/staff/audit')).status).toBe(403);
    expect((await audited(bot)).filter((entry) => entry.startsWith('refused.'))).toHaveLength(5);
  });

  it('shows what visitors and colleagues wrote as text, whatever it is', async () => {
    const payload = `"><img src=x onerror=alert(1)><script>alert(2)</script>' onmouseover='alert(3)`;
    const contact = { name: payload, phone: 'javascript:alert(1)', email: `${payload}@x.example` };
    const answers = {
      concerns: ['grief', payload],
      budget: { max: 60, currency: payload },
      [payload]: payload,
    };
    const reference = await ask({ contact, channel: payload, language: payload });
    await turn(bot.app.db, (work) => desk.share(work, reference, { transcript: false, answers }));
    await ana.do(`/staff/cases/${reference}/note`, { note: payload });
    for (const path of ['/staff', `/staff/cases/${reference}`]) {
      const { text } = await ana.get(path);
      expect(text).toContain('&lt;script&gt;');
      expect(text).not.toMatch(/<img|<script>|href="javascript|alert\(3\)'|href="mailto:"/);
    }
    expect(ana.last.text).toContain(say('choice.concerns.grief'));
  });

  it('keeps what is about the past for the record, and asks nobody to do anything', async () => {
    const reference = await alarm('history');
    expect(references((await ana.get('/staff')).text)).toEqual([]);
    expect((await ana.get(`/staff/cases/${reference}`)).text).toContain(say('console.case.noted'));
  });

  it('tries an undelivered message again from the beginning', async () => {
    await ask();
    await bot.app.db.transaction([
      {
        sql: `INSERT INTO deliveries (id, outbox_id, carrier, urgent, status, attempts, next_at, settled_at, last_error)
          SELECT 'dead-1', id, 'webhook', 0, 'dead', 20, 0, 1, 'HTTP 500' FROM outbox LIMIT 1`,
      },
    ]);
    expect((await ana.get('/staff')).text).toContain(say('console.warn.dead', { count: 1 }));
    expect((await ana.get('/staff/letters')).text).toContain('HTTP 500');
    await ana.do('/staff/letters/retry', { letter: 'dead-1' });
    const [row] = await bot.app.db.query("SELECT status, attempts FROM deliveries WHERE id = 'dead-1'");
    expect(row).toEqual({ status: 'waiting', attempts: 0 });
    expect((await ana.post('/staff/letters/retry', { letter: 'none' })).status).toBe(409);
    expect(await audited(bot)).toContain('letter.retry letter/dead-1');
  });

  it('warns of help lines that nobody has checked', async () => {
    expect((await ana.get('/staff')).text).toContain('helplines.yaml');
  });

  it('speaks Spanish to who wants it', async () => {
    const { text } = await ana.get('/staff', { 'Accept-Language': 'es-MX' });
    expect(text).toContain('<html lang="es">');
    expect(text).toContain(bot.app.content.text('console.queue.none_waiting', 'es'));
  });

  it('exports without a formula that a spreadsheet would run', async () => {
    const reference = await ask({ channel: '=HYPERLINK("http://evil")' });
    const { text, headers } = await ana.get('/staff/export/cases.csv');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="cases.csv"');
    expect(text).toContain(`"${reference}"`);
    expect(text).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect((await audited(bot)).at(-1)).toBe('cases.export');
  });
});
