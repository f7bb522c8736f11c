import type { Content } from '../content/types';
import type { Part } from '../content/message';
import { commit } from '../storage/commit';
import type { Database, Work } from '../storage/types';
import type { BookingPageTimes, BookingPageView } from '../widget/bookingConfig';
import { factsOfBooking, notesOfBooking, titleOfBooking } from './bookingFacts';
import { calendarOf, type CalendarFile } from './calendar';
import { cohortWords, dayLabel, openingWords } from './bookingWords';
import type { Bookings, BookingView, Diary, Found, Opening, Wish } from './types';
import type { VisitLinks } from './visitLinks';
import { TriageError } from '../errors';

/** What the page's server side is made of. */
export interface BookingPageParts {
  readonly db: Database;
  readonly content: Content;
  readonly bookings: Bookings;
  readonly diary: Diary;
  readonly links: VisitLinks;
}

/** How many times are shown at once. */
const SHOWN = 6;
/** Days that can be picked: three weeks of a practice that is open on five days. */
const DAYS = 15;

/** Which times are wanted: of one day, or the earliest; after those that are shown already. */
export interface TimesWanted {
  /** A date of the practice's calendar, `2026-12-08`. */
  readonly on?: string;
  readonly skip: number;
}

/**
 * What a visitor can do on the page behind a signed link. Every call brings the link's token, and nothing else says
 * whose booking it is; words come back in the language that the page is in.
 */
export class BookingPage {
  constructor(private readonly parts: BookingPageParts) {}

  async see(token: string, language: string): Promise<BookingPageView> {
    return this.show(await this.known(this.parts.links.read(token)), language);
  }

  /** Times that the booking could be moved to, the earliest first, with the days that have any. */
  async times(token: string, language: string, { on, skip }: TimesWanted): Promise<BookingPageTimes> {
    const { diary, content, links } = this.parts;
    const view = await this.known(links.read(token));
    const wish = wishOf(view);
    const page = { skip, take: SHOWN };
    const words = (part: Part): string => content.text(part.key, language, part.params);
    if (view.kind !== 'group') {
      const { items, more } = await this.openings({ ...wish, ...(on !== undefined && { on }) }, page);
      const label = (one: Opening): Part =>
        one.clinician === view.clinician ? timeOf(one) : openingWords(one, view.mode);
      return {
        items: items.map((one) => ({ id: one.id, label: words(label(one)) })),
        more,
        days: (await this.days(wish)).map((date) => ({
          date,
          label: words(dayLabel(date)),
          ...(date === on && { shown: true }),
        })),
      };
    }
    const { items, more } = await diary.cohorts(wish, page);
    const others = items.filter(({ id, seatsLeft }) => id !== view.cohort && seatsLeft > 0);
    return { items: others.map((one) => ({ id: one.id, label: words(cohortWords(one)) })), more, days: [] };
  }

  /** @throws `BOOKING_GONE`, `BOOKING_FIXED` */
  move(token: string, language: string, choice: string): Promise<BookingPageView> {
    return this.change(token, language, (work, id) => this.parts.bookings.move(work, id, { choice }));
  }

  /** @throws `BOOKING_FIXED` */
  cancel(token: string, language: string): Promise<BookingPageView> {
    return this.change(token, language, (work, id) => this.parts.bookings.cancel(work, id));
  }

  /** @throws `BOOKING_GONE` */
  answer(token: string, language: string, answer: 'accept' | 'decline'): Promise<BookingPageView> {
    return this.change(token, language, (work, id) => this.parts.bookings.answerOffer(work, id, answer));
  }

  /** The calendar file of a booking that has a time. */
  async calendar(token: string): Promise<CalendarFile> {
    const { content, links } = this.parts;
    const view = await this.known(links.read(token));
    const file = await calendarOf(view, content, links.urlOf(view, view.language));
    if (file) return file;
    throw new TriageError('BOOKING_GONE', 'This booking has no time', { status: 409 });
  }

  /** With the same person; with anybody when that person has no time. */
  private async openings(wish: Wish, page: { skip: number; take: number }): Promise<Found<Opening>> {
    const { clinician, ...anybody } = wish;
    const { diary } = this.parts;
    const same = await diary.openings(wish, page);
    return clinician === undefined || same.items.length > 0 || page.skip > 0
      ? same
      : diary.openings(anybody, page);
  }

  /** Days with the same person; with anybody when that person has none. */
  private async days({ clinician, ...anybody }: Wish): Promise<readonly string[]> {
    const { diary } = this.parts;
    const same = clinician === undefined ? [] : await diary.days({ ...anybody, clinician }, DAYS);
    return same.length > 0 ? same : diary.days(anybody, DAYS);
  }

  private async change(
    token: string,
    language: string,
    act: (work: Work, id: string) => Promise<BookingView>,
  ): Promise<BookingPageView> {
    const { db, links } = this.parts;
    const id = links.read(token);
    await this.known(id);
    return this.show(await commit(db, (work) => act(work, id)), language);
  }

  /** A booking whose days are over has been deleted, and its link with it. */
  private async known(id: string): Promise<BookingView> {
    const view = await this.parts.bookings.booking(id);
    if (view) return view;
    throw new TriageError('BOOKING_LINK_EXPIRED', 'This link has ended', { status: 410 });
  }

  private show(view: BookingView, language: string): BookingPageView {
    const { content } = this.parts;
    const words = ({ key, params }: Part): string => content.text(key, language, params);
    const open = view.status !== 'cancelled';
    return {
      kind: view.kind,
      status: view.status,
      what: words(titleOfBooking(view)),
      facts: factsOfBooking(view, content).map(({ name, value }) => ({
        label: content.text(`visit.fact.${name}`, language),
        text: words(value),
      })),
      notes: open ? notesOfBooking(view, content).map(words) : [],
      can: {
        move: view.canMove,
        cancel: view.canCancel,
        answer: view.offer !== undefined,
        calendar: open && view.startsAt !== undefined && view.kind !== 'waitlist',
      },
    };
  }
}

/** With the same person in the same way, a time is all that has to be told apart. */
function timeOf({ startsAt, zone }: Opening): Part {
  return { key: 'visit.plain', params: { value: { at: startsAt, zone, style: 'dateTime' } } };
}

/** As the booking is, with whoever has it. */
function wishOf({ format, mode, language, kind, clinician }: BookingView): Wish {
  return {
    language,
    ...(format && { format }),
    ...(mode && { mode }),
    ...(kind === 'appointment' && clinician !== undefined && { clinician }),
  };
}
