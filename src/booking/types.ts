import type { BookingNote } from '../content/message';
import type { Format } from '../fit/types';
import type { Work } from '../storage/types';
import type { Concern, Window } from '../understanding/types';

/** A bookable time of one clinician. */
export interface Opening {
  /** `<clinician>.<format>@<start in UTC>`, stable: `anna.individual@2026-12-01T16:00Z`. */
  readonly id: string;
  readonly clinician: string;
  readonly clinicianName: string;
  readonly format: Format;
  readonly mode: 'in_person' | 'online' | 'either';
  /** ISO 8601 with the practice's offset. */
  readonly startsAt: string;
  readonly minutes: number;
  readonly zone: string;
}

/** A group with seats. */
export interface CohortOffer {
  readonly id: string;
  readonly clinicianName: string;
  readonly mode: 'in_person' | 'online';
  /** First meeting that can still be joined, ISO 8601 with offset. */
  readonly startsAt: string;
  readonly minutes: number;
  readonly zone: string;
  /** Places that can be had now. A free place that somebody on the waitlist comes before is not among them. */
  readonly seatsLeft: number;
  readonly screeningCall: boolean;
  /** Joined after it has started, or only before. */
  readonly open: boolean;
  /** How many must still join before the group starts; 0 when it does or has. */
  readonly missing: number;
}

/** What the visitor's captured preferences ask of an opening or a cohort; nothing given matches everything. */
export interface Wish {
  readonly format?: Format;
  readonly concerns?: readonly Concern[];
  readonly availability?: readonly Window[];
  readonly mode?: 'in_person' | 'online' | 'either';
  readonly language?: string;
  /** With this clinician only, as when a session is moved. */
  readonly clinician?: string;
  /** Not before this date on the practice's calendar: `2026-12-08`. */
  readonly notBefore?: string;
  /** On this date of the practice's calendar only. */
  readonly on?: string;
}

/** A search page: the earliest fitting first. `fits` is false when nothing matched and these are the nearest. */
export interface Found<T> {
  readonly items: readonly T[];
  readonly fits: boolean;
  readonly more: boolean;
  /** The system that has the times does not answer just now: nothing is known, which is not that there is nothing. */
  readonly unreachable?: boolean;
}

export interface Contact {
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
}

/** What a visitor asks to book. */
export interface BookingRequest {
  readonly kind: BookingNote['kind'];
  readonly contact: Contact;
  /** `Opening.id` for an appointment, `CohortOffer.id` for a group or a waitlist. */
  readonly choice?: string;
  readonly format?: Format;
  /** In person or online, as captured; an opening says what its clinician offers. */
  readonly mode?: 'in_person' | 'online' | 'either';
  /** Windows in which to call back, as captured. */
  readonly availability?: readonly Window[];
  readonly language: string;
  /** Who pays, when it was said: a self-paying client in the US is owed a Good Faith Estimate. */
  readonly payer?: 'self' | 'insurance';
  /** Whether the visitor wants mail about it to the address that they gave; left out: no. */
  readonly mail?: boolean;
  /** The hold made before, given up by the booking. */
  readonly hold?: string;
  /** Whose booking it is: `<channel>/<user>`; never shown. */
  readonly visitor: string;
}

/**
 * The practice's diary. A time or a seat is never sold twice, across processes and engines: every change is staged
 * into the turn's one transaction under a guard, and a lost race makes the turn run again on the fresh diary.
 */
export interface Diary {
  openings(wish: Wish, page: { skip: number; take: number }): Promise<Found<Opening>>;
  /** The next dates on which something can be had in this format, language and with this clinician, at most `most`. */
  days(wish: Wish, most: number): Promise<readonly string[]>;
  cohorts(wish: Wish, page: { skip: number; take: number }): Promise<Found<CohortOffer>>;
  /** The opening if it can still be had (a hold of one's own does not stand in the way), else undefined. */
  opening(id: string, hold?: string): Promise<Opening | undefined>;
  /** The cohort while it can be joined, else undefined. `seatsLeft` 0: full, only its waitlist can be had. */
  cohort(id: string, hold?: string): Promise<CohortOffer | undefined>;
  /** Keeps an opening or a seat for `booking.holdMinutes`; returns the hold's id. Guard: `opening` or `seat`. */
  hold(
    work: Work,
    choice: { opening: Opening } | { cohort: CohortOffer },
  ): Promise<{ hold: string; until: string }>;
  release(work: Work, hold: string): void;
  /**
   * Stages the booking and its hand-off row. Guard: `opening` or `seat`.
   * @throws `BOOKING_GONE` when the choice can no longer be had; ask {@link opening} or {@link cohort} first
   */
  book(work: Work, request: BookingRequest): Promise<Booked>;
  /** Whether another system has the last word about bookings of a kind: they are pending until it has answered. */
  isAsked(kind: BookingNote['kind']): boolean;
  /** The visitor's bookings that are not cancelled, soonest first. */
  bookingsOf(visitor: string): Promise<readonly BookingNote[]>;
}

