import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { StorageOptions } from '../../../src/storage/openDatabase';

const root = join(__dirname, '..', '..', '..');
// One for each of jest's workers, which build at the same time.
const outdir = join(root, 'test', '.artifacts', `storage-${process.env['JEST_WORKER_ID'] ?? '0'}`);

/** Builds storeProcess.ts with the SQLite worker beside it, as they are now; call once before starting any. */
export async function buildStoreProcess(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ['test/storage/child/storeProcess.ts', 'src/storage/sqlite.worker.ts'],
    entryNames: '[name]',
    outdir,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
}

/** Starts storeProcess.ts on a store. */
export function startStoreProcess(options: StorageOptions, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [join(outdir, 'storeProcess.js'), ...args], {
    env: { ...process.env, STORE: JSON.stringify(options) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
