import type { Message, Span } from './message';

const ENDS = new Set(['.', '!', '?', ';', '…']);
const FEWEST_WORDS = 2;

/** Cuts a message into clauses: at signs that end or part sentences and at words such as "but". */
export function clausesOf({ tokens, words, language }: Message): Span[] {
  const clauses: Span[] = [];
  const breaks = new Set(language.phrases.concepts.clauseBreak ?? []);
  let start = 0;
  const close = (end: number, next: number) => {
    if (end - start >= FEWEST_WORDS || (end > start && ENDS.has(words[end] ?? '.')))
      clauses.push({ start, end });
    start = next;
  };
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const spaced = tokens[i + 1] === undefined || tokens[i + 1]!.start > tokens[i]!.end;
    if (ENDS.has(word) && spaced) close(word === '?' ? i + 1 : i, i + 1);
    else if ((word === ',' || word === '-' || word === '–' || word === '—') && spaced) close(i, i + 1);
    else if (breaks.has(word)) close(i, i);
  }
  if (start < words.length) clauses.push({ start, end: words.length });
  return clauses;
}
