/** One word, number or sign of a message. */
export interface Token {
  /** Folded: lower case, without accents or apostrophes, spelling mended. */
  readonly word: string;
  /** As typed. */
  readonly raw: string;
  /** Place in the message, UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/** What is read of a message: later words of a very long one add nothing but time. */
export const MAX_TOKENS = 300;

const PIECES = /\p{L}[\p{L}\p{M}'’´`]*|\d+|[^\s\p{L}\d]/gu;
const MARKS = /[\p{M}'’´`]/gu;
const STRETCHED = /([a-z])\1\1+/g;

/** Cuts a message into words, numbers and signs. Linear; at most MAX_TOKENS of them. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(PIECES)) {
    if (tokens.length === MAX_TOKENS) break;
    const raw = match[0];
    tokens.push({ word: fold(raw), raw, start: match.index, end: match.index + raw.length });
  }
  return joinThousands(tokens);
}

/** Lower case, without accents or apostrophes; "soooo" keeps two of a letter. */
export function fold(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(MARKS, '').replace(STRETCHED, '$1$1');
}

/** "1,000" is one number. */
function joinThousands(tokens: Token[]): Token[] {
  const joined: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const [token, comma, rest] = [tokens[i]!, tokens[i + 1], tokens[i + 2]];
    const adjacent = comma?.start === token.end && rest?.start === comma.end;
    if (adjacent && comma.raw === ',' && /^\d{1,3}$/.test(token.raw) && /^\d{3}$/.test(rest.raw)) {
      const raw = token.raw + rest.raw;
      joined.push({ word: raw, raw, start: token.start, end: rest.end });
      i += 2;
    } else joined.push(token);
  }
  return joined;
}
