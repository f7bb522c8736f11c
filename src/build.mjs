// Builds the server, the command line, the workers and the widget into dist/ with esbuild. Types are checked by
// `npm run check:types`, so this only transpiles. `--if-stale` skips the work when nothing is newer than the
// last build: `npm start`, `npm test` and the command line call it each time, because the project's .npmrc
// keeps npm from running prestart and pretest. Without it the resources are compiled too: see src/compiled.ts.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashOfCompilers } from './hashOfCompilers.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'dist', '.built');

/** `later.js` takes what the chat's script has from there: one copy of preact, one class of fault. */
const sharedWithFrame = {
  name: 'shared-with-frame',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^preact(\/jsx-runtime)?$|^\.\/(http|pauses)$/ }, () => ({
      path: 'frame',
      namespace: 'frame',
    }));
    onLoad({ filter: /./, namespace: 'frame' }, () => ({ contents: 'module.exports = triageFrame' }));
  },
};

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const sources = ['src', 'dialogs', 'package.json', 'tsconfig.json'].map((name) => join(root, name));
const fresh = existsSync(stamp) && Math.max(...sources.map(newest)) <= statSync(stamp).mtimeMs;
const ifStale = process.argv.includes('--if-stale');
if (!(ifStale && fresh)) {
  const started = Date.now();
  const version = hashOfCompilers();
  const { build } = await import('esbuild');
  const workers = readdirSync(join(root, 'src'), { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.worker.ts'));
  await build({
    absWorkingDir: root,
    entryPoints: ['index.ts', 'cli.ts', ...workers].map((name) => join('src', name)),
    // Every worker lands flat in dist/ beside index.js, so that one rule finds it: see src/workerFile.ts.
    entryNames: '[name]',
    outdir: 'dist',
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: true,
    define: { SOURCES_HASH: JSON.stringify(version) },
    logLevel: 'warning',
  });
  const widget = [
    'loader.ts',
    'frame.tsx',
    'example.ts',
    'booking.tsx',
    'styles/frame.css',
    'styles/later.css',
    'styles/example.css',
    'styles/booking.css',
  ]
    .map((name) => join('src', 'widget', name))
    .filter((name) => existsSync(join(root, name)));
  if (widget.length > 0) {
    const target = ['es2019', 'safari12', 'chrome70', 'firefox68'];
    const common = {
      absWorkingDir: root,
      entryNames: '[name]',
      outdir: 'dist/widget',
      bundle: true,
      minify: true,
      platform: 'browser',
      target,
      // esbuild refuses destructuring below Safari 14.1 and template literals below 13 because of rare forms that its
      // engine got wrong; the plain forms, all that the widget uses, run since Safari 10.
      supported: { destructuring: true, 'template-literal': true },
      // Fields are set, not defined: nothing here tells the difference, and defining them takes a helper and its calls.
      tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
      jsx: 'automatic',
      jsxImportSource: 'preact',
      logLevel: 'warning',
    };
    const styles = await build({
      absWorkingDir: root,
      entryPoints: ['src/widget/styles/loader.css'],
      bundle: true,
      minify: true,
      write: false,
      target,
    });
    await build({
      ...common,
      entryPoints: widget,
      format: 'iife',
      // The loader brings its styles along as text: one request, and nothing for the page's policy to allow.
      define: { LOADER_STYLE: JSON.stringify(styles.outputFiles[0].text.trim()) },
    });
    await build({
      ...common,
      entryPoints: ['src/widget/later.ts'],
      format: 'esm',
      plugins: [sharedWithFrame],
    });
  }
  await build({
    absWorkingDir: root,
    entryPoints: ['browser/console.ts', 'styles/console.css'].map((name) => join('src', 'staff', name)),
    entryNames: '[name]',
    outdir: 'dist/staff',
    bundle: true,
    minify: true,
    platform: 'browser',
    target: ['es2020', 'safari14', 'chrome87', 'firefox78'],
    supported: { destructuring: true },
    format: 'iife',
    logLevel: 'warning',
  });
  writeFileSync(stamp, version);
  process.stderr.write(`Built dist/ in ${Date.now() - started} ms\n`);
}
if (!ifStale) {
  const { status } = spawnSync(process.execPath, [join(root, 'dist', 'cli.js'), 'compile'], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
