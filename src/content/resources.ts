import type { FitRule } from '../fit/types';
import type { AnswerEntry } from './answers';
import type { Messages } from './locales';
import type { ComparisonRow, Helpline, Point, Question, Source } from './types';

/** Everything under resources/ that this room reads, apart from the practice's own file. */
export interface Resources {
  readonly questions: readonly Question[];
  readonly points: readonly Point[];
  readonly sources: readonly Source[];
  readonly answers: readonly AnswerEntry[];
  readonly fit: readonly FitRule[];
  readonly compare: { readonly rows: readonly ComparisonRow[]; readonly about: readonly ComparisonRow[] };
  readonly helplines: {
    readonly countries: Readonly<Record<string, readonly Helpline[]>>;
    /** Territory → the country whose lines serve it. */
    readonly territories?: Readonly<Record<string, string>>;
    readonly elsewhere: readonly Helpline[];
  };
  readonly messages: ReadonlyMap<string, Messages>;
}
