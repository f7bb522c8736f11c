import type { Entry, Lexicon } from './lexicon';
import { rankOf, type Detect, type Detection } from './types';

/**
 * Runs every entry's own examples. A clinician who changes a phrase reads here what that changed.
 *
 * @param detect the detector made from this lexicon
 * @returns one plain sentence for each example that does not come out as it says; empty when all do
 */
export function validateLexicon(lexicon: Lexicon, detect: Detect): string[] {
  return lexicon.entries.flatMap((entry) => [
    ...entry.hits.flatMap((example) => hit(entry, example, look(detect, entry, example))),
    ...entry.misses.flatMap((example) => miss(entry, example, detect(example))),
  ]);
}

/** Weak and short entries count where the bot has asked for the concern. */
function look(detect: Detect, entry: Entry, example: string): Detection {
  return detect(example, { asked: entry.weak ? 'concern' : null });
}

function hit({ id, tier }: Entry, example: string, found: Detection): string[] {
  if (found.entries.includes(id)) return [];
  const sameOrMore = found.tier === tier || (found.tier === 'imminent' && rankOf(tier) >= 3);
  if (sameOrMore) return [];
  const instead =
    found.tier === 'none' ? 'nothing was found' : `it is read as ${found.tier} (${found.entries.join(', ')})`;
  return [`${id}: the example "${example}" should be found as ${tier}, but ${instead}.`];
}

function miss({ id }: Entry, example: string, found: Detection): string[] {
  return found.entries.includes(id)
    ? [`${id}: the example "${example}" should not be found, but it is.`]
    : [];
}
