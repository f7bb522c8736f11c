import { text } from './adaptiveCard';
import type { Element } from './adaptiveCard';
import type { CardMaker, Piece } from './cardMaker';
import { sideBySide } from './sideBySide';

const SIDES = ['for', 'against'] as const;

/** The formats beside each other with the visitor's own reasons: a row for, a row against, neither set off from the other. */
export function sides({ message, words, channel }: CardMaker): Piece | undefined {
  const { formats } = message.comparison ?? {};
  if (!formats) return undefined;
  const heads = formats.map(({ id }) => words({ key: `choice.format.${id}` }));
  const neutral = words({ key: 'summary.neutral' });
  const told = SIDES.map((side) => ({
    heading: words({ key: `summary.${side}` }),
    cells: formats.map((format) => format[side].map((id) => words({ key: `reason.${id}` }))),
  }));
  const cellOf = (heading: string, reasons: readonly string[]): Element[] => [
    text(heading, { isSubtle: true }),
    ...(reasons.length > 0 ? reasons : [neutral]).map((reason) => text(reason)),
  ];
  return {
    body: sideBySide(
      heads,
      told.map(({ heading, cells }) => cells.map((reasons) => cellOf(heading, reasons))),
      channel,
    ),
    said: heads.flatMap((head, index) => [
      head,
      ...told.flatMap(({ heading, cells }) => {
        const reasons = cells[index] ?? [];
        return [heading, ...(reasons.length > 0 ? reasons : [neutral]).map((reason) => `- ${reason}`)];
      }),
    ]),
  };
}
