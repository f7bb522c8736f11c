import type { Message } from '../message';
import { DAYS, type Day } from '../types';
import { clockAt, NOON, type Clock } from './clock';
import { numberAt } from '../numbers';
import type { Marks } from './marks';
import type { Found } from '../patternMatcher';
import type { ScheduleWord } from '../phrases';

/** A piece of what was said about time, in order. Times are minutes of the day. */
export type Atom = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'days'; readonly days: readonly Day[]; readonly group: boolean }
  | {
      readonly kind: 'time';
      readonly from: number;
      readonly to: number;
      /** A part of the day, not clock times. */
      readonly part: boolean;
      /** False where no half of the day was said: "8-9" beside "evenings" is 20:00. */
      readonly fixed: boolean;
      /** Whether the words can mean nothing but a time. */
      readonly sure: boolean;
    }
  | { readonly kind: 'not' | 'notBehind' | 'except' | 'but' | 'only' }
  | { readonly kind: 'join'; readonly comma: boolean }
);

export const OPEN = 8 * 60;
export const CLOSE = 21 * 60;
const HOUR = 60;
const PARTS = [
  ['lateAfternoon', 15 * HOUR, 17 * HOUR],
  ['morning', OPEN, NOON],
  ['afternoon', NOON, 17 * HOUR],
  ['evening', 17 * HOUR, CLOSE],
  ['lunch', NOON, 13 * HOUR],
] as const;

/** Words before a bare number that make it a time: "after 5". */
const SURE_LEADS: ReadonlySet<string> = new Set(['after', 'before', 'at']);

const SIGNS: ReadonlySet<string> = new Set([',', '.', ';', '!']);

type Lead = Found<ScheduleWord>;
interface Reader extends Message {
  readonly marks: Marks;
  /** Bare numbers are times. */
  readonly numbersAreTimes: boolean;
  /** A day or a time stands right before. */
  readonly follows: boolean;
}

/** Reads the days and times of a message with these marks from left to right. */
export function atomsOf(message: Message, marks: Marks, numbers: 'times' | 'times beside days'): Atom[] {
  const { words, language } = message;
  const atoms: Atom[] = [];
  for (let i = 0; i < words.length;) {
    if (!marks.startAt(i) && !numberAt(words, i, language.phrases.numbers)) {
      i += 1;
      continue;
    }
    const last = atoms.at(-1);
    const reader = {
      ...message,
      marks,
      numbersAreTimes: numbers === 'times' || last?.end === i,
      follows: last?.end === i,
    };
    const skip = skipped(reader, i);
    const atom = skip === undefined ? atomAt(reader, i) : undefined;
    if (atom) atoms.push(atom);
    i = skip ?? atom?.end ?? i + 1;
  }
  return atoms;
}

/** Greetings, dates and working hours say nothing about when someone can come: "good morning", "i work 9 to 5". */
function skipped(reader: Reader, i: number): number | undefined {
  const ignore = reader.marks.at(i, 'ignore') ?? reader.marks.at(i, 'date');
  if (ignore) return ignore.end;
  const working = reader.marks.at(i, 'working');
  if (!working) return undefined;
  return afterWork(reader, working.end);
}

/** "i work mon to fri until 4": days and times that follow belong to the work. */
function afterWork(reader: Reader, i: number): number {
  const numbers = { ...reader, numbersAreTimes: true };
  const glue = reader.marks.at(i, 'glue')?.end ?? i;
  const next = timeAt(numbers, i) ?? daysAt(reader, i) ?? daysAt(reader, glue) ?? timeAt(numbers, glue);
  return next ? afterWork(reader, next.end) : i;
}

function atomAt(reader: Reader, i: number): Atom | undefined {
  return daysAt(reader, i) ?? partAt(reader, i) ?? timeAt(reader, i) ?? signAt(reader, i);
}

function daysAt({ marks, words }: Reader, i: number): Atom | undefined {
  const group = marks.at(i, 'weekdays') ?? marks.at(i, 'weekends') ?? marks.at(i, 'everyDay');
  if (group) {
    const days =
      group.key === 'weekdays' ? DAYS.slice(0, 5) : group.key === 'weekends' ? DAYS.slice(5) : DAYS;
    return { kind: 'days', days, group: true, start: i, end: group.end };
  }
  const first = dayAt(marks, i);
  if (!first) return undefined;
  const to = marks.at(first.end, 'to');
  const last = to && dayAt(marks, to.end);
  if (!last || words[first.end] === ',')
    return { kind: 'days', days: [first.day], group: false, start: i, end: first.end };
  return { kind: 'days', days: daysBetween(first.day, last.day), group: true, start: i, end: last.end };
}

function dayAt(marks: Marks, i: number): { day: Day; end: number } | undefined {
  for (const day of DAYS) {
    const mark = marks.at(i, day);
    if (mark) return { day, end: mark.end };
  }
  return undefined;
}

function daysBetween(first: Day, last: Day): Day[] {
  const [a, b] = [DAYS.indexOf(first), DAYS.indexOf(last)];
  return DAYS.filter((_, i) => (a <= b ? i >= a && i <= b : i >= a || i <= b));
}

