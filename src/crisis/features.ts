import { featureOf, joined } from '../classifier';
import { CUE_EFFECTS } from './lexicon';
import type { Found } from './scene';
import { traitsOf, type Traits } from './traits';
import { TIERS, type CrisisContext, type Detection } from './types';

/** In a message of so few words each word is seen together with the question it may answer. */
const BRIEF = 4;
// A number for each kind of feature, so that two words side by side and with one between are two things.
const [PAIR, STEM_PAIR, TRIPLE, LEAP, LONG_LEAP, ASKED] = (
  ['pair', 'stem pair', 'triple', 'leap', 'long leap', 'asked'] as const
).map((name) => featureOf(name)) as [number, number, number, number, number, number];
const TIER = numbered('lexicon', TIERS);
const HIT = numbered('hit', TIERS);
const DENIED = numbered('denied', TIERS);
const CUE = numbered('cue', CUE_EFFECTS);

/**
 * What the classifier sees of a stretch of a message: its words, their beginnings and runs of letters, neighbours with
 * and without words in between, what had been asked, and what the lexicon says of it.
 */
export function crisisFeatures(found: Found, lexical: Detection, asked: CrisisContext['asked']): number[] {
  const features: number[] = [];
  const denied = isDenied(found, lexical);
  const words = denied ? withoutDenied(found) : found.traits;
  neighbours([EDGE, ...words, EDGE], features);
  for (const { own } of words) for (let i = 0; i < own.length; i++) features.push(own[i]!);
  const context = featureOf(asked ?? 'nothing', ASKED);
  features.push(context, featureOf(sizeOf(words.length)));
  if (words.length <= BRIEF) for (const { whole } of words) features.push(joined(context, whole));
  features.push(TIER[lexical.tier]);
  for (const entry of lexical.entries) features.push(featureOf(entry));
  const hit = denied ? DENIED : HIT;
  for (const { entry } of found.hits) features.push(hit[entry.tier]);
  for (const { effect } of found.cues) features.push(CUE[effect]);
  return features;
}

/** The lexicon found something, and something else in the stretch takes it back: a negation, an idiom, a service question. */
export function isDenied({ hits }: Found, lexical: Detection): boolean {
  return lexical.tier === 'none' && hits.some(({ entry }) => !entry.weak && !entry.short);
}

/** What is denied is not said: one sign stands for it. */
function withoutDenied({ traits, hits }: Found): Traits[] {
  const denied = new Set<number>();
  for (const { start, end } of hits) for (let at = start; at <= end; at++) denied.add(at);
  return traits.flatMap((word, i) => (!denied.has(i) ? [word] : denied.has(i - 1) ? [] : [LEFT_OUT]));
}

/** Words alone: enough to tell the language. */
export function wordFeatures({ traits }: Found): number[] {
  return traits.map(({ whole }) => whole);
}

function neighbours(words: readonly Traits[], features: number[]): void {
  for (let i = 0; i + 1 < words.length; i++) {
    const { whole, stem } = words[i]!;
    const next = words[i + 1]!;
    const pair = joined(whole, next.whole);
    features.push(joined(PAIR, pair), joined(STEM_PAIR, joined(stem, next.stem)));
    if (i + 2 >= words.length) return;
    const third = words[i + 2]!.whole;
    features.push(joined(TRIPLE, joined(pair, third)), joined(LEAP, joined(whole, third)));
    if (i + 3 < words.length) features.push(joined(LONG_LEAP, joined(whole, words[i + 3]!.whole)));
  }
}

const EDGE = traitsOf('^');
/** Stands where words were that something denied. */
const LEFT_OUT = traitsOf('…');

function numbered<T extends string>(kind: string, names: readonly T[]): Readonly<Record<T, number>> {
  return Object.fromEntries(names.map((name) => [name, featureOf(`${kind}: ${name}`)])) as Record<T, number>;
}

function sizeOf(words: number): string {
  if (words <= 2) return `${words} words`;
  return words <= 5 ? 'a few words' : words <= 12 ? 'a sentence' : words <= 25 ? 'some sentences' : 'a story';
}
