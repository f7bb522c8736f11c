import type { BookingNote } from '../../content/message';
import { TriageError } from '../../errors';
import type { Format } from '../../fit/types';
import type { Contact } from '../types';

/**
 * Another system that has the last word about times: all that is needed of it. Nothing that it holds is part of a
 * turn's transaction, so the bot holds the time here, tells the visitor "asked for", and an order goes out afterwards,
 * as often as it takes; the answer comes back by {@link BookingSystem.place}, or later by a message of its own.
 */
export interface BookingSystem {
  /** What it books. All else (call-backs, waitlists) stays with the practice's staff. */
  readonly kinds: ReadonlySet<BookingNote['kind']>;
  /** After this long, in ms, placing an order counts as failed. */
  readonly timeoutMs: number;
  /**
   * The times that it offers between two moments (ms since 1970), in any order. Left out: times come from the
   * profile's hours, and the system only says yes or no.
   * @throws SystemError
   */
  times?(from: number, to: number, signal: AbortSignal): Promise<readonly OfferedTime[]>;
  /**
   * Carries one order over. The same order may come again, with the same id, when nobody knows whether the first was
   * heard: it must have no second effect.
   * @throws SystemError when nothing can be known yet; the order comes again
   */
  place(order: Order, signal: AbortSignal): Promise<Answer>;
}

/** A time that another system offers. */
export interface OfferedTime {
  /** Its id there: letters, digits, `-` and `.`, at most 64. */
  readonly id: string;
  /** Id of the clinician in the profile. */
  readonly clinician: string;
  /** Left out: any that its clinician offers. */
  readonly format?: Format | undefined;
  /** Milliseconds since 1970. */
  readonly startsAt: number;
  readonly minutes: number;
}

/** What is asked of another system. */
export interface Order {
  /** The same at every attempt. */
  readonly id: string;
  readonly wanted: 'book' | 'move' | 'cancel';
  /** When it was given, ms since 1970. */
  readonly at: number;
  readonly booking: OrderedBooking;
}

/** What another system learns of a booking: who, how to reach them, and when. Nothing about health. */
export interface OrderedBooking {
  readonly id: string;
  readonly reference: string;
  readonly kind: BookingNote['kind'];
  readonly contact: Contact;
  readonly language: string;
  readonly format?: string | undefined;
  readonly mode?: string | undefined;
  readonly clinician?: string | undefined;
  readonly cohort?: string | undefined;
  /** The time that is wanted: of a move, the new one. */
  readonly startsAt?: number | undefined;
  readonly minutes?: number | undefined;
  /** What the system calls that time ({@link OfferedTime.id}). */
  readonly time?: string | undefined;
  /** What the system calls the booking, as it answered before. */
  readonly theirs?: string | undefined;
}

/** What another system says of an order, or of a booking that it has changed by itself. */
export type Answer =
  /** It is as ordered. `startsAt` when it is at another time than was asked for. */
  | { readonly outcome: 'confirmed'; readonly theirs?: string; readonly startsAt?: number }
  /** It can not be had; of a move or a cancellation: all stays as it was. */
  | { readonly outcome: 'declined' }
  /** The practice has moved it, with or without having been asked. */
  | { readonly outcome: 'moved'; readonly startsAt: number }
  | { readonly outcome: 'cancelled' }
  /** It has taken the order and will answer by itself. */
  | { readonly outcome: 'later' };

/** Another system could not be asked, or answered what makes no sense. It is tried again. */
export class SystemError extends TriageError {
  /**
   * @param reason       kept with the order and shown to staff: `HTTP 503`; nothing of the visitor
   * @param retryAfterMs how long the system asked to be left alone
   */
  constructor(
    readonly reason: string,
    options: { cause?: unknown; retryAfterMs?: number | undefined; httpStatus?: number; body?: unknown } = {},
  ) {
    super(
      'BOOKING_SYSTEM_FAILED',
      `The other booking system did not answer as it should: ${reason}. Check its address and credentials.`,
      { cause: options.cause, status: 503 },
    );
    this.retryAfterMs = options.retryAfterMs;
    this.httpStatus = options.httpStatus;
    this.body = options.body;
  }

  readonly retryAfterMs: number | undefined;
  /** The status it answered with, when it answered. */
  readonly httpStatus: number | undefined;
  /** What it answered; for whoever asked, never for a log. */
  readonly body: unknown;
}
