import type { Hit, Message, Span } from '../message';
import type { Found } from '../patternMatcher';
import { CONCERNS, type Concern } from '../types';

/** Concerns whose patterns span another one that is meant too: "fighting with my wife about my drinking". */
const SPANNING: ReadonlySet<Concern> = new Set(['work', 'parenting', 'relationship', 'family_conflict']);

/**
 * What brings the person, in the order of CONCERNS. `told` says that the message tells it (it was asked for, or the
 * message gives information): then weaker words count too. Negated concerns ("not sleep, its the nightmares") do not.
 */
export function findConcerns(message: Message, told: boolean): Hit<Concern[]> | undefined {
  const { words, language, asked } = message;
  const never = language.neverConcerns.all(words);
  const meant = (hit: Found<Concern>) =>
    !never.some((other) => other.key === hit.key && overlaps(other, hit));
  const strong = language.strongConcerns.all(words).filter(meant);
  const weak = told ? language.weakConcerns.all(words).filter(meant) : [];
  const clear = strong.filter((a) => !strong.some((b) => !SPANNING.has(b.key) && contains(b, a)));
  const hinted = weak.filter(
    (a) => ![...strong, ...weak].some((b) => contains(b, a) && !(a.key === 'anger' && b.key === 'parenting')),
  );
  const kept = [...clear, ...withoutPeople(message, clear, hinted)].filter(
    ({ key }) => !(asked === 'sharing' && (key === 'social_anxiety' || key === 'anxiety')),
  );
  const ruledOut = language.correction.all(words).filter(({ key }) => key === 'notThis');
  const wanted = kept.filter((hit) => !ruledOut.some((not) => rulesOut(not, hit)));
  if (wanted.length === 0) return undefined;
  return { value: CONCERNS.filter((concern) => wanted.some(({ key }) => key === concern)), spans: wanted };
}

/** A relative alone hints at trouble with them only where nothing else is named: not in "my mom died". */
function withoutPeople(
  message: Message,
  clear: readonly Span[],
  hinted: readonly Found<Concern>[],
): Found<Concern>[] {
  const people = message.language.people.all(message.words).filter(({ key }) => PEOPLE.has(key));
  const person = (hit: Span) => people.some(({ start, end }) => start < hit.end && end > hit.start);
  const others = clear.length > 0 || hinted.some((hit) => !person(hit));
  return hinted.filter((hit) => !others || !person(hit));
}

const PEOPLE: ReadonlySet<string> = new Set([
  'partner',
  'child',
  'children',
  'parent',
  'sibling',
  'adult',
  'family',
]);

/** "not anxiety", and "not my son" where "my son" would be the concern. */
function rulesOut(not: Span, hit: Span): boolean {
  return not.start < hit.start && not.end >= hit.start && not.end < hit.end;
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function contains(b: Span, a: Span): boolean {
  return b.start <= a.start && b.end >= a.end && b.end - b.start > a.end - a.start;
}
