import type { Activity } from './activity';

/** A message the visitor wrote that the server has not shown back yet. */
export interface Pending {
  /** Goes out as `channelData.clientActivityID`, the same each time it is sent again. */
  readonly id: string;
  readonly text: string;
  readonly locale: string;
  /** The visitor chose the language just before. */
  readonly chosen?: boolean;
  /** When it was written, ISO 8601. */
  readonly at: string;
  /** `failed`: the server refused it; the visitor decides. */
  readonly status: 'sending' | 'failed';
}

/** One conversation as the visitor sees it. Immutable: every function here returns a new one. */
export interface Transcript {
  /** Messages in the server's order. */
  readonly messages: readonly Activity[];
  /** Behind all of `messages`, in the order written. */
  readonly pending: readonly Pending[];
  /** The bot is typing. */
  readonly typing: boolean;
}

/** A conversation in which nothing was said yet. */
export const EMPTY: Transcript = { messages: [], pending: [], typing: false };

/**
 * Adds what the server sent. An activity that is there already changes nothing, so that history, stream and polling
 * may overlap; a pending message shown back by the server leaves `pending`.
 * @param userId whose messages are the visitor's own
 */
export function received(before: Transcript, activities: readonly Activity[], userId: string): Transcript {
  const known = new Set(before.messages.map((message) => message.id));
  const messages = [...before.messages];
  let { pending, typing } = before;
  for (const activity of activities) {
    if (activity.id !== undefined && known.has(activity.id)) continue;
    const own = activity.from?.id === userId;
    if (activity.type === 'typing') typing = typing || !own;
    if (activity.type !== 'message') continue;
    known.add(activity.id);
    messages.push(activity);
    const mine = activity.channelData?.clientActivityID;
    if (own) pending = pending.filter((one) => one.id !== mine);
    else typing = false;
  }
  return { messages, pending, typing };
}

/** Adds what the visitor wrote. */
export function written(before: Transcript, message: Pending): Transcript {
  return { ...before, pending: [...before.pending.filter((one) => one.id !== message.id), message] };
}

/** Marks a pending message; one that has been shown back meanwhile stays as it is. */
export function marked(before: Transcript, id: string, status: Pending['status']): Transcript {
  return { ...before, pending: before.pending.map((one) => (one.id === id ? { ...one, status } : one)) };
}

/** The visitor's own message? */
export function isOwn(activity: Activity, userId: string): boolean {
  return activity.from?.id === userId || activity.from?.role === 'user';
}
