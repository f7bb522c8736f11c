import type { Database, Statement } from '../storage/types';

/** Sold time is counted in quanta of five minutes. */
const QUANTUM = 5 * 60_000;
/** Resources looked up by one statement. Two sizes only, so that two prepared statements serve every search. */
const [SOME, MANY] = [32, 512];

/** What a claim is made with. */
export interface Claim {
  readonly resources: readonly string[];
  /** A hold's id or a booking's reference. */
  readonly holder: string;
  /** When a hold ends; null for a booking, which keeps what it has. */
  readonly expiresAt: number | null;
  readonly now: number;
  /** The hold that this claim may take over before it ends. */
  readonly hold?: string | undefined;
  readonly guard: 'opening' | 'seat';
}

/**
 * Takes every resource or none: each must be free, left behind by a hold that has ended, or held by `hold`. One
 * statement whose row count decides the race, so the unique key on the resource is all the locking there is.
 */
export function claim({ resources, holder, expiresAt, now, hold, guard }: Claim): Statement {
  return {
    sql: `INSERT INTO claims (resource, holder, expires_at) VALUES ${resources.map(() => '(?, ?, ?)').join(', ')}
      ON CONFLICT (resource) DO UPDATE SET holder = excluded.holder, expires_at = excluded.expires_at
      WHERE claims.expires_at IS NOT NULL AND (claims.expires_at <= ? OR claims.holder = ?)
      RETURNING resource`,
    params: [...resources.flatMap((resource) => [resource, holder, expiresAt]), now, hold ?? ''],
    expect: resources.length,
    guard,
  };
}

/** Takes what nobody has booked, whoever holds it: staff come before a visitor who has not confirmed. */
export function claimOver({
  resources,
  holder,
  guard,
}: Pick<Claim, 'resources' | 'holder' | 'guard'>): Statement {
  return {
    sql: `INSERT INTO claims (resource, holder) VALUES ${resources.map(() => '(?, ?)').join(', ')}
      ON CONFLICT (resource) DO UPDATE SET holder = excluded.holder, expires_at = NULL
      WHERE claims.expires_at IS NOT NULL
      RETURNING resource`,
    params: resources.flatMap((resource) => [resource, holder]),
    expect: resources.length,
    guard,
  };
}

/** Gives up a hold; what has been booked stays. */
export function giveUp(hold: string): Statement {
  return { sql: 'DELETE FROM claims WHERE holder = ? AND expires_at IS NOT NULL', params: [hold] };
}

/** What a booking has, by its reference. */
export async function claimsOf(db: Database, reference: string): Promise<string[]> {
  const rows = await db.query<{ resource: string }>(
    'SELECT resource FROM claims WHERE holder = ? AND expires_at IS NULL ORDER BY resource',
    [reference],
  );
  return rows.map(({ resource }) => resource);
}

/**
 * Which of the resources somebody else has: booked (not by `own`, a reference), or held (by another hold than `hold`)
 * for longer than now.
 */
export async function taken(
  db: Database,
  resources: readonly string[],
  now: number,
  { hold = '', own = '' }: { hold?: string | undefined; own?: string | undefined } = {},
): Promise<Set<string>> {
  const size = resources.length > SOME ? MANY : SOME;
  const sql = `SELECT resource FROM claims WHERE resource IN (${Array(size).fill('?').join(', ')})
    AND holder <> ? AND (expires_at IS NULL OR (expires_at > ? AND holder <> ?))`;
  const looks: Promise<{ resource: string }[]>[] = [];
  for (let from = 0; from < resources.length; from += size) {
    const block = resources.slice(from, from + size);
    const padding = Array<string>(size - block.length).fill('');
    looks.push(db.query(sql, [...block, ...padding, own, now, hold]));
  }
  return new Set((await Promise.all(looks)).flat().map(({ resource }) => resource));
}

/** The quanta of a clinician's time from a moment on: `time:anna:2026-12-01T16:00Z` and so on, in order. */
export function quanta(clinician: string, start: number, span: number): string[] {
  const names: string[] = [];
  for (let moment = start; moment < start + span; moment += QUANTUM) names.push(quantum(clinician, moment));
  return names;
}

/** The quantum in which a session starts. */
export function quantum(clinician: string, moment: number): string {
  return `time:${clinician}:${minuteOf(moment)}`;
}

/** The seats of a cohort, in order: `seat:calm:1` and so on. */
export function seats(cohort: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `seat:${cohort}:${index + 1}`);
}

/** A moment in UTC to the minute: `2026-12-01T16:00Z`. */
export function minuteOf(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 16)}Z`;
}
