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
  readonly seatsLeft: number;
  readonly screeningCall: boolean;
}

/** What the visitor's captured preferences ask of an opening or a cohort; nothing given matches everything. */
export interface Wish {
  readonly format?: Format;
  readonly concerns?: readonly Concern[];
  readonly availability?: readonly Window[];
  readonly mode?: 'in_person' | 'online' | 'either';
  readonly language?: string;
}

/** A search page: the earliest fitting first. `fits` is false when nothing matched and these are the nearest. */
export interface Found<T> {
  readonly items: readonly T[];
  readonly fits: boolean;
  readonly more: boolean;
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
   * Stages the booking and its hand-off row; returns what the visitor is told. Guard: `opening` or `seat`.
   * @throws `BOOKING_GONE` when the choice can no longer be had; ask {@link opening} or {@link cohort} first
   */
  book(work: Work, request: BookingRequest): Promise<BookingNote>;
  /** The visitor's bookings that are not cancelled, soonest first. */
  bookingsOf(visitor: string): Promise<readonly BookingNote[]>;
}
