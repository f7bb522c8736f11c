import type { Card } from '../../content/message';
import { text } from './adaptiveCard';
import type { CardMaker, Piece } from './cardMaker';
import { pickAction } from './pickAction';

/** Things to pick from, one below the other; each is pressed as a whole. */
export function list({ items }: Extract<Card, { kind: 'list' }>, maker: CardMaker): Piece {
  const { words, labels } = maker;
  const rows = items.map(({ title, detail }, index) => ({
    type: 'Container',
    style: 'emphasis',
    // Teams alone knows these; in high contrast nothing else tells a row from the card.
    ...{ showBorder: true, roundedCorners: true },
    selectAction: pickAction(maker, index),
    items: [text(words(title), { weight: 'Bolder' }), text(words(detail), { spacing: 'None' })],
  }));
  return { body: rows, said: labels.slice(0, items.length) };
}
