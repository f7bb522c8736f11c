// `npm run bench`: what a message and a start cost, in one run, as times and as ratios. `-- --quick` for CI.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { benchDetector } from './detector.mjs';
import { yardstick } from './figures.mjs';
import { benchSearch } from './search.mjs';
import { benchStart } from './start.mjs';
import { benchUnderstander } from './understander.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const quick = process.argv.includes('--quick');

/** What is measured in this process, as it is shipped. */
async function subjects() {
  const outfile = join(root, 'dist', 'bench.js');
  await build({
    entryPoints: [join(root, 'test', 'bench', 'subjects.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    define: { SOURCES_HASH: JSON.stringify(readFileSync(join(root, 'dist', '.built'), 'utf8')) },
    logLevel: 'warning',
  });
  return createRequire(import.meta.url)(outfile);
}

async function measure() {
  const { createRecognizers, keptDetector, keptInDist, keptUnderstander, openFullDiary } = await subjects();
  const kept = keptInDist((name, ms) => console.error(`Compiled ${name} in ${ms} ms`));
  // Once for the case that something has to be compiled; the second time it is read.
  keptDetector(kept);
  keptUnderstander(kept, { recognizers: null });
  const start = await benchStart(root, quick ? 3 : 9);
  const reading = performance.now();
  const detect = keptDetector(kept);
  keptUnderstander(kept, { recognizers: null });
  const modelsMs = performance.now() - reading;
  const detector = benchDetector(root, detect, quick ? 400 : 2000);
  const make = (recognizers) => keptUnderstander(kept, { recognizers });
  const understander = await benchUnderstander(root, make, createRecognizers(), quick ? 100 : 400);
  const search = await benchSearch(openFullDiary, quick ? 31 : 101);
  return { modelsMs, start, detector, understander, search, yardstickUs: yardstick() };
}

const figure = (value) => (value >= 99.5 ? value.toFixed(0) : value.toPrecision(2));
const micro = (us) => (us >= 1000 ? `${figure(us / 1000)} ms` : `${figure(us)} µs`);

function rows({ modelsMs, start, detector, understander, search, yardstickUs }) {
  const times = ({ median, p99 }) => [`${micro(median)}, p99 ${micro(p99)}`, figure(median / yardstickUs)];
  const against = (name, figure) => (start[name][figure] / start.sdk[figure]).toFixed(2);
  const started = (name) => [
    `${start[name].median.toFixed(0)} ms, best ${start[name].best.toFixed(0)} ms`,
    `${against(name, 'median')} × SDK, best runs ${against(name, 'best')} ×`,
  ];
  const { hostile, lengths } = detector;
  const { stall } = understander;
  return [
    ['start: require botbuilder, botbuilder-dialogs and restify alone', ...started('sdk')],
    ['start to listening', ...started('bot')],
    ['`crisis:classify` to the first answer', ...started('classify')],
    ['`understand` to the first answer', ...started('understand')],
    ['models read from dist/kept', `${figure(modelsMs)} ms`, ''],
    ['idle memory, recognizers warm', `${start.idleMb.toFixed(0)} MB`, ''],
    ['crisis detector, new text of 60 characters', ...times(lengths[60])],
    ['… of 200 characters', ...times(lengths[200])],
    ['… of 2,000 characters', ...times(lengths[2000])],
    ['… of 64 KB', ...times(lengths[65536])],
    [`… worst of the hostile 64 KB (${JSON.stringify(hostile.piece)})`, ...times(hostile)],
    ['understanding without a recognizer', ...times(understander.without)],
    ['understanding with a recognizer', ...times(understander.with)],
    [
      `longest stall by a hostile message (${JSON.stringify(stall.piece)} × ${stall.length})`,
      micro(stall.stall),
      '',
    ],
    ...search.map(({ sold, wish, first, ...row }) => [
      `search of openings, ${sold * 100} % sold: ${wish}`,
      `${times(row)[0]}, first ${micro(first)}`,
      times(row)[1],
    ]),
  ];
}

const before = loadavg()[0];
const figures = await measure();
const machine = { node: process.version, cores: cpus().length, load: [before, loadavg()[0]] };
console.log(
  `| what | time (median) | against JSON.parse of 10 KB (${micro(figures.yardstickUs)}) or the SDK |`,
);
console.log('|---|---|---|');
for (const row of rows(figures)) console.log(`| ${row.join(' | ')} |`);
console.log(
  `\nNode ${machine.node}, ${machine.cores} cores, load ${machine.load.map((load) => load.toFixed(1)).join(' → ')}`,
);
mkdirSync(join(root, 'test', '.artifacts'), { recursive: true });
writeFileSync(
  join(root, 'test', '.artifacts', 'bench.json'),
  JSON.stringify({ machine, quick, ...figures }, null, 2),
);
process.exit(0);
