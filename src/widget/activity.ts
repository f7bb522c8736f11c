/** The part of a Direct Line activity that the widget reads. Everything beyond `type` may be missing or wrong. */
export interface Activity {
  readonly id?: string;
  readonly type: string;
  readonly timestamp?: string;
  readonly from?: { readonly id?: string; readonly role?: string };
  readonly text?: string;
  readonly locale?: string;
  readonly channelData?: { readonly clientActivityID?: string };
  readonly entities?: readonly { readonly type?: string }[];
  readonly suggestedActions?: { readonly actions?: readonly Action[] };
}

/** A suggested action: `imBack` sends its value, `openUrl` and `call` follow it. */
export interface Action {
  readonly type?: string;
  readonly title?: string;
  readonly value?: unknown;
}

/** Activities since a watermark, and the one to ask with next; the shape is Direct Line's. */
export interface ActivitySet {
  readonly activities: readonly Activity[];
  readonly watermark?: string;
}

/** What the bot says about a message, by ids (README, "Contract with clients"). */
export interface Triage {
  readonly type: 'triage';
  readonly keys?: readonly string[];
  readonly asks?: string | null;
  /** With a list of openings: the days that have any; a day's label picks it. */
  readonly days?: readonly OfferedDay[];
  readonly escalation?: {
    readonly tier: string;
    readonly country: string;
    /** What the numbers in the text are called, where they stand alone. */
    readonly lines?: readonly { readonly link: string; readonly label: string }[];
  };
  readonly booking?: {
    readonly kind: string;
    readonly status: 'pending' | 'confirmed' | 'cancelled';
    readonly reference: string;
    readonly startsAt?: string;
  };
  /** The formats beside the visitor's own answers. */
  readonly comparison?: object;
}

/** A day that can be picked. */
export interface OfferedDay {
  /** `2026-12-03`. */
  readonly date: string;
  /** What is shown and sent. */
  readonly label: string;
  /** Its openings are the ones that are listed. */
  readonly shown?: boolean;
}

/** The triage entity of an activity, if it has one. */
export function triageOf(activity: Activity): Triage | undefined {
  return activity.entities?.find((entity): entity is Triage => entity.type === 'triage');
}
