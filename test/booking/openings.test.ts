import { createDiary } from '../../src/booking/createDiary';
import type { Wish } from '../../src/booking/types';
import type { PracticeProfile } from '../../src/content/profile';
import type { Database } from '../../src/storage/types';
import { sqliteStore } from '../storage/engines';
import { ALL_DAYS, anna, calm, DAY, HOUR, localTime, MONDAY, profileOf } from './support';

const store = sqliteStore();
let db: Database;
beforeAll(async () => (db = await store.open()));
afterAll(() => store.end());

const diaryOf = (profile: PracticeProfile, at = MONDAY) => createDiary({ profile, db, now: () => at });
const find = (profile: PracticeProfile, wish: Wish = {}, take = 100, skip = 0) =>
  diaryOf(profile).openings(wish, { skip, take });
const times = async (profile: PracticeProfile, wish: Wish = {}, take?: number) =>
  (await find(profile, wish, take)).items.map(({ startsAt }) => startsAt);

describe('what is offered', () => {
  it('a visitor sees the sessions of the working hours, one after the other with the buffer between', async () => {
    const wednesday = (await times(profileOf())).filter((at) => at.startsWith('2026-11-25'));
    expect(wednesday).toEqual(
      ['09', '10', '11', '12', '13', '14', '15', '16'].map((hour) => `2026-11-25T${hour}:00:00-07:00`),
    );
  });

  it('nothing starts before the notice has passed or after the horizon', async () => {
    const found = await times(profileOf({ booking: { noticeHours: 24, horizonDays: 3 } }));
    expect(found.at(0)).toBe('2026-11-24T12:00:00-07:00');
    expect(found.at(-1)).toBe('2026-11-26T11:00:00-07:00');
  });

  it('nothing is offered on a day off', async () => {
    const off = profileOf({ clinicians: [{ ...anna, daysOff: ['2026-11-25'] }] });
    expect((await times(off)).filter((at) => at.startsWith('2026-11-25'))).toEqual([]);
  });

  it('nothing is offered on the days on which the practice is closed, first and last of several included', async () => {
    const closed = ['2026-11-25', { from: '2026-11-30', to: '2026-12-02' }];
    const dates = (found: readonly string[]) => [...new Set(found.map((at) => at.slice(0, 10)))];
    expect(dates(await times(profileOf({ closed }))).slice(0, 4)).toEqual([
      ...['2026-11-24', '2026-11-26', '2026-11-27'],
      '2026-12-03',
    ]);
  });

  it('a session ends within the hours, and hours that overlap are one', async () => {
    const hours = [
      { days: ['wed'], from: '09:00', to: '11:00' },
      { days: ['wed'], from: '10:30', to: '12:55' },
    ];
    const profile = profileOf({ clinicians: [{ ...anna, hours }], booking: { horizonDays: 5 } });
    expect((await times(profile)).map((at) => at.slice(11, 16))).toEqual([
      '09:00',
      '10:00',
      '11:00',
      '12:00',
    ]);
  });

  it("the clinician's length of a session wins over the format's, and that over fifty minutes", async () => {
    const both = { ...anna, formats: ['individual', 'couples_family'] };
    const lengths = async (clinician: object, format: Wish['format'] & string) =>
      (await find(profileOf({ clinicians: [clinician] }), { format }, 1)).items[0]?.minutes;
    expect(await lengths(both, 'individual')).toBe(50);
    expect(await lengths(both, 'couples_family')).toBe(80);
    expect(await lengths({ ...both, minutes: 45 }, 'couples_family')).toBe(45);
  });

  it('a clinician who leads a group is not offered at that time', async () => {
    const hours = [{ days: ['tue'], from: '16:00', to: '22:00' }];
    const profile = profileOf({
      clinicians: [{ ...anna, hours }],
      cohorts: [calm],
      booking: { horizonDays: 5 },
    });
    // The group takes 18:00 to 19:30 and the buffer.
    expect((await times(profile)).map((at) => at.slice(11, 16))).toEqual([
      '16:00',
      '17:00',
      '20:00',
      '21:00',
    ]);
  });

  it('a practice that books elsewhere or does not offer the format has no openings', async () => {
    expect(await times(profileOf({ booking: { system: 'callback' } }))).toEqual([]);
    const formats = {
      individual: { offered: false },
      group: { offered: true },
      couples_family: { offered: true },
    };
    expect(await times(profileOf({ formats }))).toEqual([]);
  });

  it("hours are on the clinician's clock, and the offer is on the practice's", async () => {
    const profile = profileOf({ clinicians: [{ ...anna, timeZone: 'Europe/Madrid' }] });
    const [first] = (await find(profile)).items;
    expect(first?.startsAt).toBe('2026-11-25T01:00:00-07:00');
    expect(localTime(first?.startsAt ?? '', 'Europe/Madrid').time).toBe('09:00');
    expect(first?.zone).toBe('America/Denver');
  });

  it('openings of clinicians around the world come in one order of time', async () => {
    const zones = ['Pacific/Auckland', 'America/Denver', 'Europe/Madrid', 'Pacific/Honolulu'];
    const hours = [{ days: ALL_DAYS, from: '00:00', to: '23:59' }];
    const clinicians = zones.map((timeZone, index) => ({ ...anna, hours, timeZone, id: `c${index}` }));
    const found = (await times(profileOf({ clinicians }), {}, 400)).map((at) => Date.parse(at));
    expect(found).toHaveLength(400);
    expect(found).toEqual(found.slice().sort((a, b) => a - b));
  });
});

