// The JavaScript API of the chat on a practice's page, as types; README, "On your website", says what each call does.
// The chat server serves this file at /widget.d.ts.

/** What a page may pass on because the visitor has given it to the site already. Nothing about health. */
export interface TriageChatDetails {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
}

/** The events, and what each of them carries: never a word of the conversation, never a reference or a time. */
export interface TriageChatEvents {
  /** Once: the button is drawn. */
  ready: undefined;
  open: undefined;
  close: undefined;
  /** Messages of the bot that came while the window was closed; 0 when they have been seen. */
  unread: { readonly count: number };
  /** Something was booked, asked for, confirmed or cancelled, in this window and just now. */
  booking: {
    readonly kind: 'appointment' | 'group' | 'callback' | 'waitlist';
    readonly status: 'pending' | 'confirmed' | 'cancelled';
  };
  /** The help for a crisis was shown. Nothing more: it is health data, so keep it away from analytics. */
  escalation: undefined;
}

/** The calls. */
export interface TriageChatCalls {
  open(): void;
  close(): void;
  toggle(): void;
  on<E extends keyof TriageChatEvents>(event: E, handler: (detail: TriageChatEvents[E]) => void): void;
  off<E extends keyof TriageChatEvents>(event: E, handler: (detail: TriageChatEvents[E]) => void): void;
  /** Offers the details as answers when the bot asks for them; {} takes them back. */
  identify(details: TriageChatDetails): void;
  /** The visitor has just chosen this language on the page: `language('es')`. */
  language(code: string): void;
}

/** A call as an array, for the queue: `['open']`, `['on', 'booking', handler]`. */
export type TriageChatCall = {
  [Name in keyof TriageChatCalls]: [Name, ...Parameters<TriageChatCalls[Name]>];
}[keyof TriageChatCalls];

/** `window.triageChat`: before the script has loaded an array that the page made, afterwards the API. */
export interface TriageChat extends TriageChatCalls {
  push(...calls: TriageChatCall[]): void;
}

declare global {
  interface Window {
    triageChat?: TriageChat | TriageChatCall[];
  }
}
