import type { Wish } from '../../src/booking/types';
import type { PracticeProfile } from '../../src/content/profile';
import { Diaries } from './diaries';
import { ALL_DAYS, anna, calm, HOUR, MINUTE, profileOf } from './support';

/** To the minute: which times are offered. */
const world = new Diaries();
const { diaryOf, openings, starts, book } = world;
const at = (local: string) => Date.parse(`${local}:00-07:00`);

describe('an opening', () => {
  const profile = profileOf({ booking: { noticeHours: 24, horizonDays: 3 } });
  const id = (time: string) => `anna.individual@${new Date(at(time)).toISOString().slice(0, 16)}Z`;
  const had = async (choice: string) => (await diaryOf(profile).opening(choice)) !== undefined;

  it('can be had from the very end of the notice to before the very horizon', async () => {
    world.now = at('2026-11-24T10:00');
    expect(await had(id('2026-11-25T10:00'))).toBe(true);
    expect(await starts(profile)).toContain('2026-11-25T10:00');
    world.now += 1;
    expect(await had(id('2026-11-25T10:00'))).toBe(false);
    world.now = at('2026-11-24T10:00');
    expect(await had(id('2026-11-27T10:00'))).toBe(false);
    expect(await starts(profile)).not.toContain('2026-11-27T10:00');
    world.now += 1;
    expect(await had(id('2026-11-27T10:00'))).toBe(true);
    expect((await starts(profile)).at(-1)).toBe('2026-11-27T10:00');
  });

  it('can be had by whoever holds it for as long as a hold lasts beyond the notice', async () => {
    world.now = at('2026-11-24T10:00') + 10 * MINUTE;
    expect(await diaryOf(profile).opening(id('2026-11-25T10:00'), 'hold:x')).toBeDefined();
    world.now += 1;
    expect(await diaryOf(profile).opening(id('2026-11-25T10:00'), 'hold:x')).toBeUndefined();
  });

  it('has one name, and nothing around it', async () => {
    const right = id('2026-11-25T10:00');
    expect(await had(right)).toBe(true);
    for (const other of [`x${right}`, `${right}x`, `-${right}`, ` ${right}`, right.replace('Z', ''), ''])
      expect(await had(other)).toBe(false);
  });

  it('is told whole', async () => {
    const [opening] = await openings(profile, {}, 1);
    expect(opening).toEqual({
      ...{ id: id('2026-11-24T12:00'), clinician: 'anna', clinicianName: 'Anna Reyes', format: 'individual' },
      ...{ mode: 'in_person', startsAt: '2026-11-24T12:00:00-07:00', minutes: 50, zone: 'America/Denver' },
    });
    const either = profileOf({ clinicians: [{ ...anna, modes: ['in_person', 'online'] }] });
    expect((await openings(either, {}, 1))[0]?.mode).toBe('either');
  });

  it('is of a date, or from a date on, on the practice’s clock', async () => {
    const far = profileOf({ clinicians: [{ ...anna, timeZone: 'Asia/Tokyo' }] });
    for (const practice of [profileOf(), far]) {
      const on = await starts(practice, { on: '2026-11-26' });
      expect(on.length).toBeGreaterThan(0);
      expect(new Set(on.map((start) => start.slice(0, 10)))).toEqual(new Set(['2026-11-26']));
      const later = await starts(practice, { notBefore: '2026-11-27' }, 1);
      expect(later[0]?.slice(0, 10)).toBe('2026-11-27');
    }
    expect(await starts(profileOf(), { on: '2026-11-28' })).toEqual([]);
    expect((await starts(profileOf(), { notBefore: 'soon' }, 1))[0]).toBe('2026-11-24T12:00');
  });

  it('comes first of each clinician’s first format where none is wished', async () => {
    const both = { ...anna, formats: ['individual', 'couples_family'] };
    const found = await openings(profileOf({ clinicians: [both] }), {}, 20);
    expect(new Set(found.map(({ format }) => format))).toEqual(new Set(['individual']));
  });

  it('says whether there are more', async () => {
    const page = (skip: number, take: number) => diaryOf(profile).openings({}, { skip, take });
    const all = (await page(0, 100)).items.length;
    expect((await page(0, all)).more).toBe(false);
    expect((await page(0, all - 1)).more).toBe(true);
    expect((await page(1, all - 1)).more).toBe(false);
  });
});

