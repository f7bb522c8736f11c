import type { Hit, Message } from '../message';
import { numberAt } from '../numbers';
import type { Found } from '../patternMatcher';
import type { PeopleWord } from '../phrases';
import type { Slots } from '../types';

type Who = NonNullable<Slots['for_whom']>;
type Mark = Found<PeopleWord>;
const ROLES: readonly PeopleWord[] = [
  'me',
  'justMe',
  'couple',
  'partner',
  'child',
  'children',
  'parent',
  'sibling',
  'adult',
  'family',
];
const GROWN_AT = 18;
/** Nobody names more in one message; what compares each with each stays short however long it is. */
const MOST_PEOPLE = 12;

/**
 * Who would come. Where that was not asked, only words that say so count ("for my son", "my wife and I want", "mi
 * hermano bebe mucho"): a quarrel with somebody does not name who comes. `named` says that the message asks for
 * people by its nature: then "my …" is enough, for them with the speaker (`together`) or for them `alone`.
 */
export function findForWhom(message: Message, named?: 'together' | 'alone'): Hit<Who> | undefined {
  const marks = message.language.people.all(message.words);
  const has = (key: PeopleWord) => marks.some((mark) => mark.key === key);
  const people = mentions(marks);
  if (people.length === 0) return undefined;
  if (named) return namedPeople(people, marks, message, named);
  const asked = message.asked === 'for_whom';
  if (!asked && has('quarrel') && !people.some((mark) => isFor(mark, marks) || ages(mark, message, marks)))
    return undefined;
  const told =
    asked || message.asked === 'format'
      ? people
      : people.filter((mark) => meant(mark, people, marks, message));
  if (told.length === 0) return undefined;
  const stated = told.filter((mark) => mark.key !== 'family' && meant(mark, people, marks, message));
  const value =
    message.asked === 'format'
      ? (atFormat(told, marks) ?? (stated.length > 0 ? read(stated, message, marks, false) : undefined))
      : read(told, message, marks, asked);
  return value && { value, spans: told };
}

/** Whether the age of one of one's own is told: "my daughter is 13". Then she is who would come. */
export function tellsAge(message: Message): boolean {
  const marks = message.language.people.all(message.words);
  return mentions(marks).some((mark) => ages(mark, message, marks));
}

function namedPeople(
  people: readonly Mark[],
  marks: readonly Mark[],
  message: Message,
  named: 'together' | 'alone',
): Hit<Who> | undefined {
  const troubles = message.language.strongConcerns
    .all(message.words)
    .filter(({ key }) => key === 'relationship' || key === 'family_conflict');
  const own = people.filter(
    (mark) =>
      follows(mark, marks, 'my') &&
      mark.key !== 'me' &&
      mark.key !== 'couple' &&
      (named === 'together' || !troubles.some(({ start, end }) => start <= mark.start && end >= mark.end)),
  );
  const first = own[0];
  if (!first) return undefined;
  const partner = own.some(({ key }) => key === 'partner');
  const others = own.some(({ key }) => key !== 'partner');
  const together = partner && !others ? 'couple' : 'family';
  return { value: named === 'together' ? together : one(first, message, marks), spans: own };
}

/**
 * People named, the longest reading of each place, without those ruled out ("for my son, not me") and without the "i"
 * of "i don't know".
 */
function mentions(marks: readonly Mark[]): Mark[] {
  const unsure = marks.filter(({ key }) => key === 'unsure');
  const roles = marks.filter(({ key }) => ROLES.includes(key));
  return roles
    .filter((a) => ![...roles, ...unsure].some((b) => b !== a && covers(b, a)))
    .filter((mark) => !marks.some(({ key, end }) => key === 'not' && end === mark.start))
    .sort((a, b) => a.start - b.start)
    .slice(0, MOST_PEOPLE);
}

function covers(b: Mark, a: Mark): boolean {
  return b.start <= a.start && b.end >= a.end && b.end - b.start > a.end - a.start;
}

function follows(mark: Mark, marks: readonly Mark[], key: PeopleWord): boolean {
  return marks.some((other) => other.key === key && other.end <= mark.start && mark.start - other.end <= 1);
}

/** "for my son"; but not "i lost my son", where the words of a loss or a quarrel end in the same "my". */
function isFor(mark: Mark, marks: readonly Mark[]): boolean {
  const quarrels = marks.filter(({ key }) => key === 'quarrel');
  return marks.some(
    ({ key, start, end }) =>
      key === 'forCue' &&
      end <= mark.start &&
      mark.start - end <= 1 &&
      !quarrels.some((quarrel) => quarrel.start < end && start < quarrel.end),
  );
}

