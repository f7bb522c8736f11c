import { DAYS, type Day, type Window } from '../types';
import { CLOSE, OPEN, type Atom } from './atoms';
import { NOON } from './clock';
import { Week, type Interval } from './week';

type Days = Extract<Atom, { kind: 'days' }>;
type Time = Extract<Atom, { kind: 'time' }>;
type Piece = (Days | Time) & { readonly joined: boolean; readonly comma: boolean };
interface Wish {
  readonly days: readonly Day[];
  readonly times: readonly Interval[];
}

/** Words that may stand between a "not" and the day it rules out. */
const NEAR = 3;
const WHOLE_DAY: Interval = { from: OPEN, to: CLOSE };

/** The windows that a message's days and times give together; empty when they give none. */
export function combine(atoms: readonly Atom[], exclusions = true): Window[] {
  const { wanted, excluded } = sides(atoms);
  const week = new Week();
  for (const segment of segments(wanted)) {
    const wishes = pair(segment.pieces);
    if (segment.replaces) week.clear(wishes.flatMap(({ days }) => days));
    for (const { days, times } of wishes) week.add(days, times);
  }
  if (exclusions && excluded.length > 0 && week.isEmpty) week.add(DAYS, [WHOLE_DAY]);
  for (const pieces of excluded)
    for (const { days, times } of pair(pieces))
      for (const time of times) week.subtract(days, wide(time, pieces));
  return week.windows();
}

/** "Not mondays" takes the whole day away, not only 08 to 21. */
function wide(time: Interval, pieces: readonly Piece[]): Interval {
  return pieces.some(({ kind }) => kind === 'time') ? time : { from: 0, to: 24 * 60 };
}

/** Parts what is wanted from what is ruled out by "not", "except", "menos". */
function sides(atoms: readonly Atom[]): { wanted: (Piece | 'but')[]; excluded: Piece[][] } {
  const wanted: (Piece | 'but')[] = [];
  const excluded: Piece[][] = [];
  let open: Piece[] | undefined;
  let noEnd = 0;
  let wide = false;
  let joined = false;
  let comma = false;
  for (const [i, atom] of atoms.entries()) {
    if (atom.kind === 'days' || atom.kind === 'time') {
      const piece: Piece = { ...atom, joined, comma };
      if (open && !goesOn(open, piece, wide, noEnd)) open = undefined;
      if (open) open.push(piece);
      else wanted.push(piece);
      joined = comma = false;
    } else if (atom.kind === 'join') {
      joined = true;
      comma = atom.comma;
    } else if (atom.kind === 'notBehind') {
      if (!open) excluded.push(takeBack(wanted, atoms[i - 1]));
      open = undefined;
    } else if (atom.kind === 'not' || atom.kind === 'except' || excepts(atoms, i)) {
      open = [];
      noEnd = atom.end;
      wide = atom.kind !== 'not';
      excluded.push(open);
      joined = comma = false;
    } else {
      if (open && open.length === 0 && atom.kind === 'only') excluded.pop();
      open = undefined;
      if (atom.kind === 'but' && i > 0) wanted.push('but');
    }
  }
  return { wanted, excluded: excluded.filter((pieces) => pieces.length > 0) };
}

/** "any weekday but wednesday": a "but" before days alone, behind a group of days, leaves them out. */
function excepts(atoms: readonly Atom[], i: number): boolean {
  if (atoms[i]?.kind !== 'but') return false;
  const before = atoms.slice(0, i).findLast(({ kind }) => kind === 'days');
  const rest = atoms.slice(i + 1);
  const daysAlone = rest[0]?.kind === 'days' && !rest.some(({ kind }) => kind === 'time' || kind === 'only');
  return daysAlone && (before === undefined || (before.kind === 'days' && before.group));
}

/** "mondays dont work": what was said right before is ruled out. */
function takeBack(wanted: (Piece | 'but')[], before: Atom | undefined): Piece[] {
  const taken: Piece[] = [];
  for (let last = wanted.at(-1); last && last !== 'but'; last = wanted.at(-1)) {
    if (taken.length === 0 && last.start !== before?.start) break;
    taken.unshift(last);
    wanted.pop();
    if (!last.joined || last.comma) break;
  }
  return taken;
}

