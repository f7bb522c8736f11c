import { text } from './adaptiveCard';
import type { Element } from './adaptiveCard';

/**
 * A table with a column for each format, all as wide and in one style: nothing stands out. The first row names the formats.
 *
 * @param rows for each row the cells, in the order of the heads; a cell is some elements
 */
export function sideBySide(
  heads: readonly string[],
  rows: readonly (readonly (readonly Element[])[])[],
): Element {
  const row = (cells: readonly (readonly Element[])[]): Element => ({
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
