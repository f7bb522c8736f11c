import { triageOf } from './activity';
import type { TriageChatDetails } from './pages/widget';
import { isOwn } from './transcript';
import type { Transcript } from './transcript';

const SLOTS = ['name', 'phone', 'email'] as const;
const LONGEST = 120;

/**
 * The detail that answers the bot's open question. It is offered as a button and goes out when the visitor presses it,
 * as their own message: until then it is in this window's memory alone.
 * @param details as the page passed them on
 */
export function offeredDetail(
  details: unknown,
  { messages, pending }: Transcript,
  userId: string,
): string | undefined {
  const last = messages[messages.length - 1];
  if (!last || pending.length > 0 || isOwn(last, userId)) return undefined;
  const asked = triageOf(last)?.asks;
  const slot = SLOTS.find((one) => one === asked);
  return slot && readDetails(details)[slot];
}

/** Reads what a page passed on: short strings under the names that are known, and nothing else. */
function readDetails(given: unknown): TriageChatDetails {
  const fields = Object(given) as Record<string, unknown>;
  const read = SLOTS.flatMap((slot) => {
    const value = fields[slot];
    const text = typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
    return text !== '' && text.length <= LONGEST ? [[slot, text] as const] : [];
  });
  return Object.fromEntries(read);
}
