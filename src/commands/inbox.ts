import type { PracticeProfile } from '../content/profile';
import { readInbox } from '../handoff/readInbox';
import type { InboxRow } from '../handoff/types';
import type { Database } from '../storage/types';

const COLUMNS = ['kind', 'at', 'reference', 'status', 'summary'] as const satisfies (keyof InboxRow)[];

/**
 * `npm run inbox`: what waits for staff, as a table with times on the practice's clock, or with `json` as JSON Lines.
 *
 * @param write takes whole lines, line ends included
 */
export async function inbox(
  db: Database,
  profile: PracticeProfile,
  write: (text: string) => void,
  { json = false, now = Date.now() }: { json?: boolean; now?: number } = {},
): Promise<void> {
  const rows = await readInbox(db, profile, now);
  if (json) {
    for (const row of rows) write(`${JSON.stringify(row)}\n`);
    return;
  }
  const head = Object.fromEntries(COLUMNS.map((column) => [column, column.toUpperCase()]));
  const table = [head, ...rows.map((row) => ({ ...row, at: row.at.slice(0, 16).replace('T', ' ') }))];
  const widths = COLUMNS.map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table) {
    const cells = COLUMNS.map((column, index) => (row[column] ?? '').padEnd(widths[index] ?? 0));
    write(`${cells.join('  ').trimEnd()}\n`);
  }
}
