import crypto from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { Attempts, TooManyAttempts } from '../../../src/staff/accounts/attempts';
import { accountOf, added, anybody, members, removed } from '../../../src/staff/accounts/members';
import { newOneTimeSecret } from '../../../src/staff/accounts/oneTimeCode';
import { hashPassword, isWeak } from '../../../src/staff/accounts/password';
import { Sessions } from '../../../src/staff/accounts/sessions';
import { signIn } from '../../../src/staff/accounts/signIn';
import { Audit } from '../../../src/staff/audit';
import type { Role } from '../../../src/staff/types';
import type { Database } from '../../../src/storage/types';
import { DAY, MINUTE, MONDAY } from '../../booking/support';
import { sqliteStore } from '../../storage/engines';

const PASSWORD = 'correct horse battery';
/** A hash from a cheaper time; signing in replaces it. */
let cheap = '';
const store = sqliteStore();
let db: Database;
let now = MONDAY;
let count = 0;
beforeAll(async () => {
  // The same function at a cost that takes no time; what a hash costs is a rule of secrets.test.ts.
  const scrypt = crypto.scrypt.bind(crypto);
  const cheaper = (...[password, salt, length, , done]: Parameters<typeof crypto.scrypt>) =>
    scrypt(password, salt, length, { N: 16 }, done);
  jest.spyOn(crypto, 'scrypt').mockImplementation(cheaper);
  cheap = await hashPassword(PASSWORD, { ln: 4, r: 8, p: 1 });
  db = await store.open();
});
afterAll(async () => {
  jest.restoreAllMocks();
  await store.end();
});
beforeEach(() => {
  now += DAY;
});

/** An account of its own for each rule; resolves to its login. */
async function account(more: { totp?: string; password?: string; name?: string; role?: Role } = {}) {
  const login = `ana${(count += 1)}`;
  const member = { login, name: login, role: 'admin' as const, password: cheap, ...more };
  await db.transaction(added(member, now));
  return login;
}
const row = async (login: string) =>
  (await db.query('SELECT * FROM staff_members WHERE login = ?', [login]))[0] ?? {};
const sessions = () => new Sessions(db, () => now);
const parts = () => ({
  ...{ db, sessions: sessions(), now: () => now },
  ...{ attempts: new Attempts(db, () => now), audit: new Audit(db, () => now) },
});
const enter = (login: string, more: { password?: string; code?: string; address?: string } = {}) =>
  signIn(parts(), { login, password: PASSWORD, code: '', address: '192.0.2.1', ...more });
const audited = async () =>
  (await new Audit(db, () => now).page(1)).map(({ member, action }) => [member, action])[0];

describe('signing in', () => {
  it('gives a session to whoever knows the password, and is recorded', async () => {
    const login = await account();
    const token = await enter(login.toUpperCase());
    expect((await sessions().find(token, true))?.member.login).toBe(login);
    expect(await audited()).toEqual([(await row(login))['id'], 'sign_in']);
  });

  it('refuses a wrong password and a name that nobody has, and both are recorded', async () => {
    const login = await account();
    expect(await enter(login, { password: 'wrong' })).toBeUndefined();
    expect(await audited()).toEqual([(await row(login))['id'], 'sign_in.refused']);
    expect(await enter('nobody')).toBeUndefined();
    expect(await audited()).toEqual(['', 'sign_in.refused']);
  });

  it('refuses whoever was removed, until they are added again', async () => {
    const login = await account();
    const [rows] = await db.transaction(removed(login, now));
    expect(rows).toHaveLength(1);
    expect(await enter(login)).toBeUndefined();
    expect((await db.transaction(removed(login, now)))[0]).toHaveLength(0);
    await db.transaction(added({ login, name: 'Ana', role: 'front_desk', password: cheap }, now));
    expect(await enter(login)).toBeDefined();
  });

  it('reads 1,024 letters of a password and no more', async () => {
    const long = 'x'.repeat(1_024);
    const login = await account({ password: await hashPassword(long, { ln: 4, r: 8, p: 1 }) });
    expect(await enter(login, { password: `${long}yy` })).toBeDefined();
    const longer = await account({ password: await hashPassword(`${long}y`, { ln: 4, r: 8, p: 1 }) });
    expect(await enter(longer, { password: `${long}y` })).toBeUndefined();
  });

  it('makes a cheap hash anew while the password is at hand, and only then', async () => {
    const login = await account();
    await enter(login, { password: 'wrong' });
    expect((await row(login))['password']).toBe(cheap);
    now += MINUTE;
    await enter(login);
    const { password, updated_at: updated } = await row(login);
    expect(isWeak(String(password))).toBe(false);
    expect(updated).toBe(now);
    now += MINUTE;
    expect(await enter(login)).toBeDefined();
    expect(await row(login)).toMatchObject({ password, updated_at: updated });
  });
});

