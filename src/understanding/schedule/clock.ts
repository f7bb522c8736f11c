import { numberAt } from '../numbers';
import type { Marks } from './marks';

/** A time of day as typed. `half` says which half of the day it is in, when that was said. */
export interface Clock {
  readonly minutes: number;
  readonly half: 'am' | 'pm' | 'fixed' | undefined;
  readonly end: number;
  /** Whether anything but a bare number says that this is a time: "5pm", "5:30", "noon". */
  readonly sure: boolean;
}

const HOUR = 60;
export const NOON = 12 * HOUR;

/** Reads a time that starts at word i: "5", "5:30 pm", "half past six", "noon", "3 de la tarde", "15h". */
export function clockAt(
  words: readonly string[],
  i: number,
  marks: Marks,
  numbers: Readonly<Record<string, number>>,
): Clock | undefined {
  if (marks.at(i, 'noon')) return { minutes: NOON, half: 'fixed', end: marks.at(i, 'noon')!.end, sure: true };
  if (marks.at(i, 'midnight'))
    return { minutes: 24 * HOUR - 1, half: 'fixed', end: marks.at(i, 'midnight')!.end, sure: true };
  const past = marks.at(i, 'halfPast');
  const number = numberAt(words, past?.end ?? i, numbers);
  if (!number) return undefined;
  const read = hourAndMinutes(words, number, marks, numbers);
  if (!read) return undefined;
  const minutes = read.minutes + (past ? 30 : 0);
  return withHalf({ minutes, end: read.end, sure: read.sure || past !== undefined, half: undefined }, marks);
}

function hourAndMinutes(
  words: readonly string[],
  number: { value: number; end: number; digits: boolean },
  marks: Marks,
  numbers: Readonly<Record<string, number>>,
) {
  const compact = splitCompact(number);
  if (compact) return { ...compact, end: number.end, sure: false };
  if (number.value > 24) return undefined;
  const separator = words[number.end] === ':' || words[number.end] === '.' || words[number.end] === 'h';
  const after = words[number.end + 1] ?? '';
  if (separator && /^[0-5]\d$/.test(after))
    return {
      minutes: number.value * HOUR + Number(after),
      end: number.end + 2,
      sure: words[number.end] !== '.',
    };
  if (words[number.end] === 'h') return { minutes: number.value * HOUR, end: number.end + 1, sure: true };
  const half = marks.at(number.end, 'half') ?? marks.at(number.end, 'quarter');
  if (half)
    return { minutes: number.value * HOUR + (half.key === 'half' ? 30 : 15), end: half.end, sure: true };
  const spoken = number.digits ? undefined : numberAt(words, number.end, numbers);
  if (spoken && !spoken.digits && [15, 20, 30, 40, 45].includes(spoken.value) && number.value <= 12)
    return { minutes: number.value * HOUR + spoken.value, end: spoken.end, sure: true };
  const oclock = marks.at(number.end, 'oclock');
  return { minutes: number.value * HOUR, end: oclock?.end ?? number.end, sure: oclock !== undefined };
}

/** "530" and "six thirty" (which reads as 630) are 5:30 and 6:30. */
function splitCompact({ value }: { value: number }): { minutes: number } | undefined {
  const [hour, minute] = [Math.floor(value / 100), value % 100];
  if (value < 100 || hour > 23 || minute % 15 !== 0 || minute >= HOUR) return undefined;
  return { minutes: hour * HOUR + minute };
}

/** am, pm, "in the morning", "de la noche" behind a time. */
function withHalf(clock: Clock, marks: Marks): Clock {
  const direct = marks.at(clock.end, 'am') ?? marks.at(clock.end, 'pm');
  if (direct) return inHalf(clock, direct.key === 'am' ? 'am' : 'pm', direct.end);
  let k = clock.end;
  while (k < clock.end + 3 && marks.at(k, 'glue')) k = marks.at(k, 'glue')!.end;
  if (k === clock.end) return spread(clock);
  if (marks.at(k, 'morning')) return inHalf(clock, 'am', marks.at(k, 'morning')!.end);
  const later = marks.at(k, 'afternoon') ?? marks.at(k, 'evening');
  return later ? inHalf(clock, 'pm', later.end) : spread(clock);
}

function inHalf(clock: Clock, half: 'am' | 'pm', end: number): Clock {
  if (clock.minutes >= 13 * HOUR) return { ...clock, half: 'fixed', end, sure: true };
  const minutes = (clock.minutes % NOON) + (half === 'pm' ? NOON : 0);
  return { minutes, half, end, sure: true };
}

/** Without am or pm: 1 to 7 are in the afternoon, 8 to 12 as they stand. */
function spread(clock: Clock): Clock {
  if (clock.minutes >= 13 * HOUR) return { ...clock, half: 'fixed' };
  const afternoon = clock.minutes >= HOUR && clock.minutes < 8 * HOUR;
  return { ...clock, minutes: clock.minutes + (afternoon ? NOON : 0) };
}
