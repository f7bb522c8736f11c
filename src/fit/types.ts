import type { Slot } from '../understanding/types';

/** The three formats that the bot explains. Couples and family work counts as group work, with its own entry. */
export const FORMATS = ['individual', 'group', 'couples_family'] as const;
export type Format = (typeof FORMATS)[number];

/** One line of resources/fit.yaml: an answer that speaks for or against a format. */
export interface FitRule {
  /** Stable id; its words are the content key `reason.<id>`. */
  readonly id: string;
  readonly slot: Slot;
  /** Values of the slot that make it apply; for a list slot, any element. */
  readonly is: readonly string[];
  readonly format: Format;
  readonly side: 'for' | 'against';
}

/** A format with the visitor's own reasons, as ids in the order of the rules. No score: nothing is recommended. */
export interface FormatReasons {
  readonly id: Format;
  readonly for: readonly string[];
  readonly against: readonly string[];
}
