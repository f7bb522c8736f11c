import type { PracticeProfile } from '../content/profile';
import type { Database } from '../storage/types';
import { readStored, type Stored } from './stored';

/** Bookings that still count, of somebody or something that the profile does not have. */
export interface OrphanedBookings {
  readonly kind: 'clinician' | 'cohort';
  readonly id: string;
  readonly bookings: readonly Stored[];
}

/**
 * The bookings whose clinician or cohort has left the profile: nobody will be there for them, and nobody may drop them.
 * Sessions that are over do not count; a place in a group does as long as it is not cancelled.
 */
export async function findOrphans(
  db: Database,
  { clinicians, cohorts }: PracticeProfile,
  now: number,
): Promise<OrphanedBookings[]> {
  const standing = await readStored(
    db,
    `status <> 'cancelled' AND (cohort IS NOT NULL OR (clinician IS NOT NULL AND starts_at > ?))`,
    [now],
    'starts_at, created_at, id',
  );
  const found = new Map<string, OrphanedBookings & { bookings: Stored[] }>();
  const known = {
    clinician: new Set(clinicians.map(({ id }) => id)),
    cohort: new Set(cohorts.map(({ id }) => id)),
  };
  for (const booking of standing) {
    for (const kind of ['clinician', 'cohort'] as const) {
      const id = booking[kind];
      if (id === undefined || known[kind].has(id)) continue;
      const key = `${kind} ${id}`;
      const group = found.get(key) ?? { kind, id, bookings: [] };
      group.bookings.push(booking);
      found.set(key, group);
    }
  }
  return [...found.values()];
}
