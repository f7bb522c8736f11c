import type { Attachment } from 'botbuilder';

/** An element of an Adaptive Card (adaptivecards.io, version 1.5), as plain data. */
export type Element = Readonly<Record<string, unknown>>;

export interface CardParts {
  readonly body: readonly Element[];
  readonly language: string;
  /** All that the card shows, in words, for a client that can not show it. */
  readonly fallbackText: string;
  /** Takes the whole width of the conversation where the client can. */
  readonly wide?: boolean;
}

/**
 * An Adaptive Card 1.5 as an attachment. Cards name no colour: their styles are the theme's, so that light, dark and high
 * contrast are the client's own.
 */
export function adaptiveCard({ body, language, fallbackText, wide = false }: CardParts): Attachment {
  return {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.5',
      lang: language,
      fallbackText,
      body,
      ...(wide && { msteams: { width: 'Full' } }),
    },
  };
}

/** A paragraph that wraps. */
export function text(words: string, more: Element = {}): Element {
  return { type: 'TextBlock', text: words, wrap: true, ...more };
}
