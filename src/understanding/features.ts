import { featureOf, type Features } from '../classifier';
import type { PatternMatcher } from './patternMatcher';

const STEM = 5;
const RUN = 5;

/**
 * What a classifier sees of a message: its words, their beginnings, the synonym groups they belong to, and neighbours
 * of these. A word that belongs to a group stands for it, so that what was learned with one synonym holds for all.
 */
export function textFeatures(words: readonly string[], concepts: PatternMatcher): Features {
  const known = remembered.get(words);
  if (known) return known;
  const features = readFeatures(words, concepts).map((feature) => featureOf(feature));
  remembered.set(words, features);
  return features;
}

/** Training reads a sentence several times, as an answer to one question and another. */
const remembered = new WeakMap<readonly string[], Features>();

function readFeatures(words: readonly string[], concepts: PatternMatcher): string[] {
  const features: string[] = [];
  const symbols: string[] = ['^'];
  const groups = concepts.longest(words);
  let next = 0;
  for (let i = 0; i < words.length;) {
    while (next < groups.length && groups[next]!.start < i) next++;
    const group = groups[next]?.start === i ? groups[next] : undefined;
    const end = group?.end ?? i + 1;
    for (const word of words.slice(i, end)) features.push(...wordFeatures(word));
    if (group) features.push(`g:${group.key}`);
    symbols.push(group ? `<${group.key}>` : words[i]!.slice(0, STEM));
    i = end;
  }
  symbols.push('$');
  for (let i = 0; i + 1 < symbols.length; i++) {
    features.push(`2:${symbols[i]} ${symbols[i + 1]}`);
    if (i + 2 < symbols.length) features.push(`3:${symbols[i]} ${symbols[i + 1]} ${symbols[i + 2]}`);
  }
  for (const word of words) features.push(...letterRuns(word));
  features.push(`n:${Math.min(words.length, 8)}`);
  return features;
}

/** Runs of letters, so that an unknown form of a known word ("rescheduling") still tells something. */
function letterRuns(word: string): string[] {
  const marked = `_${word}_`;
  const runs: string[] = [];
  for (let i = 0; i + RUN <= marked.length; i++) runs.push(`c:${marked.slice(i, i + RUN)}`);
  return runs;
}

function wordFeatures(word: string): string[] {
  return word.length > STEM ? [`w:${word}`, `w:${word.slice(0, STEM)}`] : [`w:${word}`];
}
