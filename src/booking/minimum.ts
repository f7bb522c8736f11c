import type { Database, Statement } from '../storage/types';
import type { Meetings } from './meetings';
import { tell } from './outbox';
import { after, changed, factsOf, readStored, type Stored } from './stored';

/** What a seat that is taken makes of a group that starts when enough have joined. */
export interface Gathering {
  /** How many must still join, the new one counted. */
  readonly missing: number;
  /** Come after the statements that take the seat: they confirm all who have waited, or prove that it is too early. */
  readonly statements: readonly Statement[];
}

const JOINED = "SELECT count(*) FROM bookings WHERE cohort = ? AND kind = 'group' AND status <> 'cancelled'";
const WAITING = "cohort = ? AND kind = 'group' AND status = 'pending' AND waits_for = 'minimum'";

/**
 * "We start when N have joined." Whoever joins reads how many there are, outside the transaction; the statements hold
 * that against what is there when it commits. Two who join at once can so not both believe to be the one before the
 * last: one of their turns runs again, under the guard `seat`.
 *
 * @param joining how many seats are being taken
 * @param own     the booking that takes a seat or is being confirmed: its own status is for the caller to settle
 */
export async function gather(
  db: Database,
  { cohort, first }: Meetings,
  { joining, now, own }: { joining: 0 | 1; now: number; own?: string },
): Promise<Gathering> {
  // A group that has met has started, whoever was there.
  if (first === undefined || first <= now) return { missing: 0, statements: [] };
  const { id, seats } = cohort;
  const [row] = await db.query(`SELECT (${JOINED}) AS joined`, [id]);
  const missing = Math.max(0, seats.min - Number(row?.['joined']) - joining);
  const waiting = missing > 0 ? [] : await readStored(db, `${WAITING} AND id <> ?`, [id, own ?? '']);
  const nobodyWaitsInVain = {
    ...{ sql: `SELECT id FROM bookings WHERE ${WAITING} AND (${JOINED}) >= ?`, params: [id, id, seats.min] },
    ...{ expect: 0, guard: 'seat' },
  };
  const enough = {
    sql: `SELECT id FROM bookings WHERE id = ? AND (${JOINED}) >= ?`,
    params: [own ?? waiting[0]?.id ?? '', id, seats.min],
    ...{ expect: 1, guard: 'seat' },
  };
  const confirmations = waiting.flatMap((one) => confirmed(one, now));
  const isStart = missing === 0 && (own !== undefined || waiting.length > 0);
  return { missing, statements: [...confirmations, nobodyWaitsInVain, ...(isStart ? [enough] : [])] };
}

function confirmed(booking: Stored, now: number): Statement[] {
  const change = { status: 'confirmed', waits_for: null };
  return [
    changed(booking, change, now),
    tell('booking.confirmed', factsOf(after(booking, change, now), { by: 'clock' }), now),
  ];
}
