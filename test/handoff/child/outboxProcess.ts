import { createCarriers } from '../../../src/handoff/createCarriers';
import { OutboxWorker } from '../../../src/handoff/outboxWorker';
import type { Content } from '../../../src/content/types';
import { createLog } from '../../../src/log';
import { openDatabase, type StorageOptions } from '../../../src/storage/openDatabase';

// A worker in a process of its own, on the store under test: `<webhook url> <secret> <start>`. Its clock runs two hundred
// times as fast, so that waits of seconds take a moment; a lease lasts a second of real time, an attempt a fifth of one.

const [url = '', secret = '', start = '0'] = process.argv.slice(2);
const FASTER = 200;
const now = () => Number(start) + (Date.now() - Number(start)) * FASTER;

void openDatabase(JSON.parse(process.env['STORE'] ?? '{}') as StorageOptions).then((db) => {
  const content = { profile: {}, languages: ['en'], has: () => false } as unknown as Content;
  const carriers = createCarriers(content, { webhook: { url, secret } }).map((carrier) => ({
    ...carrier,
    timeoutMs: 200,
  }));
  new OutboxWorker({ db, carriers, now, log: createLog('silent'), pollMs: 20, leaseMs: 1_000 * FASTER });
  // The worker lets a process end; this one waits for its end.
  setInterval(() => undefined, 1_000);
  process.stdout.write('ready\n');
});