/** What has been booked: what the visitor is told, and more. */
export interface Booked extends BookingNote {
  /** Stays on the server, as in {@link BookingView}. */
  readonly id: string;
  /** Of a group that starts when enough have joined: how many must still; left out when it does not wait for that. */
  readonly missing?: number;
}

/** Why a booking is still `pending`. */
export type WaitsFor =
  /** A short call with the practice comes first. */
  | 'screening'
  /** The group starts when enough have joined. */
  | 'minimum'
  /** The practice, or the system in which it books, has to say yes. */
  | 'practice';

/** A booking as its visitor sees it, once they have shown that it is theirs. */
export interface BookingView extends BookingNote {
  /** Whoever has it may act on the booking: kept on the server, never sent to a client. */
  readonly id: string;
  readonly format?: Format;
  readonly mode?: 'in_person' | 'online' | 'either';
  readonly clinician?: string;
  readonly clinicianName?: string;
  readonly cohort?: string;
  readonly minutes?: number;
  readonly zone?: string;
  readonly language: string;
  readonly waitsFor?: WaitsFor;
  /** Of a group that waits: how many must still join. */
  readonly missing?: number;
  /** On a waitlist of a group: 1 is next. */
  readonly place?: number;
  /** A place is kept for whoever is on the waitlist until then (ISO 8601), and then passes on. */
  readonly offer?: { readonly until: string };
  /** Counts up with each change; a calendar's SEQUENCE. */
  readonly sequence: number;
  /** When it was last changed, ISO 8601. */
  readonly changedAt: string;
  readonly canMove: boolean;
  readonly canCancel: boolean;
}

/** How an attempt to see a booking ended. A wrong reference and a wrong second factor are both `unknown`. */
export type Opened =
  | { readonly outcome: 'open'; readonly booking: BookingView }
  | { readonly outcome: 'unknown' }
  /** Too many have failed, by this visitor or for this reference. ISO 8601: when it can be tried again. */
  | { readonly outcome: 'limited'; readonly until: string };

/**
 * What a visitor can do with a booking that is there. Everything is staged into the turn's transaction; a booking
 * that somebody else changed meanwhile fails the guard `booking` and the turn runs again.
 */
export interface Bookings {
  /**
   * By its reference and a second factor: the phone number or e-mail address that was given, however it is written.
   * Every failure is counted, for the visitor and for the reference, whether there is such a booking or not.
   */
  open(
    work: Work,
    attempt: { readonly reference: string; readonly factor: string; readonly visitor: string },
  ): Promise<Opened>;
  /** The booking by its id, for whoever has been let in already; a cancelled one too. */
  booking(id: string): Promise<BookingView | undefined>;
  /** What a visitor has booked, still to come and not cancelled, the soonest first; the rest needs {@link open}. */
  ofVisitor(visitor: string): Promise<readonly BookingView[]>;
  /** How its visitor can be reached, for what is sent to them. */
  contact(id: string): Promise<Contact | undefined>;
  /**
   * Takes the booking to another opening or cohort, by its id; a hold of it is used up. Guards: `booking`, `opening`
   * or `seat`. Tells `booking.moved`.
   * @throws `BOOKING_GONE` when the choice can no longer be had; `BOOKING_FIXED` when the booking can not be moved
   */
  move(work: Work, id: string, to: { readonly choice: string; readonly hold?: string }): Promise<BookingView>;
  /**
   * Gives up the time or the seat, which goes to the waitlist. Cancelling what is cancelled changes nothing. Tells
   * `booking.cancelled`.
   * @throws `BOOKING_FIXED` when it is too late
   */
  cancel(work: Work, id: string): Promise<BookingView>;
  /**
   * Takes the place on offer, or leaves it to the next, which ends the wait. Tells `waitlist.accepted` or
   * `waitlist.declined`.
   * @throws `BOOKING_GONE` when nothing is on offer any more
   */
  answerOffer(work: Work, id: string, answer: 'accept' | 'decline'): Promise<BookingView>;
}

/**
 * Counts what people wished for and could not have. Counts only: nothing in it leads back to a person, so that one
 * person counts once is for the caller to see to.
 */
export interface Demand {
  /**
   * @param counted what has been counted for this visitor before, as returned
   * @returns what has been counted by now; keep it with the visitor's state
   */
  record(work: Work, wish: Wish, counted: readonly string[]): readonly string[];
}
