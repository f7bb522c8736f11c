// Stryker as `npm run mutation` runs it: one part at a time, see parts.mjs.
import { readFileSync } from 'node:fs';
import { parts, reportOf } from './parts.mjs';

const { MUTATION_PART: part, MUTATION_EVERY: every } = process.env;
const { mutate } = parts[part];

/** Some lines of a file, one in so many, by their numbers: the same ones each time. */
function someLines(file) {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .map((_, index) => index + 1);
  return lines.filter((line) => line % every === 0).map((line) => `${file}:${line}-${line}`);
}

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: every === '1' ? [...mutate] : mutate.flatMap(someLines),
  buildCommand: 'node test/mutation/bundle.mjs',
  testRunner: 'jest',
  jest: { configFile: 'test/mutation/jest.config.cjs', enableFindRelatedTests: false },
  // Each change is met by the tests that come by it, and by no others.
  coverageAnalysis: 'perTest',
  // A constant of a module is there before any test, so each of them would have to run.
  ignoreStatic: true,
  concurrency: 1,
  // Longer than jest waits for a test: slowness of a busy machine is no failed test.
  timeoutMS: 60_000,
  thresholds: { high: 95, low: 85, break: 85 },
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: reportOf(part, every) },
  ignorePatterns: ['/test/.artifacts', '/data', '/coverage'],
  allowConsoleColors: false,
  warnings: { slow: false },
};
