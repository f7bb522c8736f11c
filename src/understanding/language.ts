import { Classifier, type Features, type Learned } from '../classifier';
import { PatternMatcher } from './patternMatcher';
import type { ConcernWords, LanguagePhrases, ScaleSlot } from './phrases';
import { SCALE_SLOTS } from './phrases';
import { Speller } from './speller';
import { tokenize, type Token } from './tokens';
import type { Concern } from './types';

/** One language, made ready: its patterns compiled, its speller built. */
export interface Language {
  readonly phrases: LanguagePhrases;
  /** Cuts a message into folded words with abbreviations written out and slips mended. */
  readonly read: (text: string) => Token[];
  readonly speller: Speller;
  readonly schedule: PatternMatcher<keyof LanguagePhrases['schedule']>;
  readonly budget: PatternMatcher<keyof LanguagePhrases['budget']>;
  readonly people: PatternMatcher<keyof LanguagePhrases['people']>;
  readonly strongConcerns: PatternMatcher<Concern>;
  readonly weakConcerns: PatternMatcher<Concern>;
  /** What only looks like a concern. */
  readonly neverConcerns: PatternMatcher<Concern>;
  readonly mode: PatternMatcher<'online' | 'in_person'>;
  readonly format: PatternMatcher<'individual' | 'group' | 'couples_family'>;
  /** With the words that count only where the slot was asked for. */
  readonly askedMode: PatternMatcher<'online' | 'in_person'>;
  readonly askedFormat: PatternMatcher<'individual' | 'group' | 'couples_family'>;
  readonly choiceNot: PatternMatcher<'not'>;
  readonly contact: PatternMatcher<keyof LanguagePhrases['contact']>;
  readonly correction: PatternMatcher<keyof LanguagePhrases['correction']>;
  readonly slotNames: PatternMatcher<keyof LanguagePhrases['slotNames']>;
  readonly volunteered: PatternMatcher;
  readonly concepts: PatternMatcher;
  readonly scales: Readonly<Record<ScaleSlot, Classifier<string>>>;
  /** All words of the phrases. */
  readonly vocabulary: ReadonlySet<string>;
}

/** What compiling a language works out from all its sentences, as plain data, so that it can be kept in a file. */
export interface LearnedLanguage {
  readonly vocabulary: ReadonlySet<string>;
  readonly scales: Readonly<Record<ScaleSlot, Learned>>;
}

/** Compiles the phrases of one language: some tens of milliseconds, a few hundred when nothing was learned before. */
export function compileLanguage(
  phrases: LanguagePhrases,
  scaleFeatures: (words: readonly string[], concepts: PatternMatcher) => Features,
  learned?: LearnedLanguage,
): Language {
  const matchers = compileMatchers(phrases);
  const vocabulary = learned?.vocabulary ?? wordsOf(phrases, Object.values(matchers));
  const speller = new Speller(vocabulary);
  const rewrites = compileRewrites(phrases.rewrite);
  const read = (text: string) =>
    rewrite(
      rewrite(tokenize(text), rewrites).map((token) => ({ ...token, word: speller.mend(token.word) })),
      rewrites,
    );
  const features = (sentence: string) =>
    scaleFeatures(
      read(sentence).map((token) => token.word),
      matchers.concepts,
    );
  const scales = learned ? knownScales(phrases, learned) : trainScales(phrases, features);
  // Looked up by whatever somebody typed: "constructor" is no number.
  const numbers = Object.assign(Object.create(null) as object, phrases.numbers);
  return { phrases: { ...phrases, numbers }, read, speller, ...matchers, scales, vocabulary };
}

