import { createStaffDiary } from '../../src/booking/createStaffDiary';
import type { Entry } from '../../src/booking/staffTypes';
import { Diaries } from './diaries';
import { anna, calm, contact, MONDAY, profileOf, turn } from './support';

const world = new Diaries();
const by = 'maria';
const profile = profileOf({ clinicians: [{ ...anna, formats: ['individual', 'group'] }], cohorts: [calm] });
const entry = (what: Partial<Extract<Entry['what'], { clinician: string }>> = {}): Entry => ({
  ...{ contact, language: 'en', by },
  what: {
    ...{ clinician: 'anna', format: 'individual', mode: 'online', startsAt: '2026-11-23T19:30:00-07:00' },
    ...what,
  },
});
const enter = (what: Entry) =>
  turn(world.db, (work) =>
    createStaffDiary({ profile, db: world.db, now: () => world.now }).enter(work, what),
  );

describe('a booking that staff enter', () => {
  it.each([
    [{ clinician: 'nobody' }, /"nobody"/],
    [{ startsAt: '2026-11-24T19:31:00-07:00' }, /five minutes/],
    [{ startsAt: '2026-11-22T19:30:00-07:00' }, /ahead/],
    [{ startsAt: new Date(MONDAY).toISOString() }, /ahead/],
    [{ startsAt: 'tomorrow' }, /./],
  ])('names what does not fit: %j', async (what, named) => {
    await expect(enter(entry(what))).rejects.toMatchObject({
      ...{ code: 'BOOKING_INVALID', status: 400, message: expect.stringMatching(named) as string },
    });
    const cohort = { contact, language: 'en', by, what: { cohort: 'nobody' } };
    await expect(enter(cohort)).rejects.toMatchObject({
      ...{ code: 'BOOKING_INVALID', message: expect.stringContaining('"nobody"') as string },
    });
  });

  it('lasts as long as is said, else as the clinician’s sessions, else as the format’s, else fifty minutes', async () => {
    const lengths = async (clinician: object, format: 'individual' | 'couples_family', minutes?: number) => {
      const other = profileOf({ clinicians: [{ ...anna, ...clinician }] });
      const desk = createStaffDiary({ profile: other, db: world.db, now: () => world.now });
      const what = { ...entry({ format }).what, ...(minutes !== undefined && { minutes }) };
      const view = await turn(world.db, (work) => desk.enter(work, { ...entry(), what }));
      await world.db.transaction([{ sql: 'DELETE FROM claims' }]);
      return view.minutes;
    };
    expect(await lengths({}, 'individual')).toBe(50);
    expect(await lengths({}, 'couples_family')).toBe(80);
    expect(await lengths({ minutes: 45 }, 'couples_family')).toBe(45);
    expect(await lengths({ minutes: 45 }, 'couples_family', 30)).toBe(30);
  });

  it('may end as a group of theirs begins, and begin as it ends, and not lie in it', async () => {
    const at = async (local: string) => {
      const done = enter(entry({ startsAt: `2026-11-24T${local}:00-07:00` })).then(
        () => true,
        () => false,
      );
      const had = await done;
      await world.db.transaction([{ sql: 'DELETE FROM claims' }]);
      return had;
    };
    // The group meets from 18:00 to 19:30.
    expect(await at('17:10')).toBe(true);
    expect(await at('17:15')).toBe(false);
    expect(await at('19:25')).toBe(false);
    expect(await at('19:30')).toBe(true);
  });
});
