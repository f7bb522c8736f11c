import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../src/places';

interface Entry {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
}
interface Bom {
  readonly bomFormat: string;
  readonly components: readonly { name: string; group?: string; version: string; licenses?: unknown[] }[];
}

const json = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const lock = json('package-lock.json') as { packages: Record<string, Entry> };
const own = json('package.json') as Record<
  'dependencies' | 'devDependencies' | 'scripts',
  Record<string, string>
>;
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

describe('what the bot is made of', () => {
  it('is named by exact versions, and each package is held to its content by the lock file', () => {
    for (const [name, version] of Object.entries({ ...own.dependencies, ...own.devDependencies }))
      expect({ [name]: version }).toEqual({ [name]: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string });
    const open = packages.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''));
    expect(open.map(([path]) => path)).toEqual([]);
  });

  it('so is the tool that a test fetches by itself', () => {
    const fetched = json('test/azure/playground/package-lock.json') as typeof lock;
    for (const [path, { integrity, resolved }] of Object.entries(fetched.packages)) {
      if (path !== '')
        expect([path, integrity, resolved]).toEqual([path, expect.stringMatching(/^sha512-/), undefined]);
    }
  });

  it('names no place that packages come from, so that everybody takes them from their own', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  it('runs no package’s code at install', () => {
    expect(readFileSync(join(ROOT, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
    expect(Object.keys(own.scripts).filter((name) => /^(pre|post)?(install|prepare)/.test(name))).toEqual([]);
  });

  it('may be used and passed on: permissive licences alone', () => {
    const report = execFileSync(process.execPath, [join(__dirname, 'licences.mjs'), '--dev'], {
      encoding: 'utf8',
    });
    expect(report).toMatch(/\d{3,} packages, 0 under a licence that is not on the list/);
  });

  it('is listed as CycloneDX, every package that the bot runs with', () => {
    const dir = mkdtempSync(join(tmpdir(), 'triage-sbom-'));
    const file = join(dir, 'sbom.json');
    try {
      const [program = '', ...args] = (own.scripts['sbom'] ?? '').split(' ').filter((word) => word !== '');
      expect(program).toBe('cyclonedx-npm');
      const cli = join(ROOT, 'node_modules', '@cyclonedx', 'cyclonedx-npm', 'bin', 'cyclonedx-npm-cli.js');
      execFileSync(process.execPath, [cli, ...args.slice(0, -1), file], { cwd: ROOT, stdio: 'pipe' });
      const bom = JSON.parse(readFileSync(file, 'utf8')) as Bom;
      expect(bom.bomFormat).toBe('CycloneDX');
      const listed = new Set(
        bom.components.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`),
      );
      for (const [name, version] of Object.entries(own.dependencies))
        expect(listed).toContain(`${name}@${version}`);
      for (const name of Object.keys(own.devDependencies))
        expect([...listed].filter((one) => one.startsWith(`${name}@`) && !isNeeded(name))).toEqual([]);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

describe('the search for secrets', () => {
  it('finds one that is there', () => {
    const dir = mkdtempSync(join(tmpdir(), 'triage-secret-'));
    const config = join(__dirname, 'secretlint.json');
    /** Its exit code: 0 when there is none, 1 when there is one, 2 when it could not look. */
    const look = (words: string): number | null => {
      writeFileSync(join(dir, 'file.txt'), words);
      return spawnSync(process.execPath, [SECRETLINT, '--secretlintrc', config, 'file.txt'], { cwd: dir })
        .status;
    };
    try {
      // Put together here, so that this file does not hold what is looked for.
      expect(look(`token = ${['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_')}\n`)).toBe(1);
      expect(look('token = a word\n')).toBe(0);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});

const SECRETLINT = join(ROOT, 'node_modules', 'secretlint', 'bin', 'secretlint.js');

/** Some tools of ours are also needed by a package that the bot runs with. */
function isNeeded(name: string): boolean {
  return lock.packages[`node_modules/${name}`]?.dev !== true;
}
