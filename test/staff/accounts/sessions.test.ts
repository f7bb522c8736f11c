import { randomBytes } from 'node:crypto';
import { added, removed } from '../../../src/staff/accounts/members';
import { Sessions } from '../../../src/staff/accounts/sessions';
import type { Database } from '../../../src/storage/types';
import { HOUR, MINUTE, MONDAY } from '../../booking/support';
import { sqliteStore } from '../../storage/engines';

const store = sqliteStore();
let db: Database;
let now = MONDAY;
let member = '';
beforeAll(async () => {
  db = await store.open();
});
beforeEach(async () => {
  now = MONDAY;
  await db.transaction(added({ login: 'ana', name: 'Ana', role: 'admin', password: 'p' }, now));
  member = String((await db.query('SELECT id FROM staff_members'))[0]?.['id']);
});
afterAll(() => store.end());

const sessions = () => new Sessions(db, () => now);
async function begun(): Promise<string> {
  const { token, statements } = sessions().begin(member);
  await db.transaction(statements);
  return token;
}
const kept = async () => (await db.query('SELECT * FROM staff_sessions')).length;

describe('a session', () => {
  it('is known by its cookie alone: a random value, of which the store has the hash', async () => {
    const token = await begun();
    const found = await sessions().find(token, true);
    expect(found?.member).toEqual({ id: member, login: 'ana', name: 'Ana', role: 'admin' });
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await db.query('SELECT * FROM staff_sessions'))).not.toContain(token);
    const others = [undefined, '', 'x', `${token}x`, `x${token}`, found?.key];
    for (const other of [...others, randomBytes(32).toString('base64url')])
      expect(await sessions().find(other, true)).toBeUndefined();
  });

  it('looks for nothing in the store that cannot be a cookie of ours', async () => {
    const query = jest.spyOn(db, 'query');
    for (const other of [undefined, '', `${'x'.repeat(43)}x`, `${'x'.repeat(42)}!`, `!${'x'.repeat(43)}`])
      await sessions().find(other, true);
    expect(query).not.toHaveBeenCalled();
    query.mockRestore();
  });

  it('has a token for its forms that is not its cookie, and another one in each session', async () => {
    const [one, other] = [await begun(), await begun()];
    const csrf = async (token: string) => (await sessions().find(token, true))?.csrf;
    expect(await csrf(one)).toBe(await csrf(one));
    expect(new Set([one, other, await csrf(one), await csrf(other)]).size).toBe(4);
    expect(await csrf(one)).toMatch(/^[\w-]{43}$/);
  });

  it('ends after a quarter of an hour in which nobody did anything', async () => {
    const token = await begun();
    const { key = '' } = (await sessions().find(token, false)) ?? {};
    now += 15 * MINUTE - 1;
    expect(await sessions().find(token, false)).toBeDefined();
    expect(await sessions().lasts(key)).toBe(true);
    now += 1;
    expect(await sessions().find(token, true)).toBeUndefined();
    expect(await sessions().lasts(key)).toBe(false);
  });

  it('goes on while somebody does something, and is written every twenty seconds at most', async () => {
    const token = await begun();
    const seen = async () =>
      (await db.query('SELECT seen_at FROM staff_sessions ORDER BY seen_at'))[0]?.['seen_at'];
    await db.transaction([{ sql: 'DELETE FROM staff_sessions WHERE seen_at < ?', params: [now] }]);
    now += 20_000;
    await sessions().find(token, true);
    expect(await seen()).toBe(MONDAY);
    now += 1;
    await sessions().find(token, false);
    expect(await seen()).toBe(MONDAY);
    await sessions().find(token, true);
    expect(await seen()).toBe(now);
  });

  it('ends after ten hours, however busy', async () => {
    const token = await begun();
    const { key = '' } = (await sessions().find(token, true)) ?? {};
    for (; now < MONDAY + 10 * HOUR - 10 * MINUTE; now += 10 * MINUTE) await sessions().find(token, true);
    await sessions().find(token, true);
    now = MONDAY + 10 * HOUR - 1;
    expect(await sessions().lasts(key)).toBe(true);
    expect(await sessions().find(token, true)).toBeDefined();
    now += 1;
    expect(await sessions().lasts(key)).toBe(false);
    expect(await sessions().find(token, true)).toBeUndefined();
  });

  it('ends on signing out, with its account, and takes those that are over along when another begins', async () => {
    const token = await begun();
    const { key = '' } = (await sessions().find(token, true)) ?? {};
    await db.transaction([sessions().ended(key)]);
    expect(await sessions().find(token, true)).toBeUndefined();
    expect(await sessions().lasts(key)).toBe(false);
    await begun();
    now += 15 * MINUTE;
    await begun();
    expect(await kept()).toBe(1);
    await db.transaction(removed('ana', now));
    expect(await kept()).toBe(0);
  });

  it('that was removed without being ended lets nobody in', async () => {
    const token = await begun();
    const { key = '' } = (await sessions().find(token, true)) ?? {};
    await db.transaction([{ sql: 'UPDATE staff_members SET active = 0' }]);
    expect(await sessions().find(token, true)).toBeUndefined();
    expect(await sessions().lasts(key)).toBe(false);
  });
});