describe('one-time codes', () => {
  const totp = newOneTimeSecret();
  const code = (at = now) => new TOTP({ secret: Secret.fromBase32(totp) }).generate({ timestamp: at });

  it('are wanted where the account has them, each once, and none from before', async () => {
    const login = await account({ totp });
    expect(await enter(login)).toBeUndefined();
    const before = code(now - MINUTE / 2);
    expect(await enter(login, { code: code() })).toBeDefined();
    expect(await enter(login, { code: code() })).toBeUndefined();
    expect(await audited()).toEqual([(await row(login))['id'], 'sign_in.refused']);
    expect(await enter(login, { code: before })).toBeUndefined();
    now += MINUTE / 2;
    expect(await enter(login, { code: code() })).toBeDefined();
  });

  it('are good for one of two who come at once', async () => {
    const login = await account({ totp });
    const both = await Promise.all([enter(login, { code: code() }), enter(login, { code: code() })]);
    expect(both.filter((token) => token !== undefined)).toHaveLength(1);
  });

  it('are used up by nobody who has the password wrong', async () => {
    const login = await account({ totp });
    expect(await enter(login, { password: 'wrong', code: code() })).toBeUndefined();
    expect(await enter(login, { code: code() })).toBeDefined();
  });

  it('whose store fails are not taken for used', async () => {
    const login = await account({ totp });
    const down = new Error('down');
    const audit = Object.assign(new Audit(db, () => now), { record: () => Promise.reject(down) });
    const asked = { login, password: PASSWORD, code: code(), address: '192.0.2.1' };
    await expect(signIn({ ...parts(), audit }, asked)).rejects.toBe(down);
  });
});

describe('tries to sign in', () => {
  it('are eight an account in a quarter of an hour, whatever it is called and whether it is there', async () => {
    const attempts = new Attempts(db, () => now);
    const from = (login: string, address: string) => attempts.count({ login, address });
    for (let tries = 0; tries < 8; tries += 1) await from(tries % 2 ? 'Ghost' : 'ghost', `a${tries}`);
    now += 5 * MINUTE;
    const refused = await from('ghost', 'b').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(TooManyAttempts);
    expect(refused).toMatchObject({ code: 'STAFF_ATTEMPTS', status: 429, minutes: 10 });
    expect(refused).toMatchObject({ message: expect.stringMatching(/\w/) as string });
    now += 10 * MINUTE - 1;
    await expect(from('ghost', 'c')).rejects.toMatchObject({ minutes: 1 });
    now += 1;
    await from('ghost', 'd');
  });

  it('are forty an address, and those that got in are given back', async () => {
    const attempts = new Attempts(db, () => now);
    const from = (login: string) => attempts.count({ login, address: '192.0.2.7' });
    for (let tries = 0; tries < 40; tries += 1) await from(`name${tries}`);
    await db.transaction(attempts.forgiven({ login: 'name39', address: '192.0.2.7' }));
    await from('name40');
    await expect(from('name41')).rejects.toThrow(TooManyAttempts);
  });

  it('start afresh for whoever got in, and are kept as hashes', async () => {
    const login = await account();
    for (let tries = 0; tries < 7; tries += 1)
      await enter(login, { password: 'wrong', address: `x${tries}` });
    expect(await enter(login)).toBeDefined();
    for (let tries = 0; tries < 7; tries += 1)
      await enter(login, { password: 'wrong', address: `y${tries}` });
    expect(await enter(login)).toBeDefined();
    await enter(login, { password: 'wrong' });
    const kept = JSON.stringify(await db.query('SELECT key FROM staff_attempts'));
    expect(kept).not.toContain(login);
    expect(kept).not.toContain('192.0.2.1');
  });
});

describe('accounts', () => {
  it('are nobody’s where none was added or all were removed', async () => {
    const empty = sqliteStore();
    const other = await empty.open();
    expect(await anybody(other)).toBe(false);
    const ana = { login: 'ana', name: 'Ana', role: 'admin' as const, password: cheap };
    await other.transaction(added(ana, now));
    expect(await anybody(other)).toBe(true);
    await other.transaction(removed('ana', now));
    expect(await anybody(other)).toBe(false);
    await empty.end();
  });

  it('are listed by name, with those that were removed', async () => {
    const [zoe, abe] = [await account({ name: 'Zoe' }), await account({ name: 'Abe', role: 'front_desk' })];
    await db.transaction(removed(zoe, now));
    const listed = (await members(db)).filter(({ login }) => [zoe, abe].includes(login));
    expect(listed.map(({ name, role, active }) => [name, role, active])).toEqual([
      ['Abe', 'front_desk', true],
      ['Zoe', 'admin', false],
    ]);
    expect(listed[0]).not.toHaveProperty('clinician');
  });

  it('hold what it takes to sign in, and who of the clinicians it is', async () => {
    const login = await account({ totp: 'ABCD' });
    expect(await accountOf(db, login)).toMatchObject({ login, password: cheap, totp: 'ABCD' });
    const anna = { login, name: 'Anna', role: 'clinician' as const, clinician: 'anna', password: 'p' };
    await db.transaction(added(anna, now));
    const account_ = await accountOf(db, login);
    expect(account_).toMatchObject({ role: 'clinician', clinician: 'anna', password: 'p', name: 'Anna' });
    expect(account_).not.toHaveProperty('totp');
    expect(await accountOf(db, 'nobody')).toBeUndefined();
  });

  it('end every session when they are made anew or removed, and nobody else’s', async () => {
    const [ana, ben] = [await account(), await account()];
    const other = await enter(ben);
    for (const change of [
      added({ login: ana, name: 'A', role: 'admin', password: cheap }, now),
      removed(ana, now),
    ]) {
      const token = await enter(ana);
      expect(await sessions().find(token, true)).toBeDefined();
      await db.transaction(change);
      const left = await db.query(
        'SELECT s.id FROM staff_sessions s JOIN staff_members m ON m.id = s.member WHERE m.login = ?',
        [ana],
      );
      expect(left).toEqual([]);
    }
    expect(await sessions().find(other, true)).toBeDefined();
  });
});
