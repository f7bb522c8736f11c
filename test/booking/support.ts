import type { Contact } from '../../src/booking/types';
import { practiceProfile, type PracticeProfile } from '../../src/content/profile';
import { ConflictError } from '../../src/storage/conflictError';
import type { Database, Statement, Work } from '../../src/storage/types';

/** Monday noon in Denver. */
export const MONDAY = Date.parse('2026-11-23T12:00:00-07:00');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const ALL_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const contact: Contact = { name: 'Sam Example', phone: '+13035550123' };

/** One clinician as a profile has it: Anna, weekdays from nine to five. */
export const anna = {
  id: 'anna',
  name: 'Anna Reyes',
  title: { en: 'counselor' },
  formats: ['individual'],
  languages: ['en'],
  modes: ['in_person'],
  hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }],
};

/** A group as a profile has it: Calm, Tuesdays at six, three seats, open. */
export const calm = {
  id: 'calm',
  name: { en: 'Calm' },
  clinician: 'anna',
  day: 'tue',
  from: '18:00',
  minutes: 90,
  mode: 'in_person',
  language: 'en',
  seats: { min: 2, max: 3 },
  startsOn: '2026-11-03',
  open: true,
};

/** A valid profile with these clinicians, cohorts and booking rules; sessions of 50 minutes unless told. */
export function profileOf({
  clinicians = [anna],
  cohorts = [],
  booking = {},
  ...more
}: {
  clinicians?: object[];
  cohorts?: object[];
  booking?: object;
  [other: string]: unknown;
} = {}): PracticeProfile {
  return practiceProfile.parse({
    version: 1,
    name: 'Juniper Street Counseling',
    phone: '+13035550100',
    email: 'desk@juniper.example',
    country: 'US',
    timeZone: 'America/Denver',
    currency: 'USD',
    languages: ['en'],
    openingHours: [],
    formats: {
      individual: { offered: true },
      group: { offered: true },
      couples_family: { offered: true, minutes: 80 },
    },
    modes: ['in_person', 'online'],
    clinicians,
    cohorts,
    booking,
    privacy: { consentVersion: '1' },
    ...more,
  });
}

/** What the races and loops are about: a clinician who works day and night for a year, and 40 groups of one seat. */
export const raceProfile = profileOf({
  clinicians: [
    { ...anna, formats: ['individual', 'group'], hours: [{ days: ALL_DAYS, from: '00:00', to: '23:59' }] },
  ],
  cohorts: Array.from({ length: 40 }, (_, n) => ({ ...calm, id: `calm${n}`, seats: { min: 1, max: 1 } })),
  booking: { horizonDays: 365 },
});

/** Runs a body as a turn does: what it stages commits at once, and a lost race runs it again on fresh data. */
export async function turn<T>(db: Database, body: (work: Work) => T | Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const staged: Statement[] = [];
    const result = await body({ stage: (...statements) => staged.push(...statements) });
    try {
      await db.transaction(staged);
      return result;
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === 20) throw error;
    }
  }
}

/** The opening's local time in a zone, by the system's own calendar: an oracle that shares no code with ours. */
export function localTime(at: string | number, zone: string): { date: string; time: string; day: string } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
  }).formatToParts(new Date(at));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
    day: part('weekday').toLowerCase(),
  };
}