function compileMatchers(phrases: LanguagePhrases) {
  const tier = (name: keyof ConcernWords) =>
    Object.fromEntries(
      Object.entries(phrases.concerns).map(([concern, words]) => [concern, words[name] ?? []]),
    ) as Record<Concern, readonly string[]>;
  const people = phrases.people;
  return {
    schedule: new PatternMatcher(phrases.schedule),
    budget: new PatternMatcher(phrases.budget),
    people: new PatternMatcher(people, people),
    strongConcerns: new PatternMatcher<Concern>(tier('strong'), people),
    weakConcerns: new PatternMatcher<Concern>(tier('weak'), people),
    neverConcerns: new PatternMatcher<Concern>(tier('never'), people),
    mode: new PatternMatcher(phrases.choices.mode, people),
    format: new PatternMatcher(phrases.choices.format, people),
    askedMode: new PatternMatcher(joined(phrases.choices.mode, phrases.choices.askedMode), people),
    askedFormat: new PatternMatcher(joined(phrases.choices.format, phrases.choices.askedFormat), people),
    choiceNot: new PatternMatcher({ not: phrases.choices.not }),
    contact: new PatternMatcher(phrases.contact),
    correction: new PatternMatcher(phrases.correction),
    slotNames: new PatternMatcher(phrases.slotNames),
    volunteered: new PatternMatcher(phrases.volunteered, { ...people, ...phrases.concepts }),
    concepts: new PatternMatcher(phrases.concepts, people),
  };
}

function joined<K extends string>(
  a: Readonly<Record<K, readonly string[]>>,
  b: Readonly<Record<K, readonly string[]>>,
): Record<K, readonly string[]> {
  const keys = Object.keys(a) as K[];
  const lists: Record<string, readonly string[]> = {};
  for (const key of keys) lists[key] = [...a[key], ...b[key]];
  return lists;
}

function wordsOf(phrases: LanguagePhrases, matchers: readonly PatternMatcher[]): Set<string> {
  const words = new Set([...Object.keys(phrases.numbers), ...matchers.flatMap((m) => [...m.vocabulary])]);
  // Names in examples are no words.
  const answers = Object.entries(phrases.answers).filter(([slot]) => slot !== 'name' && slot !== 'email');
  const sentences = [
    ...Object.values(phrases.rewrite),
    ...Object.keys(phrases.rewrite),
    ...Object.values(phrases.intents).flat(),
    ...answers.flatMap(([, sentences]) => sentences),
    ...Object.values(phrases.scales).flatMap((values) => Object.values(values).flat()),
  ];
  for (const sentence of sentences) for (const token of tokenize(sentence)) words.add(token.word);
  return words;
}

type Rewrites = ReadonlyMap<
  string,
  readonly { readonly from: readonly string[]; readonly to: readonly string[] }[]
>;

function compileRewrites(rules: Readonly<Record<string, string>>): Rewrites {
  const map = new Map<string, { from: string[]; to: string[] }[]>();
  for (const [from, to] of Object.entries(rules)) {
    const words = tokenize(from).map((token) => token.word);
    const rule = { from: words, to: tokenize(to).map((token) => token.word) };
    const list = map.get(words[0] ?? '') ?? [];
    map.set(
      words[0] ?? '',
      [...list, rule].sort((a, b) => b.from.length - a.from.length),
    );
  }
  return map;
}

function rewrite(tokens: readonly Token[], rewrites: Rewrites): Token[] {
  const out: Token[] = [];
  for (let i = 0; i < tokens.length;) {
    const rule = rewrites
      .get(tokens[i]!.word)
      ?.find(({ from }) => from.every((word, k) => tokens[i + k]?.word === word));
    if (!rule) {
      out.push(tokens[i++]!);
      continue;
    }
    const last = tokens[i + rule.from.length - 1]!;
    for (const word of rule.to) out.push({ ...tokens[i]!, word, end: last.end });
    i += rule.from.length;
  }
  return out;
}

function trainScales(
  phrases: LanguagePhrases,
  features: (sentence: string) => Features,
): Record<ScaleSlot, Classifier<string>> {
  return Object.fromEntries(
    SCALE_SLOTS.map((slot) => {
      const values = phrases.scales[slot];
      const examples = Object.entries(values).flatMap(([label, sentences]) =>
        sentences.map((sentence) => ({ features: features(sentence), label, weight: 1 })),
      );
      return [slot, Classifier.learn(Object.keys(values), examples, 1)];
    }),
  ) as Record<ScaleSlot, Classifier<string>>;
}

function knownScales(phrases: LanguagePhrases, { scales }: LearnedLanguage): Language['scales'] {
  const known = SCALE_SLOTS.map((slot) => [
    slot,
    new Classifier(Object.keys(phrases.scales[slot]), scales[slot]),
  ]);
  return Object.fromEntries(known) as Record<ScaleSlot, Classifier<string>>;
}
