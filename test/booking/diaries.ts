import { createBookings } from '../../src/booking/createBookings';
import { createDiary } from '../../src/booking/createDiary';
import type { Booked, Opening, Wish } from '../../src/booking/types';
import type { PracticeProfile } from '../../src/content/profile';
import type { Database } from '../../src/storage/types';
import { sqliteStore } from '../storage/engines';
import { contact, MONDAY, turn } from './support';

/** Diaries of whatever profile on one embedded store, at the moment that a rule sets: Monday noon unless told. */
export class Diaries {
  now = MONDAY;
  db!: Database;
  private readonly store = sqliteStore();

  /** For a suite: opens the store before its rules, and has nothing in it before each. */
  constructor() {
    beforeAll(async () => {
      this.db = await this.store.open();
    });
    beforeEach(async () => {
      this.now = MONDAY;
      const tables = ['claims', 'booking_orders', 'bookings', 'outbox'];
      await this.db.transaction(tables.map((table) => ({ sql: `DELETE FROM ${table}` })));
    });
    afterAll(() => this.store.end());
  }

  diaryOf = (profile: PracticeProfile) => createDiary({ profile, db: this.db, now: () => this.now });
  bookingsOf = (profile: PracticeProfile) => createBookings({ profile, db: this.db, now: () => this.now });

  openings = async (profile: PracticeProfile, wish: Wish = {}, take = 100): Promise<readonly Opening[]> =>
    (await this.diaryOf(profile).openings(wish, { skip: 0, take })).items;

  /** Local starts of what is offered, to the minute. */
  starts = async (profile: PracticeProfile, wish: Wish = {}, take = 100): Promise<string[]> =>
    (await this.openings(profile, wish, take)).map(({ startsAt }) => startsAt.slice(0, 16));

  book = (profile: PracticeProfile, choice: string, more: object = {}): Promise<Booked> => {
    const request = {
      kind: 'appointment',
      choice,
      contact,
      language: 'en',
      visitor: 'v/1',
      ...more,
    } as const;
    return turn(this.db, (work) => this.diaryOf(profile).book(work, request));
  };
}
