import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import type { StorageOptions } from '../../src/storage/openDatabase';

const root = join(__dirname, '..', '..');
// One for each of jest's workers, which build at the same time.
const outdir = join(root, 'test', '.artifacts', `children-${process.env['JEST_WORKER_ID'] ?? '0'}`);

/** Builds a test's own process (`test/…/child/x.ts`) with the SQLite worker beside it, as they are now. */
export async function buildChild(entry: string): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: [entry, 'src/storage/sqlite.worker.ts'],
    entryNames: '[name]',
    outdir,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
}

/** Starts what was built from an entry. `store`: the store under test; `zone`: its system time zone. */
export function startChild(
  entry: string,
  { store, zone = 'UTC' }: { store?: StorageOptions; zone?: string },
  ...args: string[]
): ChildProcess {
  const file = join(outdir, basename(entry).replace(/\.ts$/, '.js'));
  return spawn(process.execPath, [file, ...args], {
    env: { ...process.env, TZ: zone, STORE: JSON.stringify(store ?? {}) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

/** kill -9, unless it has ended; resolves when it is gone. */
export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
