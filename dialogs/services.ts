import type { Bookings, Demand, Diary } from '../src/booking/types';
import type { VisitLinks } from '../src/booking/visitLinks';
import type { Content } from '../src/content/types';
import type { Desk } from '../src/handoff/types';
import type { Understander } from '../src/understanding/types';

/** What the dialogs are given: words, the diary and the desk. They never know which store or carrier is behind. */
export interface Services {
  readonly content: Content;
  readonly diary: Diary;
  readonly bookings: Bookings;
  /** Counts what visitors wished for and could not have. */
  readonly demand: Demand;
  /** Addresses of pages on which a visitor sees, moves or cancels a booking. */
  readonly links: Pick<VisitLinks, 'urlOf'>;
  /** Whether mail can go to visitors. */
  readonly mail: boolean;
  readonly desk: Desk;
  readonly understander: Understander;
}
