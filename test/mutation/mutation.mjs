// `npm run mutation`: how many small changes of the code the tests notice, part by part; fails below 85 %.
// `-- PART …` for some parts, `-- --every N` for the changes on every Nth line alone: the same ones each time.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parts, reportOf } from './parts.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { every: { type: 'string', default: '1' } },
});
const unknown = positionals.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`${unknown.join(', ')}: there are ${Object.keys(parts).join(', ')}`);
  process.exit(1);
}

/** Runs Stryker on a part. A number that is not 0: too few changes were noticed, or it could not run. */
function run(part) {
  const stryker = join(root, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const env = { MUTATION_PART: part, MUTATION_EVERY: values.every, WITHOUT_POSTGRES: '1' };
  const args = [stryker, 'run', 'test/mutation/stryker.config.mjs'];
  return (
    spawnSync(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' })
      .status ?? 1
  );
}

/** How many changes of a part ended how, from Stryker's report. */
function figures(part) {
  const report = JSON.parse(readFileSync(join(root, reportOf(part, values.every)), 'utf8'));
  const mutants = Object.values(report.files).flatMap((file) => file.mutants);
  const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const [noticed, missed] = [count('Killed', 'Timeout'), count('Survived', 'NoCoverage')];
  const score = ((100 * noticed) / (noticed + missed)).toFixed(1);
  return `| ${part} | ${noticed + missed} | ${noticed} | ${score} % |`;
}

const chosen = positionals.length > 0 ? positionals : Object.keys(parts);
const failed = chosen.filter((part) => run(part) !== 0);
console.log('\n| part | changes | noticed | score |\n| --- | --- | --- | --- |');
for (const part of chosen) console.log(figures(part));
if (failed.length > 0) console.error(`\nBelow 85 %, or not run: ${failed.join(', ')}`);
process.exitCode = failed.length > 0 ? 1 : 0;
