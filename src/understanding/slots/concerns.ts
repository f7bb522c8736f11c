import type { Hit, Message } from '../message';
import type { Found } from '../patternMatcher';
import { CONCERNS, type Concern } from '../types';

/**
 * What brings the person, in the order of CONCERNS. `told` says that the message tells it (it was asked for, or the
 * message gives information): then weaker words count too. Negated concerns ("not sleep, its the nightmares") do not.
 */
export function findConcerns(message: Message, told: boolean): Hit<Concern[]> | undefined {
  const { words, language, asked } = message;
  const strong = language.strongConcerns.all(words);
  const weak = told ? language.weakConcerns.all(words) : [];
  const found = [...strong, ...weak];
  const kept = found
    .filter((a) => !found.some((b) => contains(b, a)))
    .filter((hit) => !(asked === 'sharing' && (hit.key === 'social_anxiety' || hit.key === 'anxiety')));
  const ruledOut = language.correction.all(words).filter(({ key }) => key === 'notThis');
  const wanted = kept.filter((hit) => !ruledOut.some(({ end }) => end === hit.start));
  if (wanted.length === 0) return undefined;
  return { value: CONCERNS.filter((concern) => wanted.some(({ key }) => key === concern)), spans: wanted };
}

function contains(b: Found, a: Found): boolean {
  return b.start <= a.start && b.end >= a.end && b.end - b.start > a.end - a.start;
}
