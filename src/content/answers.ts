import type { Intent } from '../understanding/types';
import type { FactFlag } from './practiceFlags';
import type { Answer } from './types';

/** One entry of resources/answers.yaml. */
export interface AnswerEntry {
  readonly intent: Intent;
  readonly source?: string;
  readonly parts: readonly {
    readonly key: string;
    /** Said only when all of these hold for the practice. */
    readonly when?: readonly FactFlag[];
    /** Not said when any of these holds. */
    readonly unless?: readonly FactFlag[];
  }[];
}

/** The answers that hold for a practice: of each answer's parts, those whose conditions the practice meets. */
export function answersFor(
  entries: readonly AnswerEntry[],
  flags: ReadonlySet<FactFlag>,
): ReadonlyMap<Intent, Answer> {
  return new Map(
    entries.map(({ intent, parts, source }) => {
      const said = parts
        .filter(
          ({ when = [], unless = [] }) =>
            when.every((f) => flags.has(f)) && !unless.some((f) => flags.has(f)),
        )
        .map(({ key }) => ({ key }));
      return [intent, { intent, parts: said, ...(source === undefined ? {} : { source }) }];
    }),
  );
}
