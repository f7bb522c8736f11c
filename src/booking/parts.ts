import type { PracticeProfile } from '../content/profile';
import type { Database } from '../storage/types';
import type { BookingSystem } from './systems/bookingSystem';

/** What the diary and all that works on bookings is made of. */
export interface DiaryParts {
  readonly profile: PracticeProfile;
  readonly db: Database;
  /** The system that has the last word about times; left out: the practice books here. */
  readonly system?: BookingSystem | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A whole number from 0 to below its argument, for references; the system's own unless given. */
  readonly random?: (below: number) => number;
}
