import type { Card, Part } from '../../content/message';
import { text } from './adaptiveCard';
import type { CardMaker, Piece } from './cardMaker';
import { sideBySide } from './sideBySide';

/** Subjects of the comparison: under each heading a cell for each format, all in one style. */
export function aspects(
  { rows, formats }: Extract<Card, { kind: 'aspects' }>,
  { words, channel }: CardMaker,
): Piece {
  const heads = formats.map((format) => words({ key: `choice.format.${format}` }));
  const subjects = rows.map((row) => ({
    heading: words({ key: `compare.${row}.heading` }),
    cells: formats.map((format): Part => ({ key: `compare.${row}.${format}` })).map(words),
  }));
  return {
    body: subjects.flatMap(({ heading, cells }, index) => [
      text(heading, {
        ...{ weight: 'Bolder', size: 'Medium', style: 'heading' },
        ...(index > 0 && { spacing: 'Large' }),
      }),
      ...sideBySide(heads, [cells.map((cell) => [text(cell)])], channel),
    ]),
    said: subjects.flatMap(({ heading, cells }) => [
      heading,
      ...cells.map((cell, index) => `${heads[index]}: ${cell}`),
    ]),
  };
}
