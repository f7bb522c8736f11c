import type { Language } from './language';
import type { Token } from './tokens';
import type { Slot } from './types';

/** A message made ready for the grammars. */
export interface Message {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** The folded words of the tokens, the form that patterns match. */
  readonly words: readonly string[];
  readonly asked: Slot | null;
  readonly language: Language;
}

/** A value that a grammar found, and the words it was read from (token indexes, `end` exclusive). */
export interface Hit<T> {
  readonly value: T;
  readonly spans: readonly Span[];
}
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Reads a message in a language. */
export function readMessage(text: string, language: Language, asked: Slot | null): Message {
  const tokens = language.read(text);
  return { text, tokens, words: tokens.map((token) => token.word), asked, language };
}

/** The part of a message between two tokens, asked the same. */
export function part(message: Message, span: Span): Message {
  const tokens = message.tokens.slice(span.start, span.end);
  return { ...message, tokens, words: message.words.slice(span.start, span.end) };
}

/** The message with some words made unreadable, so that another grammar does not read them again. */
export function without(message: Message, spans: readonly Span[]): Message {
  const words = message.words.map((word, i) =>
    spans.some(({ start, end }) => i >= start && i < end) ? '\u0000' : word,
  );
  return { ...message, words };
}
