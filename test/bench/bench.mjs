// `npm run bench`: what a turn, a message and a start cost, in one run, as times and as ratios. `-- --quick` for CI,
// `-- --only NAME` for a part: models, start, turns, directline, memory, stores, search.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { yardstick } from './figures.mjs';
import { measured } from './measured.mjs';
import { tables } from './tables.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const quick = process.argv.includes('--quick');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;

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

const parts = measured(root, await subjects(), quick);
if (only !== undefined && !(only in parts)) {
  console.error(`--only ${only}: there are ${Object.keys(parts).join(', ')}`);
  process.exit(1);
}
const figures = { yardstickUs: yardstick() };
const loads = [loadavg()[0]];
for (const [name, measure] of Object.entries(parts)) {
  if (only !== undefined && name !== only) continue;
  console.error(`${name} …`);
  figures[name] = await measure();
  loads.push(loadavg()[0]);
}
const machine = {
  node: process.version,
  cores: cpus().length,
  load: [Math.min(...loads), Math.max(...loads)],
};
console.log(tables(figures));
console.log(
  `Node ${machine.node}, ${machine.cores} cores, load ${machine.load.map((load) => load.toFixed(1)).join(' to ')}${quick ? ', the quick form' : ''}`,
);
mkdirSync(join(root, 'test', '.artifacts'), { recursive: true });
writeFileSync(
  join(root, 'test', '.artifacts', 'bench.json'),
  JSON.stringify({ machine, quick, ...figures }, null, 2),
);
process.exit(0);
