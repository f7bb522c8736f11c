import type { PracticeProfile } from '../content/profile';

/** Whether the practice is closed on a date (`2026-12-25`), by the `closed` of its profile. */
export function isClosed({ closed }: Pick<PracticeProfile, 'closed'>, date: string): boolean {
  return closed.some((days) =>
    typeof days === 'string' ? days === date : days.from <= date && date <= days.to,
  );
}
