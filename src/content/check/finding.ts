import type { Resources } from '../resources';

/** What is wrong with the content, in words for whoever edits it. */
export interface Finding {
  /** Warnings are shown and do not fail the check. */
  readonly level: 'error' | 'warning';
  readonly rule: (typeof RULES)[number];
  /** A file, a key or an id. */
  readonly where: string;
  readonly says: string;
}

/** The rules, in the order in which they are reported. */
export const RULES = [
  'icu',
  'missing',
  'unused',
  'params',
  'plain',
  'length',
  'grade',
  'balance',
  'facts',
  'helplines',
] as const;

/** What the rules look at. */
export interface Checked {
  readonly resources: Resources;
  /** Source texts that may name keys. */
  readonly code: readonly SourceFile[];
  readonly today: Date;
}

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}
