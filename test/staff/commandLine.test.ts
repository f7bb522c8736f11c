import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { openDatabase } from '../../src/storage/openDatabase';
import { Audit } from '../../src/staff/audit';
import { ROOT } from '../../src/places';
import { sqliteStore } from '../storage/engines';

it('what somebody sees and does by npm run inbox stands in the audit', async () => {
  const store = sqliteStore();
  const { dataDir } = store.options;
  for (const args of [[], ['--ack', '222222'], ['--retry', 'all'], ['--retry', 'nonsense']])
    spawnSync(process.execPath, [join(ROOT, 'dist', 'cli.js'), 'inbox', ...args], {
      env: { ...process.env, DATA_DIR: dataDir },
    });
  const db = await openDatabase(store.options);
  const audit = new Audit(db, Date.now);
  const rows = (await audit.page(9)).reverse();
  expect(rows.map(({ action, subject }) => [action, subject])).toEqual([
    ['inbox.read', ''],
    ['case.take', 'case/222222'],
    ['letter.retry', 'all'],
    ['letter.retry', 'unknown'],
  ]);
  expect(rows.every(({ member }) => /^cli:.+/.test(member))).toBe(true);
  expect(await audit.verify()).toBeUndefined();
  await db.close();
  await store.end();
}, 60_000);
