import { officeHours, type Office } from './officeHours';
import type { Promised } from './types';

/** What the profile's opening hours promise to someone who asks for a person at a moment (ms since 1970). */
export function promiseNow(office: Office, now: number): Promised {
  for (const windows of officeHours(office, now)) {
    const open = windows.find(({ from, to }) => from <= now && now < to);
    if (open) return { kind: 'open', at: now, until: open.to };
    const next = windows.map(({ from }) => from).filter((from) => from > now);
    if (next.length > 0) return { kind: 'closed', at: Math.min(...next) };
  }
  return { kind: 'none' };
}
