import type { Format } from '../fit/types';
import type { Work } from '../storage/types';
import type { Concern, Window } from '../understanding/types';
import type { BookingView, Contact } from './types';

/** A booking as staff see it. */
export interface StaffBooking extends BookingView {
  readonly contact: Contact;
  /** Who entered it, when staff did. */
  readonly enteredBy?: string;
  /** When to call back, as the visitor said. */
  readonly availability?: readonly Window[];
  /** ISO 8601. */
  readonly createdAt: string;
}

export const BLOCK_KINDS = ['day_off', 'meeting', 'other'] as const;

/** A time in which a clinician sees nobody who books here. */
export interface Block {
  readonly id: string;
  readonly clinician: string;
  /** ISO 8601. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly kind: (typeof BLOCK_KINDS)[number];
  /** Who made it. */
  readonly by: string;
}

/** A group as staff see it. */
export interface CohortState {
  readonly id: string;
  readonly clinicianName: string;
  /** The next meeting, ISO 8601; left out when there is none. */
  readonly startsAt?: string;
  readonly open: boolean;
  readonly seats: { readonly min: number; readonly max: number };
  /** Who has a seat, those that wait for a screening call or for the minimum among them. */
  readonly members: readonly StaffBooking[];
  /** How many must still join before it starts; 0 when it does or has. */
  readonly missing: number;
  /** The waitlist in order; with `offer`, those to whom a seat is being offered. */
  readonly waiting: readonly StaffBooking[];
  /** Held or for sale. */
  readonly free: number;
}

/** What staff enter for somebody who phoned: a session at any time that is free, or a seat. */
export interface Entry {
  readonly contact: Contact;
  readonly language: string;
  readonly by: string;
  readonly payer?: 'self' | 'insurance';
  readonly what:
    | {
        readonly clinician: string;
        readonly format: Exclude<Format, 'group'>;
        readonly mode: 'in_person' | 'online';
        /** ISO 8601, on a step of five minutes. */
        readonly startsAt: string;
        /** Left out: as the profile has it. */
        readonly minutes?: number;
      }
    | { readonly cohort: string };
}

/** What people wished for and could not have: "7 people want an evening group for anxiety". */
export interface DemandRow {
  readonly people: number;
  readonly format: Format | 'any';
  readonly concern: Concern | 'any';
  readonly time: TimeOfDay;
  readonly mode: 'in_person' | 'online' | 'any';
  readonly language: string;
}

export type TimeOfDay = 'morning' | 'afternoon' | 'evening' | 'weekend' | 'any';

/** Something that staff have to do by a time. */
export interface Task {
  readonly id: string;
  readonly kind: 'good_faith_estimate';
  /** Of the booking. */
  readonly reference: string;
  /** ISO 8601: the end of the last business day for it, which is midnight of the day after: show the day before it. */
  readonly dueAt: string;
  readonly overdue: boolean;
}

/** Bookings of a clinician or a cohort that the profile does not know (any more). */
export interface Orphans {
  readonly kind: 'clinician' | 'cohort';
  /** The id that was taken out of the profile. */
  readonly id: string;
  readonly bookings: readonly StaffBooking[];
}

/**
 * The diary as staff use it, under the same claims as the visitors'. `by` is whoever does it; the audit is the
 * console's. Guards and errors as in {@link Bookings}.
 */
export interface StaffDiary {
  /** Sessions, first group meetings and blocks that lie in a span (ISO 8601, `to` not included), the earliest first. */
  between(from: string, to: string): Promise<{ bookings: readonly StaffBooking[]; blocks: readonly Block[] }>;
  /** Call-backs, general waitlist entries and what else waits for the practice, the oldest first. */
  requests(): Promise<readonly StaffBooking[]>;
  /** By its reference, however it is written. */
  booking(reference: string): Promise<StaffBooking | undefined>;
  cohorts(): Promise<readonly CohortState[]>;

  /** @throws `BOOKING_GONE` when the time or the last seat is taken; `BOOKING_INVALID` naming what does not fit */
  enter(work: Work, entry: Entry): Promise<BookingView>;
  /** Whatever notice and opening hours say. */
  move(
    work: Work,
    id: string,
    to: { readonly startsAt: string } | { readonly cohort: string },
    by: string,
  ): Promise<BookingView>;
  cancel(work: Work, id: string, by: string): Promise<BookingView>;
  /** What was pending is settled: screened, called back, agreed elsewhere. Tells `booking.confirmed`. */
  confirm(work: Work, id: string, by: string): Promise<BookingView>;

  /**
   * Keeps a span free; holds in it end. Bookings in it stay and are returned, for staff to move or cancel: their time
   * is not sold again afterwards.
   */
  block(
    work: Work,
    block: Omit<Block, 'id'>,
  ): Promise<{ readonly id: string; readonly inTheWay: readonly StaffBooking[] }>;
  unblock(work: Work, id: string): Promise<void>;

  /** What people could not have in the last `days`, the most wanted first. */
  demand(days?: number): Promise<readonly DemandRow[]>;
  orphans(): Promise<readonly Orphans[]>;
  /** Open ones, the most urgent first. */
  tasks(): Promise<readonly Task[]>;
  /** Done by somebody; closing what is closed changes nothing. */
  closeTask(work: Work, id: string, by: string): void;
}