describe('the days on which there is something free', () => {
  it('are named in order, each once, as many as are asked for', async () => {
    const days = (most: number, wish: Wish = {}) => diaryOf(profileOf()).days(wish, most);
    expect(await days(3)).toEqual(['2026-11-24', '2026-11-25', '2026-11-26']);
    expect(await days(1)).toEqual(['2026-11-24']);
    expect(await days(3, { format: 'couples_family' })).toEqual([]);
    expect(await days(2, { availability: [{ days: ['sun'], from: '00:00', to: '01:00' }] })).toHaveLength(2);
  });

  it('leave out a day that is full, however many times it has', async () => {
    const hours = [{ days: ALL_DAYS, from: '00:00', to: '23:59' }];
    const clinicians = ['anna', 'ben', 'cleo', 'dan'].map((id) => ({ ...anna, id, hours }));
    const busy = profileOf({ clinicians });
    const wednesday = (await openings(busy, { on: '2026-11-25' }, 500)).map(({ id }) => id);
    expect(wednesday.length).toBeGreaterThan(64);
    const sold = wednesday.slice(0, -1).map((id) => ({
      sql: 'INSERT INTO claims (resource, holder) VALUES (?, ?)',
      params: [`time:${id.replace('.individual@', ':')}`, 'x'],
    }));
    await world.db.transaction(sold);
    const days = () => diaryOf(busy).days({}, 3);
    expect(await days()).toEqual(['2026-11-24', '2026-11-25', '2026-11-26']);
    await book(busy, wednesday.at(-1) ?? '');
    expect(await days()).toEqual(['2026-11-24', '2026-11-26', '2026-11-27']);
    expect(await starts(busy, {}, 1_000)).not.toContain('2026-11-25T12:00');
  });
});

describe('the hours of a clinician', () => {
  const hoursOf = (...hours: [string, string][]) =>
    profileOf({
      clinicians: [{ ...anna, hours: hours.map(([from, to]) => ({ days: ['wed'], from, to })) }],
      booking: { horizonDays: 5 },
    });
  const times = async (profile: PracticeProfile) => (await starts(profile)).map((start) => start.slice(11));

  it('are begun on a step of five minutes, and end with the last whole session', async () => {
    expect(await times(hoursOf(['09:02', '10:54']))).toEqual(['09:05']);
    expect(await times(hoursOf(['09:02', '10:55']))).toEqual(['09:05', '10:05']);
    expect(await times(hoursOf(['09:00', '09:49']))).toEqual([]);
    expect(await times(hoursOf(['09:00', '09:50']))).toEqual(['09:00']);
  });

  it('that touch or lie in others are one stretch, those apart are two, in whatever order they stand', async () => {
    expect(await times(hoursOf(['11:00', '12:50'], ['09:00', '11:00']))).toEqual([
      ...['09:00', '10:00', '11:00', '12:00'],
    ]);
    expect(await times(hoursOf(['09:00', '11:50'], ['09:30', '10:30']))).toEqual(['09:00', '10:00', '11:00']);
    expect(await times(hoursOf(['09:00', '09:50'], ['10:30', '11:20']))).toEqual(['09:00', '10:30']);
    // The buffer behind the first session reaches into the second stretch.
    expect(await times(hoursOf(['09:00', '09:50'], ['09:55', '10:55']))).toEqual(['09:00', '10:00']);
  });

  it('give way to a group that its clinician leads, with the buffer on both sides', async () => {
    const led = (from: string) =>
      profileOf({
        clinicians: [{ ...anna, hours: [{ days: ['tue'], from: '14:00', to: '22:00' }] }],
        cohorts: [{ ...calm, from, minutes: 60 }],
        booking: { horizonDays: 5, noticeHours: 1 },
      });
    expect(await times(led('18:00'))).toEqual(['14:00', '15:00', '16:00', '17:00', '20:00', '21:00']);
    expect(await times(led('18:30'))).not.toContain('18:00');
    const early = profileOf({
      clinicians: [{ ...anna, hours: [{ days: ['tue'], from: '08:00', to: '13:00' }] }],
      cohorts: [{ ...calm, from: '09:00', minutes: 60 }],
      booking: { horizonDays: 9 },
    });
    expect(await times(early)).toEqual(['12:00', '08:00', '11:00', '12:00']);
    const others = { ...calm, clinician: 'ben' };
    const free = profileOf({
      clinicians: [
        { ...anna, hours: [{ days: ['tue'], from: '18:00', to: '18:50' }] },
        { ...anna, id: 'ben', hours: [] },
      ],
      cohorts: [others],
      booking: { horizonDays: 5 },
    });
    expect(await times(free)).toEqual(['18:00']);
  });

  it('are sold by the bot where it has the last word or a webhook has, and by nobody else', async () => {
    const system = (name: string, more = {}) => times(profileOf({ booking: { system: name, ...more } }));
    const url = 'https://practice.example/book';
    expect(await system('own')).not.toEqual([]);
    expect(await system('webhook', { webhook: { url } })).not.toEqual([]);
    expect(await system('callback')).toEqual([]);
    expect(await system('link', { link: { url } })).toEqual([]);
  });

  it('offer no place in a group, which is sold by cohort', async () => {
    const profile = profileOf({
      clinicians: [{ ...anna, formats: ['group', 'individual'] }],
      cohorts: [calm],
    });
    expect(await openings(profile, { format: 'group' })).toEqual([]);
  });

  it('leave out a night’s hour that the clocks skip or show twice', async () => {
    const night = profileOf({
      clinicians: [{ ...anna, hours: [{ days: ALL_DAYS, from: '00:00', to: '04:00' }] }],
      booking: { noticeHours: 1, horizonDays: 1 },
    });
    world.now = Date.parse('2027-03-14T00:00:00-07:00') - HOUR;
    expect(await times(night)).toEqual(['00:00', '01:00', '03:00']);
    const long = profileOf({
      clinicians: [{ ...anna, minutes: 80, hours: [{ days: ['sun'], from: '01:45', to: '06:10' }] }],
      booking: { noticeHours: 1, horizonDays: 2 },
    });
    world.now = Date.parse('2027-03-14T00:00:00-07:00') - HOUR;
    // At 03:15 only half an hour has passed since 01:45.
    expect(await times(long)).toEqual(['01:45', '04:45']);
    world.now = Date.parse('2026-11-01T00:00:00-06:00') - HOUR;
    expect(await times(night)).toEqual(['00:00', '02:00', '03:00']);
  });
});

