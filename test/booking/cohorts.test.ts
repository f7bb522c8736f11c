import { createDiary } from '../../src/booking/createDiary';
import type { Wish } from '../../src/booking/types';
import type { Database } from '../../src/storage/types';
import { sqliteStore } from '../storage/engines';
import { anna, calm, MONDAY, profileOf } from './support';

const store = sqliteStore();
let db: Database;
beforeAll(async () => (db = await store.open()));
afterAll(() => store.end());

const diaryOf = (cohorts: object[], more: object = {}, at = MONDAY) =>
  createDiary({ profile: profileOf({ cohorts, ...more }), db, now: () => at });
const next = async (cohort: object, more?: object, at?: number) =>
  (await diaryOf([{ ...calm, ...cohort }], more, at).cohort('calm'))?.startsAt.slice(0, 16);

describe('the meeting at which a visitor can join', () => {
  it('is the first such weekday on or after the start', async () => {
    expect(await next({ startsOn: '2026-12-16' })).toBe('2026-12-22T18:00');
    expect(await next({ startsOn: '2026-12-15' })).toBe('2026-12-15T18:00');
  });

  it('of an open group is the next one after the notice', async () => {
    expect(await next({})).toBe('2026-11-24T18:00');
    expect(await next({}, { booking: { noticeHours: 48 } })).toBe('2026-12-01T18:00');
  });

  it('of a closed group is its first, and then it is closed', async () => {
    expect(await next({ open: false, startsOn: '2026-11-24' })).toBe('2026-11-24T18:00');
    expect(await next({ open: false, startsOn: '2026-11-17' })).toBeUndefined();
    expect(
      await next({ open: false, startsOn: '2026-11-24' }, { booking: { noticeHours: 48 } }),
    ).toBeUndefined();
  });

  it('of a group that has come to its end is none', async () => {
    expect(await next({ startsOn: '2026-11-03', weeks: 4 })).toBe('2026-11-24T18:00');
    expect(await next({ startsOn: '2026-11-03', weeks: 3 })).toBeUndefined();
  });

  it('is not on a day on which its clinician is off', async () => {
    const clinicians = [{ ...anna, daysOff: ['2026-11-24', '2026-12-01'] }];
    expect(await next({}, { clinicians })).toBe('2026-12-08T18:00');
    const both = [...clinicians, { ...anna, id: 'ben' }];
    expect(await next({ clinician: 'ben' }, { clinicians: both })).toBe('2026-11-24T18:00');
  });

  it('is not on a day on which the practice is closed', async () => {
    const closed = [{ from: '2026-11-23', to: '2026-11-29' }, '2026-12-01'];
    expect(await next({}, { closed })).toBe('2026-12-08T18:00');
    expect(await next({ open: false, startsOn: '2026-11-24' }, { closed })).toBe('2026-12-08T18:00');
  });

  it("is at the same time on the practice's clock in summer and winter", async () => {
    const spring = Date.parse('2027-03-08T12:00Z');
    const diary = diaryOf([calm], { booking: { noticeHours: 0 } }, spring);
    expect((await diary.cohort('calm'))?.startsAt).toBe('2027-03-09T18:00:00-07:00');
    const after = diaryOf([calm], { booking: { noticeHours: 0 } }, spring + 3 * 86_400_000);
    expect((await after.cohort('calm'))?.startsAt).toBe('2027-03-16T18:00:00-06:00');
  });

  it('is offered by nobody when the practice has no groups', async () => {
    const formats = {
      individual: { offered: true },
      group: { offered: false },
      couples_family: { offered: true },
    };
    expect(await next({}, { formats })).toBeUndefined();
  });
});

describe('the group that suits', () => {
  const cohorts = [
    { ...calm, concerns: ['anxiety'] },
    { ...calm, id: 'juntos', language: 'es', mode: 'online', day: 'thu', from: '10:00' },
  ];
  const found = async (wish: Wish) => {
    const { items, fits } = await diaryOf(cohorts).cohorts(wish, { skip: 0, take: 9 });
    return [items.map(({ id }) => id), fits];
  };

  it.each<[string, Wish, string[], boolean]>([
    ['nothing', {}, ['calm', 'juntos'], true],
    ['a language', { language: 'es' }, ['juntos'], true],
    ['a concern', { concerns: ['grief'] }, ['juntos'], true],
    ['a mode', { mode: 'in_person' }, ['calm'], true],
    ['evenings', { availability: [{ days: ['mon', 'tue'], from: '17:00', to: '21:00' }] }, ['calm'], true],
    ['a time of none', { availability: [{ days: ['thu'], from: '17:00', to: '21:00' }] }, ['juntos'], false],
    [
      'a day of none',
      { availability: [{ days: ['sun'], from: '08:00', to: '21:00' }] },
      ['calm', 'juntos'],
      false,
    ],
    ['a mode and concern of none', { mode: 'online', concerns: ['grief'], language: 'en' }, ['calm'], false],
    ['a language of none', { language: 'fr' }, [], false],
  ])('a visitor who asks for %s', async (_, wish, ids, fits) => {
    expect(await found(wish)).toEqual([ids, fits]);
  });

  it('is shown by pages', async () => {
    const page = await diaryOf(cohorts).cohorts({}, { skip: 1, take: 1 });
    expect([page.items.map(({ id }) => id), page.more]).toEqual([['juntos'], false]);
  });
});
