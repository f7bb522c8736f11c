import type { PracticeProfile } from '../content/profile';
import type { Database } from '../storage/types';

/** What the diary and all that works on bookings is made of. */
export interface DiaryParts {
  readonly profile: PracticeProfile;
  readonly db: Database;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A whole number from 0 to below its argument, for references; the system's own unless given. */
  readonly random?: (below: number) => number;
}
