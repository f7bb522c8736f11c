import type { WidgetConfig } from './config';
import type { TriageChatDetails, TriageChatEvents } from './pages/widget';

/**
 * What the frame tells the page that holds it. Nothing of what is said: the page belongs to another origin, and may run
 * anybody's scripts.
 */
export type FromFrame =
  /** The first message, before the frame knows its page. */
  | { readonly triage: 'ready' }
  /** All words are there, or those of another language, in which the conversation goes on. */
  | { readonly triage: 'language'; readonly config: WidgetConfig }
  | { readonly triage: 'close' }
  | { readonly triage: 'exit' }
  | FrameEvent;
/** The events that come about in the frame. */
type FrameEvent = {
  [Name in 'booking' | 'escalation' | 'unread']: {
    readonly triage: Name;
    readonly detail: TriageChatEvents[Name];
  };
}['booking' | 'escalation' | 'unread'];

/** What the page tells the frame. */
export type ToFrame =
  | { readonly triage: 'opened' | 'shown' | 'closed' | 'forget' }
  | { readonly triage: 'language'; readonly detail: string }
  | { readonly triage: 'identify'; readonly detail: TriageChatDetails };

/** Behind the frame's address: the visitor left this page when no frame was there to hear it. Forget first of all. */
export const FORGET = '#forget';

/** Where "leave this page" goes when the practice names no other page. */
export const NEUTRAL_PAGE = 'https://www.google.com/';
/** Presses of Shift that leave the page, with no other key and no long pause between. */
const PRESSES = 3;
const WITHIN = 2_000;

/** Calls back when Shift is pressed three times in a row. */
export function onTripleShift(target: Document, leave: () => void): void {
  let presses = 0;
  let last = 0;
  target.addEventListener('keyup', ({ key }) => {
    const now = Date.now();
    presses = key === 'Shift' ? (now - last < WITHIN ? presses : 0) + 1 : 0;
    last = now;
    if (presses < PRESSES) return;
    presses = 0;
    leave();
  });
}
