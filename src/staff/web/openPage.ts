import type { Html } from './html';

/** A page without a member: the door, and what goes wrong before it. */
export type OpenPage =
  | { readonly title: string; readonly main: Html; readonly status: number }
  /** Nothing but "ask once more". */
  | { readonly title: string; readonly again: true; readonly status: number };