/** Said as the ones who would come: "for X", "X and I", "X needs …". */
function meant(mark: Mark, people: readonly Mark[], marks: readonly Mark[], message: Message): boolean {
  if (mark.key === 'justMe') return true;
  if (mark.key === 'couple') return isFor(mark, marks) || message.asked === 'for_whom';
  if (isFor(mark, marks)) return mark.key !== 'me' || message.asked !== 'format';
  if (ages(mark, message, marks)) return true;
  const topic = message.language.format.all(message.words).some(({ key }) => key === 'couples_family');
  if (topic && mark.key !== 'me' && mark.key !== 'family' && follows(mark, marks, 'my')) return true;
  const linked = people.some((other) => other !== mark && together(mark, other, marks));
  const needs = marks.some(
    ({ key, start }) => key === 'needCue' && start >= mark.end && start - mark.end <= 2,
  );
  return linked || (mark.key !== 'me' && mark.key !== 'family' && needs);
}

/** Where the format was asked for, a partner beside the speaker is a couple; others are the format's matter. */
function atFormat(people: readonly Mark[], marks: readonly Mark[]): Who | undefined {
  const partner = people.find(({ key }) => key === 'partner');
  const coming =
    partner &&
    marks.some(({ key, end }) => key === 'and' && end <= partner.start && partner.start - end <= 1);
  const both = partner && people.some((mark) => mark.key === 'me' && together(mark, partner, marks));
  return coming || both ? 'couple' : undefined;
}

function together(a: Mark, b: Mark, marks: readonly Mark[]): boolean {
  const [first, second] = a.start < b.start ? [a, b] : [b, a];
  return marks.some(
    ({ key, start, end }) =>
      key === 'and' && start >= first.end && end <= second.start && second.start - first.end <= 3,
  );
}

function read(
  people: readonly Mark[],
  message: Message,
  marks: readonly Mark[],
  asked: boolean,
): Who | undefined {
  const has = (...keys: PeopleWord[]) => people.some(({ key }) => keys.includes(key));
  const others = people.filter(
    ({ key }) => key !== 'me' && key !== 'justMe' && key !== 'couple' && key !== 'family',
  );
  const withMe = has('me') && people.some((a) => a.key === 'me' && others.some((b) => together(a, b, marks)));
  if (has('couple') && !has('child', 'children')) return 'couple';
  if (has('family')) return 'family';
  if (has('partner') && has('child', 'children')) return 'family';
  if (withMe)
    return has('partner')
      ? 'couple'
      : has('adult') && !has('child', 'children', 'parent', 'sibling')
        ? 'other_adult'
        : 'family';
  if (
    new Set(others.map(({ key }) => key)).size > 1 &&
    others.some((a) => others.some((b) => a !== b && together(a, b, marks)))
  )
    return 'family';
  if (others.length > 0 && !asked && inCouplesTalk(message)) return has('partner') ? 'couple' : 'family';
  if (others.length > 0) return one(others[0]!, message, marks);
  return has('justMe') || asked ? 'self' : undefined;
}

/** "couples therapy with my fiance": the speaker comes too. */
function inCouplesTalk({ words, language }: Message): boolean {
  return language.format.all(words).some(({ key }) => key === 'couples_family');
}

/** One other person: a child by the word or the age. */
function one(person: Mark, message: Message, marks: readonly Mark[]): Who {
  const age = ageOf(person, message, marks);
  if (marks.some(({ key }) => key === 'grown')) return 'other_adult';
  if (age !== undefined) return age < GROWN_AT ? 'child' : 'other_adult';
  return person.key === 'child' || person.key === 'children' ? 'child' : 'other_adult';
}

/** "my daughter is 13": one of one's own, with an age. */
function ages(person: Mark, message: Message, marks: readonly Mark[]): boolean {
  return person.key !== 'me' && follows(person, marks, 'my') && ageOf(person, message, marks) !== undefined;
}

function ageOf(person: Mark, { words, language }: Message, marks: readonly Mark[]): number | undefined {
  for (let i = Math.max(0, person.start - 4); i < Math.min(words.length, person.end + 6); i++) {
    const number = numberAt(words, i, language.phrases.numbers);
    if (!number || number.value < 1 || number.value > 99) continue;
    const said = marks.some(
      ({ key, start }) => key === 'age' && start >= number.end && start - number.end <= 1,
    );
    const near = i >= person.end && i - person.end <= 3 && number.value > 1;
    if (said || near) return number.value;
  }
  return undefined;
}
