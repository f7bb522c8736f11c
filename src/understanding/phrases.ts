import type { Concern, Intent, Slot } from './types';

/**
 * The words of one language, as they stand in resources/understanding/<language>/. Every list holds patterns of
 * patternMatcher.ts unless it says otherwise. Loaded and checked by src/content/phrases.ts.
 */
export interface LanguagePhrases {
  /** Spellings and contractions, from → to, in words: `u: you`, `do not: dont`. */
  readonly rewrite: Readonly<Record<string, string>>;
  /** Words for numbers. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly schedule: Readonly<Record<ScheduleWord, readonly string[]>>;
  readonly budget: Readonly<Record<BudgetWord, readonly string[]>>;
  readonly people: Readonly<Record<PeopleWord, readonly string[]>>;
  readonly concerns: Readonly<Record<Concern, ConcernWords>>;
  readonly choices: {
    readonly mode: Readonly<Record<'online' | 'in_person', readonly string[]>>;
    readonly format: Readonly<Record<'individual' | 'group' | 'couples_family', readonly string[]>>;
    /** Words that mean a choice only where it was asked for: "alone", "with my wife", "at home". */
    readonly askedMode: Readonly<Record<'online' | 'in_person', readonly string[]>>;
    readonly askedFormat: Readonly<Record<'individual' | 'group' | 'couples_family', readonly string[]>>;
    /** Words right before a choice that turn it round. */
    readonly not: readonly string[];
  };
  readonly contact: Readonly<Record<ContactWord, readonly string[]>>;
  readonly correction: Readonly<Record<CorrectionWord, readonly string[]>>;
  /** What a slot is called when it is to be changed: `budget: [budget, price range]`. */
  readonly slotNames: Readonly<Record<Slot, readonly string[]>>;
  /** Whole answers by slot and value, as people give them to the question: training sentences, not patterns. */
  readonly scales: Readonly<Record<ScaleSlot, Readonly<Record<string, readonly string[]>>>>;
  /** What can be said of a scale without having been asked. */
  readonly volunteered: Readonly<Record<string, readonly string[]>>;
  /** Synonyms, so that a phrase learned with one word is understood with another. */
  readonly concepts: Readonly<Record<string, readonly string[]>>;
  /** Training sentences by intent. */
  readonly intents: Readonly<Record<Exclude<Intent, 'answer'>, readonly string[]>>;
  /** Training sentences of plain answers by the slot asked for. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
}

export const SCHEDULE_WORDS = [
  'mon',
  'tue',
  'wed',
  'thu',
  'fri',
  'sat',
  'sun',
  'weekdays',
  'weekends',
  'everyDay',
  'anyTime',
  'morning',
  'afternoon',
  'lateAfternoon',
  'evening',
  'lunch',
  'noon',
  'midnight',
  'am',
  'pm',
  'half',
  'quarter',
  'halfPast',
  'oclock',
  'at',
  'about',
  'after',
  'before',
  'between',
  'from',
  'to',
  'onward',
  'not',
  'notBehind',
  'except',
  'but',
  'only',
  'join',
  'glue',
  'working',
  'ignore',
  'cue',
  'old',
  'new',
  'moved',
  'date',
  'notTime',
] as const;
export type ScheduleWord = (typeof SCHEDULE_WORDS)[number];

export const BUDGET_WORDS = [
  'currency',
  'upTo',
  'upToAfter',
  'atLeast',
  'between',
  'from',
  'to',
  'or',
  'month',
  'unit',
  'not',
  'cue',
  'otherUnit',
] as const;
export type BudgetWord = (typeof BUDGET_WORDS)[number];

export const PEOPLE_WORDS = [
  'me',
  'justMe',
  'couple',
  'partner',
  'child',
  'children',
  'parent',
  'sibling',
  'adult',
  'family',
  'grown',
  'age',
  'and',
  'forCue',
  'my',
  'needCue',
  'quarrel',
  'not',
  'unsure',
] as const;
export type PeopleWord = (typeof PEOPLE_WORDS)[number];

export interface ConcernWords {
  /** Mean the concern wherever they stand. */
  readonly strong: readonly string[];
  /** Mean it when the person tells what brings them: asked for, or nothing else is being asked. */
  readonly weak: readonly string[];
  /** Hold words of the concern and mean something else: "my car died", "passed on to others". */
  readonly never?: readonly string[] | undefined;
}

export const CONTACT_WORDS = [
  'emailAt',
  'emailDot',
  'emailUnderscore',
  'emailDash',
  'digits',
  'phoneCue',
  'nameLead',
  'namePrefer',
  'nameWish',
  'nameIntro',
  'nameAfter',
  'nameTitle',
  'nameParticle',
  'nameToo',
  'declines',
] as const;
export type ContactWord = (typeof CONTACT_WORDS)[number];

export const CORRECTION_WORDS = ['marker', 'notThis', 'old', 'divider', 'meant', 'no'] as const;
export type CorrectionWord = (typeof CORRECTION_WORDS)[number];

export const SCALE_SLOTS = ['attention', 'sharing', 'privacy', 'pace'] as const;
export type ScaleSlot = (typeof SCALE_SLOTS)[number];

/** Words by language: `en`, `es`. */
export type Phrases = Readonly<Record<string, LanguagePhrases>>;
