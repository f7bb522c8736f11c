import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { createApp } from '../../src/app';
import type { App, AppParts } from '../../src/app';
import { readConfig } from '../../src/config';
import { createLog } from '../../src/log';
import { Visitor } from './visitor';

/** A whole bot in this process, on a port and a database of its own: everything real but what `parts` replaces. */
export interface Bot {
  readonly app: App;
  readonly url: string;
  readonly dataDir: string;
  /** A visitor who has just opened the chat; resolves when the greeting is there. */
  visitor(locale?: string): Promise<Visitor>;
  stop(): Promise<void>;
}

/** Starts a bot. `env`: configuration on top of the defaults; `dataDir`: the store of an earlier one. */
export async function startBot({
  env = {},
  parts = {},
  dataDir,
  log = createLog(process.env['TEST_LOG'] ?? 'silent'),
}: { env?: NodeJS.ProcessEnv; parts?: AppParts; dataDir?: string; log?: Logger } = {}): Promise<Bot> {
  const dir = dataDir ?? mkdtempSync(join(tmpdir(), 'triage-'));
  const config = readConfig({ DATA_DIR: dir, ...env });
  const app = await createApp(config, log, parts);
  const port = await app.server.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  return {
    app,
    url,
    dataDir: dir,
    visitor: (locale = 'en') => Visitor.open(url, locale, app.content),
    stop: async () => {
      await app.close(5_000);
      if (dataDir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}
