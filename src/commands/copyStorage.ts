import { existsSync } from 'node:fs';
import { TriageError } from '../errors';
import { copyDatabase } from '../storage/copyDatabase';
import { databaseFile, openDatabase } from '../storage/openDatabase';

/**
 * `npm run storage:copy`: copies the embedded file to PostgreSQL and proves it. The file stays as it is.
 *
 * @param print takes one line
 * @throws TriageError CONFIG_INVALID when there is nothing to copy or nowhere to copy to; STORAGE_COPY when the copy
 *   was refused or is not the same
 */
export async function copyStorage(
  { dataDir, databaseUrl }: { dataDir: string; databaseUrl: string | undefined },
  print: (line: string) => void,
): Promise<void> {
  if (databaseUrl === undefined) throw fault('DATABASE_URL: set it to the empty database to copy to');
  if (!existsSync(databaseFile(dataDir))) throw fault('DATA_DIR: there is no database of the bot in it');
  const from = await openDatabase({ dataDir });
  try {
    const to = await openDatabase({ dataDir, databaseUrl });
    try {
      const copied = await copyDatabase(from, to);
      for (const { table, rows } of copied) print(`${String(rows).padStart(9)}  ${table}`);
      const all = copied.reduce((sum, { rows }) => sum + rows, 0);
      print(
        `${String(all).padStart(9)}  rows in ${copied.length} tables, counted and compared on both sides`,
      );
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

function fault(because: string): TriageError {
  return new TriageError('CONFIG_INVALID', 'The storage cannot be copied.', { details: [because] });
}
