import type { InPieces } from './pieces';

/**
 * Tiers of a message, most urgent first. What each means: test/crisis/RULES.md. All but `history` and `none` alert
 * staff; `history` is recorded and answered softly.
 */
export const TIERS = [
  'imminent',
  'ideation',
  'selfharm',
  'harm_others',
  'abuse',
  'medical',
  'third_party',
  'history',
  'none',
] as const;
export type Tier = (typeof TIERS)[number];

/** Rank for "a new or higher tier always answers": imminent 4, the other acute tiers 3, history 1, none 0. */
export function rankOf(tier: Tier): number {
  return tier === 'imminent' ? 4 : tier === 'history' ? 1 : tier === 'none' ? 0 : 3;
}

/** What is known around a message when it is looked at. All of it is optional: the first look has none. */
export interface CrisisContext {
  /** What the bot had just asked: a slot id, or a word of the evaluation sets (`concern`, `name`, `days` …). */
  readonly asked?: string | null;
  /** The visitor's messages before this one, oldest first, at most the last two: people split a sentence. */
  readonly previous?: readonly string[];
  /** True after an earlier hit in this conversation: weaker signs count. */
  readonly alert?: boolean;
  /** The turn that the message belongs to: looked at twice in it, it is read once. Forgotten with it. */
  readonly turn?: object;
}

/** What the detector found. */
export interface Detection {
  readonly tier: Tier;
  /**
   * Ids of the lexicon entries that fired, most urgent first; `examples.<tier>` alone where only the model found
   * something; empty for `none`. Never the visitor's words.
   */
  readonly entries: readonly string[];
  /** Language of the entry that decided (`en`, `es`, `fr`, `de`, `pt`), or of the words; null for `none`. */
  readonly language: string | null;
}

/** An ordinary message. */
export const NOTHING: Detection = { tier: 'none', entries: [], language: null };

/** Looks at one message. Pure; linear in the length of the text; never throws. */
export type Detect = (text: string, context?: CrisisContext) => Detection;

/** The same look, in pieces of some milliseconds at most. */
export type Look = (text: string, context?: CrisisContext) => InPieces<Detection>;
