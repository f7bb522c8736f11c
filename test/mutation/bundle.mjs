// Puts the suites of a part, the code they test and what both use into one file, which Stryker runs for each change.
// Loaded module by module, as jest does it, a suite takes seconds before its first test.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { parts } from './parts.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { suites } = parts[process.env.MUTATION_PART];

/** Files go on finding their neighbours: the folder that each says it is in stays its own. */
const ownFolders = {
  name: 'own folders',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll('__dirname', JSON.stringify(dirname(path))),
      loader: 'ts',
    }));
  },
};

const required = suites.map(
  (name) => `describe(${JSON.stringify(name)}, () => { require(${JSON.stringify(`../${name}.test.ts`)}); });`,
);
await build({
  stdin: { contents: required.join('\n'), resolveDir: here },
  outfile: join(here, 'suite.cjs'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['pg-native'],
  plugins: [ownFolders],
  logLevel: 'warning',
});
