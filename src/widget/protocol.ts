import type { WidgetConfig } from './config';

/** What the frame tells the page that holds it. Nothing of the conversation: the page may belong to another origin. */
export type FromFrame =
  | { readonly triage: 'ready'; readonly config: WidgetConfig }
  /** The visitor chose another language. */
  | { readonly triage: 'language'; readonly config: WidgetConfig }
  | { readonly triage: 'close' }
  | { readonly triage: 'exit' }
  | { readonly triage: 'unread'; readonly count: number };

/** What the page tells the frame. */
export type ToFrame = { readonly triage: 'opened' | 'shown' | 'closed' | 'forget' };

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