/** "not mondays or tuesdays", "no monday mornings"; but in "not mondays, tuesdays are fine" the comma ends it. */
function goesOn(open: readonly Piece[], piece: Piece, wide: boolean, noEnd: number): boolean {
  const last = open.at(-1);
  if (!last) return piece.start - noEnd <= NEAR;
  if (piece.joined) return piece.kind === last.kind && (wide || !piece.comma);
  return last.kind === 'days' && piece.kind === 'time' && piece.start - last.end <= 2;
}

/** "evenings, but saturdays only mornings": what follows a "but" with a day of its own replaces that day. */
function segments(wanted: readonly (Piece | 'but')[]): { pieces: Piece[]; replaces: boolean }[] {
  const out: { pieces: Piece[]; replaces: boolean }[] = [{ pieces: [], replaces: false }];
  for (const [i, piece] of wanted.entries()) {
    const rest = wanted.slice(i + 1);
    const ownDay = rest.some((p) => p !== 'but' && p.kind === 'days');
    if (piece === 'but') {
      if (ownDay && out.at(-1)!.pieces.length > 0) out.push({ pieces: [], replaces: true });
    } else out.at(-1)!.pieces.push(piece);
  }
  return out.filter(({ pieces }) => pieces.length > 0);
}

/** Gives every time its days: the days before it, or behind it where the message starts with a time. */
function pair(pieces: readonly Piece[]): Wish[] {
  const first = pieces[0]?.kind;
  const runs: { days: Days[]; times: Time[] }[] = [];
  let previous: Piece | undefined;
  for (const piece of pieces) {
    const last = runs.at(-1);
    const turns = !last || (piece.kind === first && previous?.kind !== first);
    const apart =
      last !== undefined && piece.kind === 'days' && previous?.kind === 'days' && opposed(previous, piece);
    const run = turns || apart ? { days: [], times: [] } : last;
    if (turns || apart) runs.push(run);
    if (piece.kind === 'days') run.days.push(piece);
    else run.times.push(piece);
    previous = piece;
  }
  const lonely = runs.length > 1 && runs.at(-1)!.days.length === 0 ? runs.pop() : undefined;
  if (lonely) runs.at(-1)!.times.push(...lonely.times);
  return runs.map(({ days, times }) => ({
    days: days.length > 0 ? DAYS.filter((day) => days.some((atom) => atom.days.includes(day))) : DAYS,
    times: times.length > 0 ? intervals(times as (Time & Piece)[]) : [WHOLE_DAY],
  }));
}

/** "weekends or weekday evenings": the evenings belong to the weekdays alone. */
function opposed(a: Days, b: Days): boolean {
  return a.group && b.group && !a.days.some((day) => b.days.includes(day));
}

/** Several times said together: "mornings or evenings" are two, "evenings after 6" is one. */
function intervals(times: readonly (Time & Piece)[]): Interval[] {
  const out: (Time & Piece)[] = [];
  for (const time of times) {
    const last = out.at(-1);
    const together = last && (!time.joined || (time.comma && last.part !== time.part));
    const narrowed = together ? narrow(last, time) : undefined;
    if (narrowed) out[out.length - 1] = narrowed;
    else out.push(time);
  }
  return out.map(({ from, to }) => ({ from, to }));
}

/** What two times have in common; a clock time without am or pm follows the part of the day beside it. */
function narrow<T extends Time>(a: T, b: T): T | undefined {
  const [part, clock] = a.part ? [a, b] : [b, a];
  const shifts = part.part && !clock.part && !clock.fixed ? [0, NOON, -NOON] : [0];
  for (const shift of shifts) {
    const open = clock.to === CLOSE && shift < 0 ? part.to : clock.to + shift;
    const from = Math.max(part.from, clock.from + shift);
    const to =
      clock.from + shift >= part.from && !clock.part && clock.to !== CLOSE ? open : Math.min(part.to, open);
    if (from < to && clock.from + shift < part.to) return { ...clock, from, to };
  }
  return undefined;
}
