import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Webhook } from 'standardwebhooks';
import { tell } from '../../src/booking/outbox';
import type { StorageOptions } from '../../src/storage/openDatabase';
import { describeEngines } from '../storage/engines';
import { buildChild, killed, startChild } from '../support/childProcess';
import { httpReceiver, until, type Behaviour } from './receivers';

const PROCESS = 'test/handoff/child/outboxProcess.ts';
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

beforeAll(() => buildChild(PROCESS));

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
    await Promise.all(children.splice(0).map(killed));
    await receiver.close();
    await store.end();
  }, 60_000);
});

const children: ChildProcess[] = [];
afterAll(() => Promise.all(children.map(killed)));

async function startWorker(store: StorageOptions, url: string, began: number): Promise<ChildProcess> {
  const child = startChild(PROCESS, { store }, url, secret, String(began));
  await once(child.stdout as NodeJS.ReadableStream, 'data');
  return child;
}