describe('what the visitor wishes', () => {
  const clinicians = [
    { ...anna, concerns: ['anxiety'], hours: [{ days: ['tue', 'wed'], from: '09:00', to: '12:00' }] },
    {
      ...{ ...anna, id: 'bo', languages: ['es'], modes: ['online'], formats: ['couples_family'] },
      hours: [{ days: ['thu'], from: '16:00', to: '20:00' }],
    },
  ];
  const profile = profileOf({ clinicians });
  const whom = async (wish: Wish) => {
    const { items, fits } = await find(profile, wish);
    return { who: [...new Set(items.map(({ clinician }) => clinician))], fits };
  };

  it.each<[string, Wish, string[]]>([
    ['nothing', {}, ['anna', 'bo']],
    ['a format', { format: 'couples_family' }, ['bo']],
    ['a language', { language: 'es' }, ['bo']],
    ['a mode', { mode: 'online' }, ['bo']],
    ['either mode', { mode: 'either' }, ['anna', 'bo']],
    ['a concern that all treat', { concerns: ['anxiety'] }, ['anna', 'bo']],
    ['a concern that one treats', { concerns: ['grief'] }, ['bo']],
    ['a window', { availability: [{ days: ['thu'], from: '17:00', to: '21:00' }] }, ['bo']],
  ])('who asks for %s gets what fits', async (_, wish, who) => {
    expect(await whom(wish)).toEqual({ who, fits: true });
  });

  it('a session lies inside a window, but an hour that is named only has to hold its start', async () => {
    const inside = async (from: string, to: string) =>
      (await find(profile, { availability: [{ days: ['wed'], from, to }] }, 9)).items
        .filter(({ startsAt }) => startsAt.startsWith('2026-11-25'))
        .map(({ startsAt }) => startsAt.slice(11, 16));
    expect(await inside('09:30', '11:00')).toEqual(['10:00']);
    expect(await inside('10:00', '10:30')).toEqual(['10:00']);
  });

  it("windows are on the practice's clock", async () => {
    const far = profileOf({ clinicians: [{ ...anna, timeZone: 'Europe/Madrid' }] });
    const availability = [{ days: [...ALL_DAYS], from: '07:00', to: '08:00' }];
    const { items, fits } = await find(far, { availability }, 1);
    expect({ fits, at: items[0]?.startsAt }).toEqual({ fits: true, at: '2026-11-25T07:00:00-07:00' });
  });

  it('when no time suits, the same days come first, and it is said that they do not fit', async () => {
    const { items, fits } = await find(
      profile,
      { availability: [{ days: ['thu'], from: '06:00', to: '08:00' }] },
      1,
    );
    expect({ fits, at: items[0]?.startsAt }).toEqual({ fits: false, at: '2026-11-26T16:00:00-07:00' });
  });

  it('when no day suits, any time is offered', async () => {
    const { items, fits } = await find(
      profile,
      { availability: [{ days: ['sun'], from: '08:00', to: '21:00' }] },
      1,
    );
    expect({ fits, at: items[0]?.startsAt }).toEqual({ fits: false, at: '2026-11-25T09:00:00-07:00' });
  });

  it("when nobody who treats the concern has the wished times, somebody else's come before any other times", async () => {
    const wednesday = [{ days: ['wed' as const], from: '09:00', to: '12:00' }];
    const early = [{ days: ['wed' as const], from: '06:00', to: '08:00' }];
    for (const availability of [wednesday, early]) {
      const { items, fits } = await find(profile, { concerns: ['grief'], availability }, 1);
      const [first] = items;
      expect({ fits, who: first?.clinician, at: first?.startsAt }).toEqual({
        ...{ fits: false, who: 'anna', at: '2026-11-25T09:00:00-07:00' },
      });
    }
    const thursday = [{ days: ['thu' as const], from: '06:00', to: '08:00' }];
    const { items } = await find(profile, { concerns: ['grief'], availability: thursday }, 1);
    expect(items[0]?.clinician).toBe('bo');
  });

  it('concern and mode are given up before format and language, which always hold', async () => {
    expect(await whom({ language: 'en', mode: 'online', concerns: ['grief'] })).toEqual({
      who: ['anna'],
      fits: false,
    });
    expect(await whom({ language: 'es', format: 'individual' })).toEqual({ who: [], fits: false });
  });
});

