import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describeInChromium } from './chromium';

const LOCKED = join(__dirname, '../azure/playground');
/** Where it is installed once; a change of the lock file installs it anew. */
const HOME = join(__dirname, '../.artifacts/playground-tool');
const CLI = join(HOME, 'node_modules/@microsoft/m365agentsplayground/cli.js');

/** Microsoft 365 Agents Playground, which shows a bot as Teams does. */
export interface Playground {
  readonly url: string;
  stop(): Promise<void>;
}

/** Installs the version of the lock file if it is not there, and starts it as Teams in front of a bot. */
export async function startPlayground(endpoint: string): Promise<Playground> {
  install();
  const port = String(await freePort());
  const args = ['-e', endpoint, '-c', 'msteams', '-p', port, '--disable-telemetry'];
  // Without a browser of its own: it would open one.
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { PATH: process.env['PATH'], BROWSER: 'none' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      said += chunk.toString();
      if (said.includes(`Listening on ${port}`)) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`the Playground ended with ${code}: ${said}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/**
 * `describe` for tests in the Playground. It is not free software and is fetched from the registry, so that a run on
 * somebody's own machine leaves it out and says so; `PLAYGROUND=1` takes it in, and CI always does.
 */
export function describeInPlayground(name: string, tests: () => void): void {
  if (process.env['CI'] === 'true' || process.env['PLAYGROUND'] === '1')
    return describeInChromium(name, tests);
  process.stderr.write(`\nNO PLAYGROUND: "${name}" was not tested. PLAYGROUND=1 fetches and uses it.\n\n`);
  describe.skip(name, tests);
}

function install(): void {
  mkdirSync(HOME, { recursive: true });
  if (existsSync(CLI)) return;
  for (const name of ['package.json', 'package-lock.json'])
    copyFileSync(join(LOCKED, name), join(HOME, name));
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: HOME, stdio: 'pipe' });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
