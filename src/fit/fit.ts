import type { Budget, Slot, Slots } from '../understanding/types';
import { FORMATS, type FitRule, type Format, type FormatReasons } from './types';

/** What the formats cost a session, in whole units of the practice's currency; left out where it is not told. */
export type FormatFees = Readonly<
  Record<Format, { readonly fee?: { readonly min: number; readonly max: number } | undefined }>
>;

const WEEKS_A_MONTH = 4.33;
const FEW_DAYS = 3;

/**
 * What the visitor's own answers say for and against each format: ids of reasons in the order of the rules. Nothing
 * is weighed, counted or recommended, and a question that was skipped says nothing.
 */
export function fit(answers: Slots, rules: readonly FitRule[], formats: FormatFees): FormatReasons[] {
  const applies = rules.filter(({ slot, is }) =>
    valuesOf(answers, slot, formats).some((value) => is.includes(value)),
  );
  const ids = (format: Format, side: FitRule['side']) =>
    applies.filter((rule) => rule.format === format && rule.side === side).map(({ id }) => id);
  return FORMATS.map((format) => ({ id: format, for: ids(format, 'for'), against: ids(format, 'against') }));
}

/** What rules can name of an answer: its value or values; for money and times, what follows from them. */
function valuesOf(answers: Slots, slot: Slot, formats: FormatFees): readonly string[] {
  switch (slot) {
    case 'budget':
      return answers.budget ? budgetValues(answers.budget, formats) : [];
    case 'availability': {
      const days = new Set(answers.availability?.flatMap((window) => window.days));
      if (days.size === 0) return [];
      return [days.size < FEW_DAYS ? 'few_times' : 'many_times'];
    }
    case 'concerns':
      return answers.concerns ?? [];
    case 'name':
    case 'phone':
    case 'email':
      return [];
    default: {
      const value = answers[slot];
      return value === undefined ? [] : [value];
    }
  }
}

/** `group_within` when the lowest fee of a group fits what the visitor would pay for a session, else `group_above`. */
function budgetValues({ min, max, per }: Budget, formats: FormatFees): string[] {
  const most = max ?? min;
  if (most === undefined) return [];
  const session = per === 'month' ? most / WEEKS_A_MONTH : most;
  return FORMATS.flatMap((format) => {
    const { fee } = formats[format];
    return fee ? [`${format}_${fee.min > session ? 'above' : 'within'}`] : [];
  });
}
