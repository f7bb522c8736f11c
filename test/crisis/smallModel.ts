import { Classifier, featureOf, type Learned } from '../../src/classifier';
import type { Model } from '../../src/crisis/model';
import { traitsOf } from '../../src/crisis/traits';
import { TIERS, type Tier } from '../../src/crisis/types';

/** How much more ordinary than any one tier a text is of which nothing is known. */
const ORDINARY = 4;
/** One word and what the lexicon says of the text: two features are known, and sums are scaled by them. */
const SCALE = 1 / Math.sqrt(3);

/** Of each word, the tier that it tells of, and how sure the model is that a text with it alone is no ordinary talk. */
export type Told = Readonly<Record<string, readonly [Tier, number]>>;

/**
 * A model that knows a few words and nothing else. A text without them is ordinary with two thirds; `fine` makes any
 * text ordinary; a hit of the lexicon counts for its own tier. `bonjour` is French, which it has not learned.
 */
export function smallModel(told: Told): Model {
  const rows = new Map<number, Partial<Record<Tier, number>>>();
  for (const tier of TIERS) {
    const own = tier === 'none' ? {} : { [tier]: 2 };
    rows.set(featureOf(`lexicon: ${tier}`), { none: ORDINARY, ...own });
  }
  for (const [word, [tier, sure]] of Object.entries(told)) rows.set(wordOf(word), { [tier]: weightOf(sure) });
  rows.set(wordOf('fine'), { none: 20 });
  const languages = new Map([[featureOf('bonjour'), { fr: 20 }]]);
  return {
    tiers: learned(TIERS, rows),
    languages: learned(['en', 'fr'], languages),
    codes: ['en', 'fr'],
    speaks: ['en'],
  };
}

function wordOf(word: string): number {
  return traitsOf(word).own[0] ?? 0;
}

/** The weight of a word with which the model is so sure of a text. */
function weightOf(sure: number): number {
  const ordinary = Math.exp(ORDINARY * SCALE);
  return Math.log(ordinary / (1 - sure) - ordinary - (TIERS.length - 2)) / SCALE;
}

/** A table of weights, its rows in the order of the features. */
function learned<L extends string>(
  labels: readonly L[],
  rows: ReadonlyMap<number, Partial<Record<L, number>>>,
): Learned {
  const example = { features: [...rows.keys()], label: labels[0] as L, weight: 0 };
  const { learned: table } = Classifier.learn(labels, [example], 1);
  const weights = new Float32Array(table.weights.length);
  [...rows.values()].forEach((row, at) =>
    labels.forEach((label, column) => (weights[at * labels.length + column] = row[label] ?? 0)),
  );
  return { ...table, weights };
}
