import type { Hit, Message, Span } from '../message';
import type { Found } from '../patternMatcher';
import type { ContactWord } from '../phrases';

const MOST_WORDS = 4;
const WORD = /^\p{L}[\p{L}\p{M}'’-]*$/u;

/**
 * A person's name without the words around it. "Call me Bob" wins over the full name. Where no name was asked for, it
 * must be led in ("my name is …"), and "I'm …" counts only with a capital letter or a word that is no other word.
 */
export function findName(message: Message): Hit<string> | undefined {
  const marks = message.language.contact.all(message.words);
  const led = (key: ContactWord) => last(marks.filter((mark) => mark.key === key));
  const prefer = led('namePrefer');
  const lead = led('nameLead');
  const intro = led('nameIntro');
  return (
    (prefer && after(message, prefer.end, marks, false)) ??
    (lead && after(message, lead.end, marks, false)) ??
    (intro && message.asked !== 'name' ? after(message, intro.end, marks, true) : undefined) ??
    (message.asked === 'name' ? bare(message, marks) : undefined)
  );
}

function last<T>(list: readonly T[]): T | undefined {
  return list[list.length - 1];
}

function after(message: Message, start: number, marks: readonly Found<ContactWord>[], strict: boolean): Hit<string> | undefined {
  const span = nameSpan(message, start, marks, strict);
  return span && { value: written(message, span), spans: [span] };
}

/** The whole answer is the name, but for lead-ins and courtesies; "Last, First" is turned round. */
function bare(message: Message, marks: readonly Found<ContactWord>[]): Hit<string> | undefined {
  const { words, tokens } = message;
  let start = 0;
  for (let moved = true; moved; ) {
    const lead = marks.find((m) => m.start === start && (m.key === 'nameIntro' || m.key === 'nameLead' || m.key === 'nameAfter'));
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
  { tokens, words, language }: Message,
  start: number,
  marks: readonly Found<ContactWord>[],
  strict: boolean,
): Span | undefined {
  let end = start;
  while (end < tokens.length && end - start < MOST_WORDS + 1) {
    const { raw, word } = tokens[end]!;
    const stop = marks.some((mark) => mark.start === end && mark.key === 'nameAfter');
    const hyphen = (raw === '-' || raw === '.') && end > start && touches(tokens, end) ;
    if (stop || !(WORD.test(raw) || hyphen)) break;
    const capital = /^\p{Lu}/u.test(raw);
    const particle = language.phrases.contact.nameParticle.includes(word);
    if (strict && !capital && !particle && language.speller.isKnown(word)) break;
    end++;
  }
  while (end > start && !WORD.test(tokens[end - 1]!.raw)) end--;
  const common = strict && tokens.slice(start, end).every(({ raw, word }) => language.speller.isKnown(word) && !/^\p{Lu}/u.test(raw));
  return end > start && !common && words[start] !== undefined ? { start, end } : undefined;
}

function touches(tokens: Message['tokens'], i: number): boolean {
  return tokens[i]!.start === tokens[i - 1]!.end && tokens[i + 1]?.start === tokens[i]!.end;
}

/** As typed, each word capitalised where it was typed in lower case. */
function written({ text, tokens }: Message, span: Span): string {
  const raw = text.slice(tokens[span.start]!.start, tokens[span.end - 1]!.end).replace(/\s+/g, ' ');
  return raw.replace(/(^|[\s-])(\p{Ll})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