function partAt({ marks }: Reader, i: number): Atom | undefined {
  const any = marks.at(i, 'anyTime');
  if (any)
    return {
      kind: 'time',
      from: OPEN,
      to: CLOSE,
      part: true,
      fixed: true,
      sure: false,
      start: i,
      end: any.end,
    };
  for (const [key, from, to] of PARTS) {
    const mark = marks.at(i, key);
    if (mark)
      return { kind: 'time', from, to, part: true, fixed: true, sure: false, start: i, end: mark.end };
  }
  return undefined;
}

/** "after 5", "between 2 and 4", "9-12", "at 3", "until noon". */
function timeAt(reader: Reader, i: number): Atom | undefined {
  const { marks } = reader;
  const lead = (['after', 'before', 'between', 'from', 'at', 'to'] as const)
    .map((key) => marks.at(i, key))
    .reduce((a, b) => (a && (!b || a.end >= b.end) ? a : b), undefined);
  // "to 2" is led; a "2" that may stand for "to" is a number where no time follows.
  if (lead?.key === 'to' && /^\d/.test(reader.words[i]!) && !clockIn(reader, lead.end))
    return timeIn(reader, i, undefined);
  return timeIn(reader, i, lead);
}

function timeIn(reader: Reader, i: number, lead: Lead | undefined): Atom | undefined {
  const { marks } = reader;
  let next = lead?.end ?? i;
  for (const filler of ['about', 'at', 'about'] as const) next = marks.at(next, filler)?.end ?? next;
  const clock = clockIn(reader, next);
  if (!clock || marks.at(clock.end, 'notTime')) return undefined;
  const led = next > i;
  const range = rangeFrom(reader, clock, lead?.key === 'between');
  if (range && (led || range.sure || reader.numbersAreTimes)) return { ...range, start: i };
  if (!led && !clock.sure && (!reader.numbersAreTimes || isArticle(reader, next))) return undefined;
  const fixed = clock.half !== undefined;
  const onward = onwardAt(reader, clock.end);
  const base = {
    kind: 'time' as const,
    part: false,
    fixed,
    sure: clock.sure || (lead !== undefined && SURE_LEADS.has(lead.key)),
    start: i,
    end: onward?.end ?? clock.end,
  };
  if (onward || lead?.key === 'after')
    return { ...base, from: clock.minutes, to: Math.max(CLOSE, end1(clock.minutes)) };
  if (lead?.key === 'before' || lead?.key === 'to')
    return { ...base, from: Math.min(OPEN, clock.minutes - HOUR), to: clock.minutes };
  if (lead?.key === 'from') return { ...base, from: clock.minutes, to: Math.max(CLOSE, end1(clock.minutes)) };
  return { ...base, from: clock.minutes, to: end1(clock.minutes) };
}

/** "one of my answers", "lo que uno cuenta": no hour, unless little else is said. */
function isArticle({ words, language }: Reader, i: number): boolean {
  return language.phrases.numbers[words[i]!] === 1 && words.length > 3;
}

/** "from 2 on"; but not "noon on thursdays". */
function onwardAt(reader: Reader, i: number): { end: number } | undefined {
  const onward = reader.marks.at(i, 'onward');
  if (!onward || daysAt(reader, onward.end)) return undefined;
  const glue = reader.marks.at(onward.end, 'glue');
  return glue && daysAt(reader, glue.end) ? undefined : onward;
}

function end1(minutes: number): number {
  return Math.min(minutes + HOUR, 24 * HOUR - 1);
}

function clockIn({ words, marks, language }: Reader, i: number): Clock | undefined {
  return clockAt(words, i, marks, language.phrases.numbers);
}

function rangeFrom(reader: Reader, first: Clock, between: boolean) {
  const { marks } = reader;
  const link = marks.at(first.end, 'to') ?? (between ? marks.at(first.end, 'join') : undefined);
  if (!link) return undefined;
  let next = link.end;
  for (const filler of ['about', 'at', 'about'] as const) next = marks.at(next, filler)?.end ?? next;
  const second = clockIn(reader, next);
  if (!second) return undefined;
  let [from, to] = [first.minutes, second.minutes];
  if (first.half === undefined && second.half === 'pm' && from < NOON && from + NOON < to) from += NOON;
  if (first.half === undefined && second.half === 'am' && from >= NOON) from -= NOON;
  while (to <= from && to + NOON < 24 * HOUR) to += NOON;
  if (to <= from) return undefined;
  const fixed = first.half !== undefined || second.half !== undefined;
  return {
    kind: 'time' as const,
    from,
    to,
    part: false,
    fixed,
    sure: first.sure || second.sure,
    end: second.end,
  };
}

function signAt({ marks, words, follows }: Reader, i: number): Atom | undefined {
  for (const kind of ['except', 'notBehind', 'not', 'but', 'only'] as const) {
    const mark = marks.at(i, kind);
    if (!mark) continue;
    const ends = mark.end >= words.length || SIGNS.has(words[mark.end]!);
    // "mondays no, tuesdays yes" rules mondays out; "no, tuesdays" rules nothing out.
    if (kind === 'not' && ends) return follows ? { kind: 'notBehind', start: i, end: mark.end } : undefined;
    return { kind, start: i, end: mark.end };
  }
  const join = marks.at(i, 'join');
  return join ? { kind: 'join', comma: words[i] === ',', start: i, end: join.end } : undefined;
}
