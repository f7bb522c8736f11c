import { eraseTraces } from '../../src/storage/erase';
import { purge } from '../../src/storage/retention';
import type { Database } from '../../src/storage/types';
import { describeEngines, type Store } from './engines';
import { readShape, rowOf, type Shape } from './shape';

const KEEP = { keepConversationsDays: 30, keepBookingsDays: 365 };
const DAY = 24 * 3_600_000;
const NOW = Date.parse('2026-11-23T19:00:00Z');

let shape: Shape;
beforeAll(async () => (shape = await readShape()));

describeEngines('what is kept', (fresh) => {
  let store: Store;
  let db: Database;
  beforeEach(async () => {
    store = await fresh();
    db = await store.open();
  });
  afterEach(() => store.end());

  async function fill(word: string, at: number): Promise<void> {
    const rows = [...shape].map(([table, columns]) =>
      rowOf(table, columns, ({ type }) => (type === 'BIGINT' ? at : word)),
    );
    await db.transaction(rows);
  }

  /** Tables that hold a row of this word. */
  async function tablesWith(word: string): Promise<string[]> {
    const found: string[] = [];
    for (const table of shape.keys()) {
      const rows = await db.query(`SELECT * FROM ${table}`);
      if (rows.some((row) => Object.values(row).includes(word))) found.push(table);
    }
    return found;
  }

  // A table without a rule is kept for ever: add one to src/storage/retention.ts.
  it('goes when it has been kept as long as the profile says, in every table but those kept for good', async () => {
    await fill('old', NOW - (KEEP.keepBookingsDays + 1) * DAY);
    await fill('young', NOW);
    await purge(db, KEEP, NOW);
    expect(await tablesWith('old')).toEqual(FOR_GOOD);
    expect(await tablesWith('young')).toEqual([...shape.keys()]);
  });

  it('stays that long: conversations by one limit, bookings and cases by the other', async () => {
    await fill('talk', NOW - (KEEP.keepConversationsDays - 1) * DAY);
    await fill('older', NOW - (KEEP.keepConversationsDays + 1) * DAY);
    await purge(db, KEEP, NOW);
    const talk = await tablesWith('talk');
    expect(talk).toEqual(
      expect.arrayContaining(['documents', 'dl_conversations', 'dl_activities', 'bookings', 'cases']),
    );
    const older = await tablesWith('older');
    expect(older).toEqual(expect.arrayContaining(['bookings', 'cases', 'tasks']));
    for (const table of ['documents', 'dl_activities', 'dl_conversations', 'live_lines', 'outbox'])
      expect(older).not.toContain(table);
  });

  it('is not a message that is still to be brought, however old', async () => {
    await fill('old', NOW - 400 * DAY);
    await db.transaction([{ sql: "UPDATE deliveries SET status = 'waiting'" }]);
    await purge(db, KEEP, NOW);
    expect((await tablesWith('old')).sort()).toEqual([...FOR_GOOD, 'outbox', 'deliveries'].sort());
  });

  // A table that holds what a visitor left: take it away in src/storage/erase.ts.
  it('is, after "delete my data", nothing of theirs but what the practice needs for a booking', async () => {
    const visitor = { visitor: 'visitor/directline/v', conversation: 'conversation/directline/c' };
    const links: Record<string, string> = {
      ...visitor,
      conversation_id: 'c',
      booking: 'id',
      outbox_id: 'id',
      case_id: 'id',
    };
    const rows = [...shape].map(([table, columns]) =>
      rowOf(table, columns, ({ name, type }) => {
        if (type === 'BIGINT') return NOW;
        return links[name] ?? (name === 'id' ? 'id' : `words of ${table}.${name}`);
      }),
    );
    await db.transaction(rows);
    await db.transaction(eraseTraces({ ...visitor, conversationId: 'c', turn: 'this one' }));
    const left = new Map<string, string[]>();
    for (const table of shape.keys()) {
      const [row = {}] = await db.query(`SELECT * FROM ${table}`);
      const theirs = Object.entries(row).filter(([, value]) =>
        /^words of|\/directline\/|^c$/.test(String(value)),
      );
      if (theirs.length > 0 && !OTHERS.includes(table))
        left.set(
          table,
          theirs.map(([column]) => column),
        );
    }
    // Who wants no texts is remembered by a hash: whoever is forgotten there would be written to again.
    expect([...left.keys()]).toEqual(['bookings', 'cases', 'text_stops']);
    for (const gone of ['visitor', 'conversation', 'details', 'shared'])
      expect(left.get('cases')).not.toContain(gone);
    expect(left.get('bookings')).not.toContain('visitor');
    expect(left.get('bookings')).toEqual(expect.arrayContaining(['reference', 'name', 'phone', 'email']));
  });

  it('of a booking that was cancelled is, after "delete my data", not even the name', async () => {
    const columns = shape.get('bookings') ?? [];
    const row = rowOf('bookings', columns, ({ name, type }) => {
      if (type === 'BIGINT') return NOW;
      return { status: 'cancelled', visitor: 'v', details: '{}' }[name] ?? `words of ${name}`;
    });
    await db.transaction([row]);
    await db.transaction(
      eraseTraces({ visitor: 'v', conversation: 'k', conversationId: 'c', turn: 'this one' }),
    );
    expect(await db.query('SELECT visitor, name, phone, email FROM bookings')).toEqual([
      { visitor: '', name: '', phone: null, email: null },
    ]);
  });
});

/** Keys; who of staff there was, and what they did to which id. */
const FOR_GOOD = ['secrets', 'staff_members', 'staff_audit', 'text_stops'];

/** Hold nothing that a visitor left: keys, ids, times, what staff entered; the state is emptied by the turn itself. */
const OTHERS = [
  ...['documents', 'dl_conversations', 'secrets', 'used_tickets', 'claims', 'attempts'],
  ...['outbox', 'deliveries', 'blocks', 'demand', 'tally', 'tasks', 'booking_orders', 'received_messages'],
  ...['staff_members', 'staff_sessions', 'staff_attempts', 'staff_audit'],
];
