import { createApp } from './app';
import { readConfig } from './config';
import { TriageError } from './errors';
import { createLog } from './log';

/** How long turns in flight get to finish after a signal. */
const GRACE_MS = 9_500;

/** Starts, listens, and drains on a signal. */
async function start(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.LOG_LEVEL);
  const app = await createApp(config, log);
  const port = await app.server.listen(config.PORT, config.HOST).catch((cause: unknown) => {
    throw new TriageError(
      'LISTEN_FAILED',
      `Cannot listen on ${config.HOST}:${config.PORT}: ${(cause as NodeJS.ErrnoException).code ?? 'unknown'}. Is the bot running already? Set PORT to another one.`,
      { cause },
    );
  });
  const host = config.HOST.includes(':') ? `[${config.HOST}]` : config.HOST;
  process.stdout.write(`Open ${config.PUBLIC_URL ?? `http://${host}:${port}`}/\n`);
  let closing = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (closing) return;
      closing = true;
      log.info({ signal }, 'closing');
      setTimeout(() => process.exit(1), GRACE_MS + 400).unref();
      app.close(GRACE_MS).then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error, code: 'CLOSE_FAILED' }, 'closing failed');
          process.exit(1);
        },
      );
    });
  }
}

start().catch((error: unknown) => {
  const known = error instanceof TriageError;
  process.stderr.write(known ? `${error.code}: ${error.message}\n` : `${String((error as Error).stack)}\n`);
  process.exit(1);
});