describe('pages', () => {
  it('"more" goes on where the last page ended, without a gap or a repetition, until there is no more', async () => {
    const profile = profileOf({ booking: { horizonDays: 5 } });
    const all = (await find(profile)).items;
    const pages = [];
    for (let skip = 0, more = true; more; skip += 3) {
      const page = await find(profile, {}, 3, skip);
      pages.push(...page.items);
      more = page.more;
    }
    expect(pages).toEqual(all);
    expect(all.length).toBeGreaterThan(6);
  });
});

describe('one opening', () => {
  it.each([
    ['another id', 'anna'],
    ['an unknown clinician', 'bob.individual@2026-11-25T16:00Z'],
    ['a format not offered', 'anna.group@2026-11-25T16:00Z'],
    ['a time between two', 'anna.individual@2026-11-25T16:30Z'],
    ['no time at all', 'anna.individual@2026-99-25T16:00Z'],
    ['a time in the past', 'anna.individual@2026-11-20T16:00Z'],
    ['a time after the horizon', 'anna.individual@2027-11-25T16:00Z'],
  ])('%s cannot be had', async (_, id) => {
    expect(await diaryOf(profileOf()).opening(id)).toBeUndefined();
  });

  it('the notice that passes while somebody holds a time does not take it away', async () => {
    const profile = profileOf();
    const [opening] = (await find(profile, {}, 1)).items;
    const id = opening?.id ?? '';
    const later = diaryOf(profile, MONDAY + 5 * 60_000);
    expect(await later.opening(id)).toBeUndefined();
    expect(await later.opening(id, 'hold:mine')).toEqual(opening);
    expect(await diaryOf(profile, MONDAY + DAY + HOUR).opening(id, 'hold:mine')).toBeUndefined();
  });
});
