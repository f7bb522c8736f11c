import { randomUUID } from 'node:crypto';
import type { Database, Row, SqlValue, Statement } from '../storage/types';
import { claimsOf, claimOver, quanta } from './claims';
import type { Block } from './staffTypes';
import { readStored, type Stored } from './stored';

const MINUTE = 60_000;
const STEP = 5 * MINUTE;
/** Resources in one statement: three parameters each, far below what either engine takes. */
const AT_ONCE = 1_000;

/** A block as the store has it. */
export interface StoredBlock {
  readonly id: string;
  readonly clinician: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly kind: Block['kind'];
  readonly by: string;
}

/**
 * Keeps a span of a clinician's time free of what is not booked yet; holds in it end. What is booked stays booked and
 * its time falls to the block when the booking goes ({@link releaseTime}).
 */
export async function block(
  db: Database,
  { clinician, startsAt, endsAt, kind, by }: Omit<StoredBlock, 'id'>,
  now: number,
): Promise<{ id: string; statements: Statement[]; inTheWay: Stored[] }> {
  const id = randomUUID();
  const [from, to] = [Math.floor(startsAt / STEP) * STEP, Math.ceil(endsAt / STEP) * STEP];
  const wanted = quanta(clinician, from, to - from);
  const sold = await soldAmong(db, wanted);
  const holder = holderOf(id);
  const free = wanted.filter((name) => !sold.has(name));
  const row = {
    sql: `INSERT INTO blocks (id, clinician, starts_at, ends_at, kind, made_by, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)`,
    params: [id, clinician, from, to, kind, by, now],
  };
  const statements = [
    row,
    ...inParts(free, (part) => claimOver({ resources: part, holder, guard: 'opening' })),
    ...inParts([...sold], (part) => ({
      sql: `SELECT resource FROM claims WHERE expires_at IS NULL AND resource IN (${marks(part)})`,
      params: part,
      ...{ expect: part.length, guard: 'opening' },
    })),
  ];
  const inTheWay = await readStored(
    db,
    "clinician = ? AND status <> 'cancelled' AND starts_at < ? AND starts_at + minutes * ? > ?",
    [clinician, to, MINUTE, from],
    'starts_at, id',
  );
  return { id, statements, inTheWay };
}

/** Ends a block; what another block covers too stays that one's. */
export async function unblock(db: Database, id: string): Promise<Statement[]> {
  const [row] = await db.query('SELECT * FROM blocks WHERE id = ?', [id]);
  if (!row) return [];
  return [
    { sql: 'DELETE FROM blocks WHERE id = ?', params: [id] },
    ...(await releaseTime(db, holderOf(id), blockOf(row), id)),
  ];
}

/** The blocks that touch a span, the earliest first. */
export async function readBlocks(db: Database, from: number, to: number): Promise<StoredBlock[]> {
  const rows = await db.query(
    'SELECT * FROM blocks WHERE starts_at < ? AND ends_at > ? ORDER BY starts_at, id',
    [to, from],
  );
  return rows.map(blockOf);
}

/**
 * Gives up what a holder has of a clinician's time: to a block that covers it, else to anybody. A block that comes or
 * goes meanwhile fails the guard `opening`.
 *
 * @param but a block that does not count
 */
export async function releaseTime(
  db: Database,
  holder: string,
  { clinician, startsAt, endsAt }: Pick<StoredBlock, 'clinician' | 'startsAt' | 'endsAt'>,
  but = '',
): Promise<Statement[]> {
  // A session's buffer belongs to its time.
  const span: SqlValue[] = [clinician, endsAt + 2 * 60 * MINUTE, startsAt, but];
  const where = 'clinician = ? AND starts_at < ? AND ends_at > ? AND id <> ?';
  const blocks = (await db.query(`SELECT * FROM blocks WHERE ${where}`, span)).map(blockOf);
  const had = blocks.length > 0 ? new Set(await claimsOf(db, holder)) : new Set<string>();
  const passed = blocks.flatMap((one) => {
    const mine = quanta(clinician, one.startsAt, one.endsAt - one.startsAt).filter((name) =>
      had.delete(name),
    );
    return inParts(mine, (part) => ({
      sql: `UPDATE claims SET holder = ? WHERE holder = ? AND resource IN (${marks(part)})`,
      params: [holderOf(one.id), holder, ...part],
      ...{ expect: part.length, guard: 'opening' },
    }));
  });
  return [
    {
      sql: `SELECT id FROM blocks WHERE ${where}`,
      params: span,
      ...{ expect: blocks.length, guard: 'opening' },
    },
    ...passed,
    { sql: 'DELETE FROM claims WHERE holder = ? AND expires_at IS NULL', params: [holder] },
  ];
}

/** Whose claims a block's are. */
function holderOf(id: string): string {
  return `block:${id}`;
}

function blockOf(row: Row): StoredBlock {
  return {
    id: String(row['id']),
    clinician: String(row['clinician']),
    startsAt: Number(row['starts_at']),
    endsAt: Number(row['ends_at']),
    kind: row['kind'] as Block['kind'],
    by: String(row['made_by']),
  };
}

async function soldAmong(db: Database, resources: readonly string[]): Promise<Set<string>> {
  const looks: Promise<{ resource: string }[]>[] = [];
  for (let from = 0; from < resources.length; from += AT_ONCE) {
    const part = resources.slice(from, from + AT_ONCE);
    looks.push(
      db.query(`SELECT resource FROM claims WHERE expires_at IS NULL AND resource IN (${marks(part)})`, part),
    );
  }
  return new Set((await Promise.all(looks)).flat().map(({ resource }) => resource));
}

function inParts(resources: readonly string[], make: (part: readonly string[]) => Statement): Statement[] {
  const parts: Statement[] = [];
  for (let from = 0; from < resources.length; from += AT_ONCE)
    parts.push(make(resources.slice(from, from + AT_ONCE)));
  return parts;
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
