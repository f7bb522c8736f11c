import type { Hit, Message, Span } from '../message';
import type { Found } from '../patternMatcher';
import type { ContactWord } from '../phrases';
import { fold } from '../tokens';

const MOST_WORDS = 4;
const STARTS: ReadonlySet<ContactWord> = new Set(['nameIntro', 'nameLead', 'nameAfter', 'nameTitle']);
const WORD = /^\p{L}[\p{L}\p{M}'’-]*$/u;

/**
 * A person's name without the words around it. "Call me Bob" wins over the full name. Where no name was asked for, it
 * must be led in ("my name is …"), and "I'm …" counts only with a capital letter or a word that is no other word.
 */
export function findName(message: Message): Hit<string> | undefined {
  const marks = message.language.contact.all(message.words);
  const led = (key: ContactWord) => last(marks.filter((mark) => mark.key === key));
  const prefer = led('namePrefer');
  const wish = led('nameWish');
  const lead = led('nameLead');
  const intro = led('nameIntro');
  return (
    (prefer && after(message, prefer.end, marks, false)) ??
    (lead && after(message, lead.end, marks, false)) ??
    (wish && after(message, wish.end, marks, true)) ??
    (intro && message.asked !== 'name' ? after(message, intro.end, marks, true) : undefined) ??
    (message.asked === 'name' ? bare(message, marks) : undefined)
  );
}

/**
 * A name that was asked for and is nothing but one: words that mean nothing else, spelling not mended ("Megan" is no
 * "mean"), or that people are called too ("Will", "Domingo").
 */
export function findPlainName(message: Message): string | undefined {
  const { asked, tokens, language } = message;
  if (asked !== 'name' || tokens.length > MOST_WORDS) return undefined;
  const { nameToo, nameParticle } = language.phrases.contact;
  const isName = (raw: string): boolean => {
    const word = fold(raw);
    if (nameToo.includes(word)) return true;
    return WORD.test(raw) && !language.speller.isKnown(word) && !language.speller.isHasty(word);
  };
  const named = tokens.filter(({ raw }) => isName(raw));
  const plain = tokens.every((token) => named.includes(token) || nameParticle.includes(fold(token.raw)));
  return plain && named.length > 0 ? written(message, { start: 0, end: tokens.length }) : undefined;
}

/** The one that reaches furthest: "mi nombre completo es" rather than "mi nombre". */
function last<T extends Span>(list: readonly T[]): T | undefined {
  return list.reduce<T | undefined>((a, b) => (a && a.end > b.end ? a : b), undefined);
}

function after(
  message: Message,
  start: number,
  marks: readonly Found<ContactWord>[],
  strict: boolean,
): Hit<string> | undefined {
  const span = nameSpan(message, start, marks, strict);
  return span && { value: written(message, span), spans: [span] };
}

/** The whole answer is the name, but for lead-ins and courtesies; "Last, First" is turned round. */
function bare(message: Message, marks: readonly Found<ContactWord>[]): Hit<string> | undefined {
  const { words, tokens } = message;
  let start = 0;
  for (let moved = true; moved;) {
    const lead = marks.find((m) => m.start === start && STARTS.has(m.key));
    moved = lead !== undefined || (start < words.length && !WORD.test(tokens[start]!.raw) && start < 3);
    start = lead?.end ?? (moved ? start + 1 : start);
  }
  const first = nameSpan(message, start, marks, false);
  if (!first) return undefined;
  const comma = words[first.end] === ',' ? nameSpan(message, first.end + 1, marks, false) : undefined;
  const turned = comma && first.end - first.start <= 2 && comma.end >= words.length;
  if (!turned) return { value: written(message, first), spans: [first] };
  return { value: `${written(message, comma)} ${written(message, first)}`, spans: [first, comma] };
}

function nameSpan(
  message: Message,
  start: number,
  marks: readonly Found<ContactWord>[],
  strict: boolean,
): Span | undefined {
  const { tokens, words, language } = message;
  let end = start;
  const title = marks.find((mark) => mark.start === start && mark.key === 'nameTitle');
  if (title) return nameSpan(message, title.end, marks, strict);
  while (end < tokens.length && end - start < MOST_WORDS + 1) {
    const { raw, word } = tokens[end]!;
    const asTyped = fold(raw) === word;
    const stop = asTyped && marks.some((mark) => mark.start === end && mark.key === 'nameAfter');
    const hyphen = (raw === '-' && end > start && touches(tokens, end)) || initialDot(tokens, end);
    const readAlready = words[end] === '\u0000';
    if (stop || readAlready || !(WORD.test(raw) || hyphen)) break;
    const capital = /^\p{Lu}/u.test(raw);
    const particle = language.phrases.contact.nameParticle.includes(word);
    if (strict && !capital && !particle && language.speller.isKnown(word)) break;
    end++;
  }
  while (end > start && !WORD.test(tokens[end - 1]!.raw)) end--;
  const common =
    strict &&
    tokens
      .slice(start, end)
      .every(({ raw, word }) => language.speller.isKnown(word) && !/^\p{Lu}/u.test(raw));
  return end > start && !common && words[start] !== undefined ? { start, end } : undefined;
}

/** "James T. Kirk", "anna k." */
function initialDot(tokens: Message['tokens'], i: number): boolean {
  return tokens[i]!.raw === '.' && i > 0 && tokens[i - 1]!.raw.length === 1 && WORD.test(tokens[i - 1]!.raw);
}

function touches(tokens: Message['tokens'], i: number): boolean {
  return tokens[i]!.start === tokens[i - 1]!.end && tokens[i + 1]?.start === tokens[i]!.end;
}

/** As typed, each word capitalised where it was typed in lower case. */
function written({ text, tokens }: Message, span: Span): string {
  const raw = text.slice(tokens[span.start]!.start, tokens[span.end - 1]!.end).replace(/\s+/g, ' ');
  return raw.replace(
    /(^|[\s-])(\p{Ll})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}
