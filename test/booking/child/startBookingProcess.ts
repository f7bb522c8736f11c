import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { StorageOptions } from '../../../src/storage/openDatabase';

const root = join(__dirname, '..', '..', '..');
const outdir = join(root, 'test', '.artifacts', 'booking');

/** Builds bookingProcess.ts with the SQLite worker beside it, as they are now; call once before starting any. */
export async function buildBookingProcess(): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: ['test/booking/child/bookingProcess.ts', 'src/storage/sqlite.worker.ts'],
    entryNames: '[name]',
    outdir,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
}

/** Starts bookingProcess.ts on a store, in a system time zone. */
export function startBookingProcess(
  { store, zone = 'UTC' }: { store?: StorageOptions; zone?: string },
  ...args: string[]
): ChildProcess {
  return spawn(process.execPath, [join(outdir, 'bookingProcess.js'), ...args], {
    env: { ...process.env, TZ: zone, STORE: JSON.stringify(store ?? {}) },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}
