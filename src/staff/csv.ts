/**
 * Rows as CSV (RFC 4180, UTF-8 with a mark for spreadsheets). A cell that a spreadsheet would take for a formula gets
 * an apostrophe in front, whatever blanks or signs it hides behind.
 */
export function csv(
  head: readonly string[],
  rows: readonly (readonly (string | number | undefined)[])[],
): string {
  const lines = [head, ...rows].map((row) => row.map(cell).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

const FORMULA = /^[\s\p{C}]*[=+\-@|%＝＋－＠]/u;

function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = FORMULA.test(value) || /^[\t\r\n]/.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}