describe('what somebody wishes', () => {
  const windows = (from: string, to: string, days: Wish['availability'] & object = []) =>
    [...days, { days: ['wed'] as const, from, to }] as unknown as NonNullable<Wish['availability']>;
  const first = async (wish: Wish, profile = profileOf()) => {
    const { items, fits } = await diaryOf(profile).openings(wish, { skip: 0, take: 1 });
    return [items[0]?.startsAt.slice(0, 16), fits];
  };

  it('has a session from the opening of a window to its end, both to the minute', async () => {
    expect(await first({ availability: windows('10:00', '10:50') })).toEqual(['2026-11-25T10:00', true]);
    expect(await first({ availability: windows('10:01', '10:51') })).toEqual(['2026-11-25T09:00', false]);
    expect(await first({ availability: windows('09:30', '10:49') })).toEqual(['2026-11-25T09:00', false]);
    expect(await first({ availability: windows('10:00', '10:49') })).toEqual(['2026-11-25T10:00', true]);
    expect(await first({ availability: windows('09:30', '10:00') })).toEqual(['2026-11-25T09:00', false]);
  });

  it('of every day leads to any time when no hour suits', async () => {
    const availability = [{ days: [...ALL_DAYS], from: '02:00', to: '03:00' }];
    expect(await first({ availability })).toEqual(['2026-11-24T12:00', false]);
  });

  it('that nothing meets at all is told so', async () => {
    const none = profileOf({ clinicians: [] });
    expect(await diaryOf(none).openings({}, { skip: 0, take: 5 })).toEqual({
      ...{ items: [], fits: false, more: false },
    });
    expect(await diaryOf(none).cohorts({}, { skip: 0, take: 5 })).toEqual({
      ...{ items: [], fits: false, more: false },
    });
  });

  it('empty is no wish', async () => {
    expect(await first({ availability: [], concerns: [] })).toEqual(['2026-11-24T12:00', true]);
  });

  it('for a clinician always holds, and for a mode is given up last', async () => {
    const clinicians = [anna, { ...anna, id: 'ben', name: 'Ben Ito', modes: ['online'] }];
    const profile = profileOf({ clinicians });
    const who = async (wish: Wish) => {
      const { items, fits } = await diaryOf(profile).openings(wish, { skip: 0, take: 50 });
      return [[...new Set(items.map(({ clinician }) => clinician))], fits];
    };
    expect(await who({ clinician: 'ben' })).toEqual([['ben'], true]);
    expect(await who({ clinician: 'zoe' })).toEqual([[], false]);
    expect(await who({ clinician: 'ben', mode: 'in_person' })).toEqual([['ben'], false]);
    expect(await who({ clinician: 'ben', mode: 'either' })).toEqual([['ben'], true]);
  });
});
