import { TOTP, Secret } from 'otpauth';
import { addStaff, audited, Colleague, PASSWORD } from './colleague';
import { type Bot, startBot } from '../support/bot';
import { Attempts, TooManyAttempts } from '../../src/staff/accounts/attempts';
import { DAY, HOUR, MINUTE, MONDAY } from '../booking/support';

describe('the door of the staff console', () => {
  let bot: Bot;
  let now = MONDAY;
  beforeAll(async () => {
    bot = await startBot({ parts: { now: () => now } });
  });
  beforeEach(() => {
    now += DAY;
  });
  afterAll(() => bot.stop());
  const somebody = (): Colleague => new Colleague(bot.url);
  const say = (key: string, params = {}): string => bot.app.content.text(key, 'en', params);

  it('says how to add somebody and offers nothing else where nobody has been added', async () => {
    const stranger = somebody();
    for (const path of ['/staff', '/staff/cases/K7M4QD', '/staff/audit', '/staff/sign-in']) {
      const { text } = await stranger.get(path);
      expect(text).toContain(say('console.nobody.title'));
      expect(text).toContain('npm run staff:add');
      expect(text).not.toMatch(/<form|<input/);
    }
    expect((await stranger.signIn('admin', '')).status).toBe(401);
  });

  it('lets in with the right password, and only so', async () => {
    await addStaff(bot, 'ana --role admin');
    const ana = somebody();
    expect((await ana.get('/staff')).status).toBe(401);
    expect((await ana.signIn('ana', 'wrong password')).status).toBe(401);
    expect((await ana.get('/staff')).status).toBe(401);
    expect((await ana.signIn('ANA')).status).toBe(303);
    expect((await ana.get('/staff')).text).toContain(say('console.queue.title'));
  });

  it('answers alike whether the name, the password or the code was wrong', async () => {
    await addStaff(bot, 'ana --role admin');
    await addStaff(bot, 'ben --role admin --totp');
    const answers = [];
    for (const [login, password] of [
      ['ana', 'wrong password'],
      ['nobody', PASSWORD],
      ['ben', PASSWORD],
    ] as const) {
      const { status, text } = await somebody().signIn(login, password, { code: '000000' });
      answers.push([status, text.replace(login, '')]);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('takes as long for an account that is not there', async () => {
    await addStaff(bot, 'ana --role admin');
    const timed = async (login: string): Promise<number> => {
      const times: number[] = [];
      for (let round = 0; round < 2; round += 1) {
        const start = performance.now();
        await somebody().signIn(login, 'wrong password');
        times.push(performance.now() - start);
      }
      return Math.min(...times);
    };
    const [known, unknown] = [await timed('ana'), await timed('nobody')];
    // Without a hash the answer would come in a hundredth of the time.
    expect(unknown / known).toBeGreaterThan(0.1);
    expect(unknown / known).toBeLessThan(10);
  });

  it('wants a one-time code where the account has one, and takes each code once', async () => {
    const printed = await addStaff(bot, 'ben --role admin --totp');
    const secret = Secret.fromBase32(/secret=([A-Z2-7]+)/.exec(printed.at(-1) ?? '')?.[1] ?? '');
    const code = (at = now): string => new TOTP({ secret }).generate({ timestamp: at });
    expect((await somebody().signIn('ben')).status).toBe(401);
    expect((await somebody().signIn('ben', PASSWORD, { code: code(now - 10 * MINUTE) })).status).toBe(401);
    expect((await somebody().signIn('ben', PASSWORD, { code: code() })).status).toBe(303);
    expect((await somebody().signIn('ben', PASSWORD, { code: code() })).status).toBe(401);
    now += MINUTE;
    expect((await somebody().signIn('ben', PASSWORD, { code: code() })).status).toBe(303);
  });

  it('limits tries by account, even all at once and with the right password, and forgets them in time', async () => {
    await addStaff(bot, 'ana --role admin');
    await addStaff(bot, 'ben --role admin');
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => somebody().signIn('ana', 'wrong password')),
    );
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(8);
    const refused = await somebody().signIn('ana');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await somebody().signIn('ben')).status).toBe(303);
    now += 15 * MINUTE;
    expect((await somebody().signIn('ana')).status).toBe(303);
  });

  it('limits tries by address, whatever the account', async () => {
    const attempts = new Attempts(bot.app.db, () => now);
    const from = (address: string, login: string): Promise<void> => attempts.count({ login, address });
    for (let tries = 0; tries < 40; tries += 1) await from('192.0.2.1', `name${tries}`);
    await expect(from('192.0.2.1', 'another')).rejects.toThrow(TooManyAttempts);
    await from('192.0.2.2', 'another');
  });

  it('keeps the session in a strict cookie and its hash in the store', async () => {
    const ana = await Colleague.signedIn(bot, 'admin');
    const cookie = ana.last.headers.getSetCookie().find((one) => one.startsWith('staff=')) ?? '';
    expect(cookie).toMatch(/^staff=[\w-]{43}; HttpOnly; Path=\/; SameSite=Strict$/);
    const stored = JSON.stringify(await bot.app.db.query('SELECT * FROM staff_sessions'));
    expect(stored).not.toContain(ana.cookie.split('=')[1]);
    const accounts = JSON.stringify(await bot.app.db.query('SELECT * FROM staff_members'));
    expect(accounts).not.toContain(PASSWORD);
    expect(accounts).toContain('scrypt$15$8$3$');
  });

  it('signs out whoever does nothing for a quarter of an hour, and everybody after a working day', async () => {
    const ana = await Colleague.signedIn(bot, 'admin');
    now += 14 * MINUTE;
    expect((await ana.get('/staff')).status).toBe(200);
    now += 14 * MINUTE;
    // A page that looks by itself is nobody at work.
    expect((await ana.get('/staff', { 'X-Staff-Live': '1' })).status).toBe(200);
    now += 2 * MINUTE;
    expect((await ana.get('/staff')).status).toBe(401);
    await ana.signIn('ana.admin');
    for (let passed = 0; passed < 10 * HOUR; passed += 10 * MINUTE) {
      expect((await ana.get('/staff')).status).toBe(200);
      now += 10 * MINUTE;
    }
    expect((await ana.get('/staff')).status).toBe(401);
  });

  it('ends the session for good on signing out, on a new password and when the account is removed', async () => {
    const ana = await Colleague.signedIn(bot, 'admin');
    await ana.get('/staff');
    const before = ana.cookie;
    expect((await ana.post('/staff/sign-out')).status).toBe(303);
    ana.cookie = before;
    expect((await ana.get('/staff')).status).toBe(401);
    await ana.signIn('ana.admin');
    await addStaff(bot, 'ana.admin --role front_desk', 'another long password');
    expect((await ana.get('/staff')).status).toBe(401);
    expect((await ana.signIn('ana.admin')).status).toBe(401);
    expect((await ana.signIn('ana.admin', 'another long password')).status).toBe(303);
  });

  it('refuses a form without the token, with that of another session, and from another site', async () => {
    const ana = await Colleague.signedIn(bot, 'admin');
    await ana.get('/staff');
    for (const csrf of ['', 'x', ana.csrf.slice(1), `${ana.csrf}x`])
      expect((await ana.post('/staff/sign-out', { csrf })).status).toBe(403);
    for (const origin of ['https://evil.example', 'null'])
      expect((await ana.post('/staff/sign-out', {}, { Origin: origin })).status).toBe(403);
    expect((await somebody().post('/staff/sign-in', { login: 'ana.admin' }, { Origin: 'null' })).status).toBe(
      403,
    );
    const json = await ana.post('/staff/sign-out', {}, { 'Content-Type': 'text/plain' });
    expect(json.status).toBe(415);
    expect((await ana.get('/staff')).status).toBe(200);
    expect((await audited(bot)).filter((entry) => entry === 'csrf.refused')).toHaveLength(6);
  });

  it('runs nothing inline, is framed by nobody and is kept by no cache', async () => {
    const ana = await Colleague.signedIn(bot, 'admin');
    const { headers, text } = await ana.get('/staff', { Origin: 'https://evil.example' });
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(text).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|style="/);
  });

  it('asks once more when a link from elsewhere left the strict cookie behind', async () => {
    await addStaff(bot, 'ana --role admin');
    const { text } = await somebody().get('/staff/cases/K7M4QD', { 'Sec-Fetch-Site': 'cross-site' });
    expect(text).toContain('http-equiv="refresh"');
    const again = await somebody().get('/staff/cases/K7M4QD', { 'Sec-Fetch-Site': 'same-origin' });
    expect(again.text).toContain('name="next" value="/staff/cases/K7M4QD"');
  });

  it('leads on to where one wanted to go, and never out of the console', async () => {
    await addStaff(bot, 'ana --role admin');
    const led = async (next: string): Promise<string | null> =>
      (await somebody().signIn('ana', PASSWORD, { next })).headers.get('location');
    expect(await led('/staff/cases/K7M4QD')).toBe('/staff/cases/K7M4QD');
    for (const out of [
      'https://evil.example',
      '//evil.example',
      '/staff/../evil',
      '/staffevil',
      '/staff\r\nX: y',
    ])
      expect(await led(out)).toBe('/staff');
  });
});

describe('the console behind a name of its own', () => {
  it.each([
    ['https://chat.example.org', '__Host-staff', 303],
    ['http://chat.example.org', '', 403],
  ])('on %s', async (PUBLIC_URL, name, status) => {
    const bot = await startBot({ env: { PUBLIC_URL } });
    await addStaff(bot, 'ana --role admin');
    const ana = new Colleague(bot.url);
    const answer = await ana.post(
      '/staff/sign-in',
      { login: 'ana', password: PASSWORD },
      { Origin: PUBLIC_URL },
    );
    expect(answer.status).toBe(status);
    const cookie = answer.headers.getSetCookie().join();
    expect(cookie).toMatch(
      name ? /^__Host-staff=[\w-]{43}; HttpOnly; Path=\/; SameSite=Strict; Secure$/ : /^$/,
    );
    await bot.stop();
  });
});
