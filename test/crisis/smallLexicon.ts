import { createDetector } from '../../src/crisis/detector';
import type { Cue, CueEffect, Entry, LanguageTable, Lexicon, Spelling } from '../../src/crisis/lexicon';
import type { CrisisContext, Tier } from '../../src/crisis/types';

const PLAIN: Spelling = {
  ...{ homoglyphs: {}, leet: {}, emoji: {}, expand: {}, also: {}, typos: [], notTypos: [], glued: [] },
};
const WORDS: LanguageTable = {
  ...{ slots: {}, fillers: ['really', 'just'], subjects: ['i'], selves: ['i', 'my', 'me', 'myself'] },
  ...{ negators: ['not', 'no'], enders: ['but'], past: ['tried', 'was'] },
};

/** An entry of a lexicon as small as a rule needs it: its phrases, and what differs from an ordinary statement. */
export function entry(name: string, phrases: string | readonly string[], more: Partial<Entry> = {}): Entry {
  const { tier = 'ideation', language = 'en' } = more;
  return {
    ...{ id: `${language}.${tier}.${name}`, language, tier, phrases: [phrases].flat() },
    ...{ topic: false, lifts: false, weak: false, short: false },
    ...{ rationale: 'for the tests', owner: 'the tests', review: 'unreviewed', hits: [], misses: [] },
    ...more,
  };
}

/** A cue of the same kind. */
export function cue(effect: CueEffect, phrases: string | readonly string[], language = 'en'): Cue {
  return {
    ...{ id: `${language}.${effect}`, language, effect },
    ...{ phrases: [phrases].flat(), rationale: 'for the tests' },
  };
}

/** What a small lexicon is made of; the rest is plain. */
export interface Small {
  readonly entries?: readonly Entry[];
  readonly cues?: readonly Cue[];
  readonly words?: Partial<LanguageTable>;
  readonly spelling?: Partial<Spelling>;
}

export function smallLexicon({ entries = [], cues = [], words = {}, spelling = {} }: Small): Lexicon {
  return {
    spelling: { ...PLAIN, ...spelling },
    languages: {
      en: { ...WORDS, ...words },
      es: { ...WORDS, negators: ['no'], fillers: [], selves: ['yo'] },
    },
    ...{ entries, cues },
  };
}

/** Reads with a small lexicon: the tier of a message. */
export function reading(small: Small): (text: string, context?: CrisisContext) => Tier {
  const detect = createDetector(smallLexicon(small));
  return (text, context) => detect(text, context).tier;
}

/** So many words that mean nothing. */
export function words(count: number): string {
  return Array.from({ length: count }, (_, index) => `word${'abcdefghijklmnopqrstuvwxyz'[index % 26]}`).join(
    ' ',
  );
}
