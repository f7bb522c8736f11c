import type { FitRule, Format } from '../fit/types';
import type { Intent, Slot, Window } from '../understanding/types';
import type { Params, Part } from './message';
import type { PracticeProfile } from './profile';

/** One question of resources/questions.yaml. Its words are `question.<slot>.ask`, `.why` and `.again`. */
export interface Question {
  readonly slot: Slot;
  /** `choice`: one of `choices`; `choices`: any of them; the others are read from free text, `choices` are examples. */
  readonly kind: 'choice' | 'choices' | 'budget' | 'availability' | 'text';
  /** Values of the slot, in the order shown; labels are `choice.<slot>.<value>`. */
  readonly choices: readonly string[];
  /** What the choices of a question for times stand for. */
  readonly windows?: Readonly<Record<string, Window>> | undefined;
  /** Health-related questions come only after consent. */
  readonly health: boolean;
}

/** A point for or against a format: a fact with its source. Its words are `point.<id>` and `point.<id>_short`. */
export interface Point {
  readonly id: string;
  readonly format: Format;
  readonly side: 'for' | 'against';
  /** Key into resources/sources.yaml. */
  readonly source: string;
}

/** Where a claim comes from; shown as `source.<id>`. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly url?: string;
}

/** An answer to a question that visitors ask: pages of content keys, the first shown at once. */
export interface Answer {
  readonly intent: Intent;
  readonly parts: readonly Part[];
  readonly source?: string;
}

/** A row of the side-by-side view. Its words are `compare.<id>.heading` and `compare.<id>.<format>`. */
export interface ComparisonRow {
  readonly id: string;
  readonly source?: string;
}

export interface Helpline {
  readonly id: string;
  /** As people read it: `988`, `116 123`. */
  readonly number: string;
  readonly use:
    'emergency' | 'suicide' | 'text' | 'abuse' | 'child_abuse' | 'poison' | 'veterans' | 'directory';
  /** Languages the line answers in, when it is not the country's own. */
  readonly languages?: readonly string[];
  /** What to do with it: `tel:988`, `sms:741741?body=HOME`, `https://findahelpline.com`. */
  readonly link: string;
  /** Word to text, or key to press when the line answers, when there is one. */
  readonly keyword?: string;
  readonly status: 'read' | 'unverified';
  readonly source?: string;
  /** ISO date on which it was read. */
  readonly checked?: string;
  readonly owner: string;
}

/**
 * Everything from resources/, loaded, validated and frozen. Words come out by key, language and parameters; nothing
 * else in the project opens a file under resources/.
 */
export interface Content {
  /** Languages with words, the practice's default first. */
  readonly languages: readonly string[];
  readonly profile: PracticeProfile;
  readonly questions: readonly Question[];
  readonly points: readonly Point[];
  readonly sources: readonly Source[];
  readonly fitRules: readonly FitRule[];
  /** Rows of the side-by-side view, in order. */
  readonly comparison: readonly ComparisonRow[];
  /**
   * What stands around it, in order, as a decision aid owes it: the decision, the options, evidence, uncertainty,
   * date, updates, funding. Its words are `compare.about.<id>`.
   */
  readonly about: readonly ComparisonRow[];
  /** Help lines of a country (ISO 3166 alpha-2), most general first, the international directory always last. */
  helplines(country: string): readonly Helpline[];
  /** The answer to a `faq_*`, `privacy_data` or `bot_identity` question with the practice's figures filled in. */
  answer(intent: Intent): Answer | undefined;
  /**
   * The words of a key. Falls back to the practice's default language, then English; a key that is nowhere throws
   * `CONTENT_KEY_UNKNOWN`. The practice's figures need not be passed: {@link practiceFacts} lists those that every
   * message knows. Words of the profile are keys too: `profile.confidentiality`, `profile.cohort.<id>` …
   */
  text(key: string, language: string, params?: Params): string;
  has(key: string): boolean;
}
