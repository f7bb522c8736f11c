import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { build } from 'esbuild';
import { Webhook } from 'standardwebhooks';
import { tell } from '../../src/booking/outbox';
import type { StorageOptions } from '../../src/storage/openDatabase';
import { describeEngines } from '../storage/engines';
import { httpReceiver, until, type Behaviour } from './receivers';

const root = join(__dirname, '..', '..');
const outdir = join(root, 'test', '.artifacts', 'outbox');
/** After so many requests of one message the receiver is well for it, so that the waits stay short. */
const FAULTS = 5;
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const MESSAGES = 400;
const KILLS = 4;
/** In turn, and every fortieth request hangs: of nine, three are taken and a fourth without the sender learning of it. */
const BEHAVIOURS: Behaviour[] = [
  'take',
  'busy',
  'fail',
  'take',
  'reset',
  'take',
  'fail',
  'takeAndReset',
  'busy',
];

beforeAll(async () => {
  await build({
    absWorkingDir: root,
    entryPoints: ['test/handoff/child/outboxProcess.ts', 'src/storage/sqlite.worker.ts'],
    ...{ entryNames: '[name]', outdir, bundle: true, packages: 'external', platform: 'node', format: 'cjs' },
    logLevel: 'warning',
  });
});

describeEngines('two workers, a receiver that fails in every way, and kill -9', (fresh) => {
  it('lose no message, and a receiver that honours the id sees each one once', async () => {
    const store = await fresh();
    const db = await store.open();
    const effects = new Map<string, string>();
    const times = new Map<string, number>();
    let requests = 0;
    const receiver = await httpReceiver(({ headers, body }) => {
      requests += 1;
      new Webhook(secret).verify(body, headers as Record<string, string>);
      const id = String(headers['webhook-id']);
      const asked = (times.get(id) ?? 0) + 1;
      times.set(id, asked);
      const inTurn = requests % 40 === 0 ? 'hang' : (BEHAVIOURS[requests % BEHAVIOURS.length] ?? 'take');
      const behaviour = asked > FAULTS ? 'take' : inTurn;
      if (behaviour.startsWith('take')) {
        expect(effects.get(id) ?? body).toBe(body);
        effects.set(id, body);
      }
      return behaviour;
    });
    const began = Date.now();
    const start = async () => {
      const child = await startWorker(store.options, receiver.url, began);
      children.push(child);
      return child;
    };
    const workers = [await start(), await start()];
    for (let n = 0; n < MESSAGES; n += 20) {
      await db.transaction(
        Array.from({ length: 20 }, () => tell('handoff.created', { case: randomUUID() }, began)),
      );
    }
    for (let kill = 1; kill <= KILLS; kill += 1) {
      const target = (MESSAGES / (KILLS + 2)) * kill;
      await until(`${target} messages`, () => effects.size >= target);
      workers.shift()?.kill('SIGKILL');
      workers.push(await start());
    }
    const left = "SELECT id FROM deliveries WHERE status <> 'delivered'";
    await until('all', async () => effects.size === MESSAGES && (await db.query(left)).length === 0);
    const wanted = (await db.query('SELECT id FROM outbox')).map(({ id }) => `${String(id)}_webhook`);
    expect([...effects.keys()].sort()).toEqual(wanted.sort());
    await Promise.all(children.splice(0).map(ended));
    await receiver.close();
    await store.end();
  }, 60_000);
});

const children: ChildProcess[] = [];
afterAll(() => Promise.all(children.map(ended)));

async function startWorker(store: StorageOptions, url: string, began: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(outdir, 'outboxProcess.js'), url, secret, String(began)], {
    env: { ...process.env, STORE: JSON.stringify(store) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
