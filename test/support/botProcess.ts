import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The bot as a process of its own, as `npm start` runs it. */
export interface BotProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything it has logged so far. */
  log(): string;
  /** kill -9: nothing is finished, nothing is said. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to its exit code. */
  stop(): Promise<number | null>;
}

/**
 * Starts the built bot on a free port and a store; resolves when it has printed its address.
 * @param options of node itself
 */
export async function startBotProcess(
  dataDir: string,
  env: NodeJS.ProcessEnv = {},
  options: readonly string[] = [],
): Promise<BotProcess> {
  const child = spawn(process.execPath, [...options, join(__dirname, '..', '..', 'dist', 'index.js')], {
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let log = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      log += chunk.toString();
      const open = /^Open (http\S+)\/$/m.exec(log)?.[1];
      if (open !== undefined) resolve(open);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`the bot ended with ${code}: ${log}`)));
  });
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    const [code] = (await exited) as [number | null];
    return code;
  };
  return {
    url,
    child,
    log: () => log,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
  };
}
