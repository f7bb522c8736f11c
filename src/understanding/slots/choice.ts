import type { Hit, Message, Span } from '../message';
import type { Found } from '../patternMatcher';
import type { Slots } from '../types';

type Mode = NonNullable<Slots['mode']>;
type Format = NonNullable<Slots['format']>;

/** In person or online; ruling one out chooses the other ("i don't like video"). */
export function findMode(message: Message): Hit<Mode> | undefined {
  const { yes, no } = sides(
    message,
    (message.asked === 'mode' ? message.language.askedMode : message.language.mode).longest(message.words),
  );
  const wanted = [...new Set(yes.map(({ key }) => key))];
  const spans = [...yes, ...no];
  const open = message.asked === 'mode' ? indifferent(message) : [];
  if (wanted.length === 2 || (wanted.length === 0 && open.length > 0))
    return { value: 'either', spans: [...spans, ...open] };
  if (wanted[0]) return { value: wanted[0], spans };
  if (no[0]) return { value: no[0].key === 'online' ? 'in_person' : 'online', spans };
  return undefined;
}

/** Individual, group, couples or family; "no groups for me" is individual and the reverse. */
export function findFormat(message: Message): Hit<Format> | undefined {
  const { yes, no } = sides(
    message,
    (message.asked === 'format' ? message.language.askedFormat : message.language.format).longest(
      message.words,
    ),
  );
  const wanted = [...new Set(yes.map(({ key }) => key))];
  const spans = [...yes, ...no];
  const open = message.asked === 'format' ? indifferent(message) : [];
  if (wanted.length > 1 || (wanted.length === 0 && no.length === 0 && open.length > 0))
    return { value: 'either', spans: [...spans, ...open] };
  if (wanted[0]) return { value: wanted[0], spans };
  if (no[0]?.key === 'group') return { value: 'individual', spans };
  if (no[0]?.key === 'individual') return { value: 'group', spans };
  return undefined;
}

/** "whatever is cheaper", "me da igual". */
function indifferent({ words, language }: Message): Span[] {
  return language.concepts.all(words).filter(({ key }) => key === 'indifferent');
}

function sides<K extends string>({ words, language }: Message, found: readonly Found<K>[]) {
  const nots: readonly Span[] = language.choiceNot.all(words);
  const negated = (hit: Found<K>) =>
    nots.some(({ start, end }) => start < hit.start && end >= hit.start && end < hit.end);
  return { yes: found.filter((hit) => !negated(hit)), no: found.filter(negated) };
}
