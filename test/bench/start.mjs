// From the start of a process to its first sign of life, each beside the others so that all meet the same load. The
// best runs are those that other work on the machine disturbed least.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { spread } from './figures.mjs';

const SDK = "require('botbuilder'); require('botbuilder-dialogs'); require('restify'); console.log('ready')";
const WARM_MS = 6_000;

/** @returns median and best milliseconds by what was started, and the idle memory of the bot in MB */
export async function benchStart(root, runs) {
  const subjects = {
    sdk: { args: ['-e', SDK] },
    bot: { args: ['dist/index.js'], sign: 'Open ' },
    classify: { args: ['dist/cli.js', 'crisis:classify'], input: '{"id":1,"text":"hello"}\n' },
    understand: { args: ['dist/cli.js', 'understand'], input: '{"id":1,"text":"hello","lang":"en"}\n' },
  };
  const times = Object.fromEntries(Object.keys(subjects).map((name) => [name, []]));
  for (let run = 0; run < runs; run++)
    for (const [name, subject] of Object.entries(subjects)) times[name].push(await start(root, subject));
  const medians = Object.entries(times).map(([name, list]) => [
    name,
    { median: spread(list).median, best: Math.min(...list) },
  ]);
  return { ...Object.fromEntries(medians), idleMb: await idle(root, subjects.bot), runs };
}

async function start(root, subject) {
  const { milliseconds, stop } = await launch(root, subject);
  await stop();
  return milliseconds;
}

/** Resident memory of the bot once its recognizers are warm. */
async function idle(root, subject) {
  const { pid, stop } = await launch(root, subject);
  await pause(WARM_MS);
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  await stop();
  return Number(kilobytes) / 1024;
}

function launch(root, { args, sign = '\n', input = '' }) {
  const data = mkdtempSync(join(tmpdir(), 'bench-'));
  const { PATH } = process.env;
  const env = { PATH, PORT: '0', DATA_DIR: data, LOG_LEVEL: 'silent' };
  const started = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(data, { recursive: true });
  };
  child.stdin.write(input);
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      if (said.includes(sign)) resolve({ milliseconds: performance.now() - started, pid: child.pid, stop });
    });
    child.once('exit', (code) =>
      reject(new Error(`${args.join(' ')} ended with ${code} before it was ready`)),
    );
  });
}
