import type { Message, Span } from './message';
import { part } from './message';
import { findSlots, type SlotHits } from './slots/findSlots';
import type { Slot } from './types';

/**
 * The new values of a correction. What was said before is told from what is said now by the words between them ("i
 * said mondays but make it tuesdays", "60, digo 70"); a value is read as if the slot that it names had been asked for.
 */
export function correctedSlots(message: Message, currency: string): SlotHits {
  const now = afterTheOldValue(message, currency);
  const named = message.language.slotNames.longest(message.words).map(({ key }) => key);
  for (const asked of [null, ...named, 'budget', 'availability', 'for_whom'] as const) {
    const hits = newHits(now, asked, currency);
    // "i want to change that" speaks of oneself without saying who comes.
    if (asked === 'for_whom' && hits.for_whom?.value === 'self') continue;
    if (asked === 'name' && onlyNamesTheSlot(now, hits)) continue;
    if (Object.keys(hits).length > 0) return hits;
  }
  return {};
}

/** "correct the name": what would be read as a name are words in lower case that all are known. */
function onlyNamesTheSlot({ tokens, language }: Message, { name }: SlotHits): boolean {
  const read = (name?.spans ?? []).flatMap(({ start, end }) => tokens.slice(start, end));
  return (
    read.length > 0 && read.every(({ raw, word }) => /^\p{Ll}/u.test(raw) && language.speller.isKnown(word))
  );
}

/** Nobody takes back more in one message; what follows the first of them holds what follows the others anyway. */
const DIVIDERS_TRIED = 4;

function newHits(message: Message, asked: Slot | null, currency: string): SlotHits {
  return findSlots({ ...message, asked }, currency);
}

/** The part that holds the new value: behind the words that part it from the old one, when it gives a value. */
function afterTheOldValue(message: Message, currency: string): Message {
  const { words, language } = message;
  const marks = language.correction.all(words);
  const old = marks.find(({ key }) => key === 'old');
  const dividers = marks.filter(
    ({ key, start }) => key === 'meant' || (key === 'divider' && old !== undefined && start > old.start),
  );
  for (const { end } of dividers.slice(0, DIVIDERS_TRIED)) {
    const rest = part(message, { start: end, end: words.length } satisfies Span);
    if (Object.keys(newHits(rest, null, currency)).length > 0) return rest;
  }
  return withoutLeadingNo(message);
}

/** "no, wednesdays" takes something back; it does not rule wednesdays out. */
function withoutLeadingNo(message: Message): Message {
  const no = message.language.correction.at(message.words, 0).find(({ key }) => key === 'no');
  return no ? part(message, { start: no.end, end: message.words.length }) : message;
}
