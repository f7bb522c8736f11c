import { Classifier, type Example, type Learned } from '../classifier';
import type { Compiled } from './compile';
import { decide } from './decide';
import { crisisFeatures, wordFeatures } from './features';
import { atOnce } from './pieces';
import { Reader } from './reader';
import { TIERS, type Tier } from './types';

/** A message as somebody might write it, and what it is: what the model learns from. */
export interface LabelledMessage {
  readonly text: string;
  readonly tier: Tier;
  readonly language: string;
  /** What the bot had asked, or null. */
  readonly asked: string | null;
}

/** What was learned from labelled messages: plain data, so that it can be kept in a file. */
export interface Model {
  readonly tiers: Learned;
  readonly languages: Learned;
  /** The labels of `languages`. */
  readonly codes: readonly string[];
  /** Those in which it has learned what a crisis sounds like. */
  readonly speaks: readonly string[];
}

/**
 * Learns from labelled messages, and from what the lexicon's own entries must find. Some seconds for tens of thousands;
 * the same messages and lexicon always give the same model.
 */
export function learnModel(lexicon: Compiled, messages: readonly LabelledMessage[]): Model {
  const reader = new Reader(lexicon);
  const all = [...messages, ...mustBeFound(lexicon)];
  const seen = all.map((message) => ({ ...message, found: atOnce(reader.find(message.text)) }));
  const tiers = seen.map(({ found, tier, asked }): Example<Tier> => ({
    features: crisisFeatures(found, decide(found, { asked }), asked),
    label: tier,
    weight: 1,
  }));
  const languages = seen.map(({ found, language }): Example<string> => ({
    features: wordFeatures(found),
    label: language,
    weight: 1,
  }));
  const codes = [...new Set(messages.map(({ language }) => language))].sort();
  const speaks = codes.filter((code) =>
    messages.some(({ language, tier }) => language === code && tier !== 'none'),
  );
  return {
    speaks,
    tiers: Classifier.learn(TIERS, tiers).learned,
    languages: Classifier.learn(
      codes,
      languages.filter(({ label }) => codes.includes(label)),
    ).learned,
    codes,
  };
}

/** The examples of the lexicon's entries, as messages. */
function mustBeFound({ owners }: Compiled): LabelledMessage[] {
  const entries = new Set(owners.flatMap((owner) => ('entry' in owner ? [owner.entry] : [])));
  return [...entries].flatMap(({ hits, tier, language, weak }) =>
    hits.map((text) => ({ text, tier, language, asked: weak ? 'concern' : null })),
  );
}
