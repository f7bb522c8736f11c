import { FORMATS } from '../../fit/types';
import type { Checked, Finding } from './finding';
import { wordsOf } from './readability';

/** The two sides may differ by a quarter in words, and no more. */
const TOLERANCE = 1.25;
/** A cell of the comparison may have this many times the words of its neighbours, with five words to spare. */
const CELL = 1.5;
const SPARE = 5;

/** The source article's facts: points for and against; of the derived ones at least so many. */
const FACTS = {
  individual: { for: 4, against: 4, exactly: true },
  group: { for: 4, against: 7, exactly: true },
  couples_family: { for: 3, against: 3, exactly: false },
} as const;

/** Whether both sides of each format are told in equal detail, in points, in reasons and in the comparison. */
export function balanceRules({ resources }: Checked): Finding[] {
  return [...resources.messages].flatMap(([language, messages]) => {
    const wordsIn = (keys: readonly string[]): number =>
      keys.reduce((sum, key) => sum + wordsOf(messages.get(key) ?? '').length, 0);
    const sides = FORMATS.flatMap((format) => {
      const ids = (side: string) =>
        resources.points.filter((p) => p.format === format && p.side === side).map(({ id }) => id);
      const reasons = (side: string) => resources.fit.filter((r) => r.format === format && r.side === side);
      const mean = (side: string): number => {
        const keys = reasons(side).map(({ id }) => `reason.${id}`);
        return wordsIn(keys) / Math.max(1, keys.length);
      };
      return [
        compare(
          language,
          `points of ${format}`,
          wordsIn(prefixed(ids('for'))),
          wordsIn(prefixed(ids('against'))),
        ),
        compare(
          language,
          `short points of ${format}`,
          wordsIn(short(ids('for'))),
          wordsIn(short(ids('against'))),
        ),
        compare(language, `mean reason about ${format}`, mean('for'), mean('against')),
      ].flat();
    });
    const cells = resources.compare.rows.flatMap(({ id }) => {
      const lengths = FORMATS.map((format) => wordsIn([`compare.${id}.${format}`]));
      const [most, least] = [Math.max(...lengths), Math.min(...lengths)];
      if (most <= least * CELL + SPARE) return [];
      return [unbalanced(language, `compare.${id}`, `its cells have ${lengths.join(', ')} words.`)];
    });
    return [...sides, ...cells];
  });
}

/** Whether every fact of the source article is there as a point of its own. */
export function factRules({ resources }: Checked): Finding[] {
  return FORMATS.flatMap((format) =>
    (['for', 'against'] as const).flatMap((side): Finding[] => {
      const { exactly, ...counts } = FACTS[format];
      const count = resources.points.filter(
        (p) => p.format === format && p.side === side && (!exactly || p.source === 'article'),
      ).length;
      const want = counts[side];
      if (exactly ? count === want : count >= want) return [];
      const says = `has ${count} points ${side}; ${exactly ? 'the source article has' : 'there are to be at least'} ${want}.`;
      return [{ level: 'error', rule: 'facts', where: `points.yaml: ${format}`, says }];
    }),
  );
}

const prefixed = (ids: readonly string[]): string[] => ids.map((id) => `point.${id}`);
const short = (ids: readonly string[]): string[] => ids.map((id) => `point.${id}_short`);

function compare(language: string, what: string, pros: number, cons: number): Finding[] {
  if (Math.max(pros, cons) <= Math.min(pros, cons) * TOLERANCE) return [];
  const says = `${pros.toFixed(0)} words for, ${cons.toFixed(0)} against; they may differ by a quarter.`;
  return [unbalanced(language, what, says)];
}

function unbalanced(language: string, what: string, says: string): Finding {
  return { level: 'error', rule: 'balance', where: `${language}: ${what}`, says };
}
