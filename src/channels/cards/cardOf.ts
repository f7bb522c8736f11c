import type { Attachment } from 'botbuilder';
import { adaptiveCard } from './adaptiveCard';
import { aspects } from './aspects';
import { bookingFacts } from './bookingFacts';
import type { CardMaker, Piece } from './cardMaker';
import { choiceButtons } from './choiceButtons';
import { list } from './list';
import { sides } from './sides';

/**
 * The card of a message, or undefined when it has none. Where the channel has too few buttons of its own, or a card is
 * there in the place of words, the choices are buttons of the card.
 */
export function cardOf(maker: CardMaker): Attachment | undefined {
  const { message, channel, language } = maker;
  if (channel.cards === undefined) return undefined;
  const { kind } = message.card ?? {};
  const pieces = [pieceOf(maker), takesChoices(maker) ? choiceButtons(maker) : undefined];
  const shown = pieces.filter((piece) => piece !== undefined);
  if (shown.length === 0) return undefined;
  return adaptiveCard({
    body: shown.flatMap(({ body }) => body),
    fallbackText: shown.flatMap(({ said }) => said).join('\n'),
    language,
    wide: kind === 'aspects' || kind === 'sides',
  });
}

/** Whether the choices stand on the card and not below the message. */
export function takesChoices({ message, channel }: Pick<CardMaker, 'message' | 'channel'>): boolean {
  const { choices = [], card } = message;
  if (channel.cards !== 'instead' || choices.length === 0) return false;
  return card !== undefined || choices.length > (channel.mostButtons ?? Infinity);
}

function pieceOf(maker: CardMaker): Piece | undefined {
  const { card } = maker.message;
  switch (card?.kind) {
    case 'aspects':
      return aspects(card, maker);
    case 'sides':
      return sides(maker);
    case 'list':
      return list(card, maker);
    case 'booking':
      return bookingFacts(card, maker);
    case undefined:
      return undefined;
  }
}
