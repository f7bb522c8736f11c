import type { Diary } from '../src/booking/types';
import type { Content } from '../src/content/types';
import type { Desk } from '../src/handoff/types';
import type { Understander } from '../src/understanding/types';

/** What the dialogs are given: words, the diary and the desk. They never know which store or carrier is behind. */
export interface Services {
  readonly content: Content;
  readonly diary: Diary;
  readonly desk: Desk;
  readonly understander: Understander;
}
