import { text } from './adaptiveCard';
import type { Element } from './adaptiveCard';
import type { Capabilities } from '../capabilities';

/** A row of the comparison: for each format the elements of its cell, in the order of the heads. */
type Row = readonly (readonly Element[])[];

/**
 * The formats beside each other, all as wide and in one style: nothing stands out. In Teams, where elements may be meant for
 * some widths only, a phone gets them one below the other, in the same order and style: three columns of paragraphs are
 * too narrow there.
 */
export function sideBySide(
  heads: readonly string[],
  rows: readonly Row[],
  { cards }: Pick<Capabilities, 'cards'>,
): readonly Element[] {
  if (cards !== 'instead') return [table(heads, rows)];
  return [{ ...table(heads, rows), targetWidth: 'atLeast:standard' }, ...stack(heads, rows)];
}

/** A column for each format; the first row names them. */
function table(heads: readonly string[], rows: readonly Row[]): Element {
  const row = (cells: Row): Element => ({
    type: 'TableRow',
    cells: cells.map((items) => ({ type: 'TableCell', items })),
  });
  return {
    type: 'Table',
    columns: heads.map(() => ({ width: 1 })),
    firstRowAsHeader: true,
    showGridLines: true,
    rows: [row(heads.map((head) => [text(head, { weight: 'Bolder' })])), ...rows.map(row)],
  };
}

function stack(heads: readonly string[], rows: readonly Row[]): Element[] {
  return heads.map((head, index) => ({
    type: 'Container',
    separator: true,
    spacing: 'Large',
    targetWidth: 'atMost:narrow',
    items: [text(head, { weight: 'Bolder' }), ...rows.flatMap((cells) => cells[index] ?? [])],
  }));
}
