// The processes of a measurement: bots under it, and the world around them.
import { spawn, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const { PATH } = process.env;
/** What the kernel counts the time of processes in. */
const TICK_MS = 10;

/** A stock bot: `echo` or `waterfall`. */
export function startStock(kind) {
  return start([join(here, 'stock.mjs'), kind], {});
}

/** Ours, as `npm start` runs it. Without `store` on an embedded file of its own, in a folder that goes with it. */
export async function startOurs(root, store) {
  const folder = store ? undefined : mkdtempSync(join(tmpdir(), 'bench-'));
  const env = { ALLOW_ANONYMOUS: '1', TRUST_PROXY: '1', ...(store ?? { DATA_DIR: folder }) };
  const bot = await start([join(root, 'dist', 'index.js')], env);
  const stop = async () => {
    await bot.stop();
    if (folder) rmSync(folder, { recursive: true });
  };
  return { ...bot, stop };
}

async function start(args, env) {
  const told = ['memoryOnRequest.cjs', 'stallOnRequest.cjs'];
  const loaded = told.flatMap((file) => ['-r', join(here, '..', '..', 'support', file)]);
  const options = ['--expose-gc', ...loaded];
  const child = spawn(process.execPath, [...options, ...args], {
    env: { PATH, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const url = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const open = /^Open (http\S+)\/$/m.exec(said)?.[1];
      if (open !== undefined) resolve(open);
    });
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}: ${said}`)));
  });
  return {
    url,
    /** Processor time so far, all threads, in milliseconds; to the tick of 10. */
    cpuMs: () => {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    },
    /** Memory in bytes after a collection, as process.memoryUsage() has it. */
    memory: async () => {
      child.send('memory');
      return (await once(child, 'message'))[0];
    },
    /** For how long the event loop stood still at most since this was last asked, in milliseconds. */
    stall: async () => {
      child.send('stall');
      return (await once(child, 'message'))[0];
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The load generator with its connector. `ask`: gives it an order, resolves to what it found. */
export async function startWorld() {
  const child = fork(join(here, 'world.mjs'), { env: { PATH } });
  const ended = once(child, 'exit');
  const answer = async () => {
    const [message] = await Promise.race([once(child, 'message'), ended]);
    if (message?.done !== undefined) return message.done;
    throw new Error(`the load generator failed: ${message?.failed ?? message}`);
  };
  await answer();
  return {
    ask: (order) => {
      child.send(order);
      return answer();
    },
    stop: async () => {
      child.kill();
      await ended;
    },
  };
}
