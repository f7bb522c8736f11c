import type { OfferedDay } from './activity';
import type { Palette } from './theme';

/** What the server writes into booking.html: the practice, its colours, and the words in every language it speaks. */
export interface BookingPageConfig {
  /** The language to begin with, one of `languages`; the link may name another. */
  readonly language: string;
  readonly languages: readonly string[];
  readonly practiceName: string;
  readonly colors: { readonly light: Palette; readonly dark: Palette };
  /** How to reach the practice, for what the page can not do. */
  readonly phone: { readonly link: string; readonly shown: string };
  readonly strings: Readonly<Record<string, BookingPageStrings>>;
}

/** Names of the page's words: `visit.<name>` in resources/locales. None of them takes a parameter. */
export const BOOKING_PAGE_STRINGS = [
  'title',
  'loading',
  'language',
  'no_link',
  'ended',
  'offline',
  'busy',
  'retry',
  'gone',
  'call',
  'move',
  'move_yes',
  'cancel',
  'cancel_ask',
  'cancel_yes',
  'keep',
  'calendar',
  'accept',
  'decline',
  'times',
  'days',
  'groups',
  'no_times',
  'more',
  'back',
  'moved',
  'cancelled',
  'accepted',
  'declined',
  'status_pending',
  'status_confirmed',
  'status_cancelled',
] as const;
export type BookingPageString = (typeof BOOKING_PAGE_STRINGS)[number];
export type BookingPageStrings = Readonly<Record<BookingPageString, string>>;

/** A booking as the page shows it, in words of the language that was asked for. */
export interface BookingPageView {
  readonly kind: 'appointment' | 'group' | 'callback' | 'waitlist';
  readonly status: 'pending' | 'confirmed' | 'cancelled';
  /** What it is: "Individual session with Anna Reyes". */
  readonly what: string;
  /** When, how, where, and the reference. */
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  /** What still has to happen, and how to get ready. */
  readonly notes: readonly string[];
  readonly can: {
    readonly move: boolean;
    readonly cancel: boolean;
    /** A place on offer can be taken or left. */
    readonly answer: boolean;
    readonly calendar: boolean;
  };
}

/** Where a booking can be moved. */
export interface BookingPageTimes {
  readonly items: readonly { readonly id: string; readonly label: string }[];
  readonly more: boolean;
  /** Days that have times, to be picked; none where a group is moved. */
  readonly days: readonly OfferedDay[];
}
