import type { Helpline } from './types';

/** A number is read again at least this often, in days. */
const FRESH_DAYS = 180;
const DAY = 24 * 60 * 60 * 1000;

/** A help line to look at again. */
export interface StaleHelpline {
  readonly line: Helpline;
  /** Days since it was read; null when nobody has verified it yet. */
  readonly days: number | null;
}

/**
 * Help lines that nobody has verified, or not for 180 days. The practice is told at start and in the staff console;
 * they are shown all the same, because an old number is better than none.
 */
export function staleHelplines(lines: readonly Helpline[], today: Date): readonly StaleHelpline[] {
  return lines.flatMap((line): StaleHelpline[] => {
    if (line.status === 'unverified' || line.checked === undefined) return [{ line, days: null }];
    const days = Math.floor((today.getTime() - Date.parse(line.checked)) / DAY);
    return days > FRESH_DAYS ? [{ line, days }] : [];
  });
}
