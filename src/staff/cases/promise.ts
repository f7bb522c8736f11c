import { officeHours, type Office } from '../../handoff/officeHours';

/** A window that is nearly over when somebody asks does not count as the one that was meant. */
const LEFT = 60 * 60_000;

/**
 * When a promise has passed: the visitor was told that the office is open, or when it will be, and those opening hours
 * are over (the next ones, when less than an hour was left). Undefined where the profile names no hours.
 */
export function promisedBy(asked: number, office: Office): number | undefined {
  for (const windows of officeHours(office, asked)) {
    const ends = windows.map(({ to }) => to).filter((end) => end >= asked + LEFT);
    if (ends.length > 0) return Math.min(...ends);
  }
  return undefined;
}
