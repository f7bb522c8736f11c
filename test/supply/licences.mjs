// `npm run licences`: whose code the bot runs with and under which licence, read from the lock file; fails on one that
// is not on the list. `-- --dev` adds what only building and testing need.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(fileURLToPath(import.meta.url), '..', '..', '..');

/** Permissive licences: use, change and pass on, with the notice kept. */
const PERMISSIVE = new Set([
  ...['MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['PSF-2.0', 'Python-2.0', 'Unlicense', 'WTFPL', 'CC0-1.0', 'Artistic-2.0', 'public domain'],
]);
/** Needed for building and testing alone, and never passed on with the bot: notices and data. */
const TOOLS_ONLY = new Set(['MPL-2.0', 'CC-BY-3.0', 'CC-BY-4.0']);
/** Packages that name no licence where npm looks for it, with where they do. */
const READ_BY_HAND = {
  cldrjs: 'MIT', // LICENSE-MIT in the package
  'escape-regexp-component': 'MIT', // its README
  'simple-lru-cache': 'MIT', // "licenses" in its package.json
};

/** `(MIT OR CC0-1.0)`: one of them is enough. */
const allowed = (licence, list) =>
  licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((one) => list.has(one));

/** Every package of the lock file, once a version, by name. */
export function licences({ dev = true } = {}) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const found = new Map();
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '' || (entry.dev && !dev)) continue;
    const name = entry.name ?? path.replace(/^.*node_modules\//, '');
    const licence = entry.license ?? READ_BY_HAND[name] ?? 'unknown';
    const tool = entry.dev === true;
    const ok = allowed(licence, PERMISSIVE) || (tool && allowed(licence, TOOLS_ONLY));
    found.set(`${name}@${entry.version}`, { name, version: entry.version, licence, tool, ok });
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const all = licences({ dev: process.argv.includes('--dev') });
  for (const { name, version, licence } of all) console.log(`${licence.padEnd(16)} ${name} ${version}`);
  const bad = all.filter(({ ok }) => !ok);
  console.log(`\n${all.length} packages, ${bad.length} under a licence that is not on the list`);
  for (const { name, licence } of bad) console.error(`${name}: ${licence}`);
  process.exitCode = bad.length > 0 ? 1 : 0;
}
