import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../src/places';

const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
const readme = read('README.md');
const sources = ['src', 'dialogs'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(folder, name)),
);

describe('the README', () => {
  it('lists every error code, and none that is not there', () => {
    const used = sources.flatMap((text) =>
      [...text.matchAll(/(?:\w*Error\(\s*|code: )'([A-Z]{3,}_[A-Z_]+)'/g)].map(([, code = '']) => code),
    );
    const table = readme.slice(readme.indexOf('### Errors'), readme.indexOf('### Decisions'));
    const listed = [...table.matchAll(/`([A-Z]{3,}_[A-Z_]+)`/g)].map(([, code = '']) => code);
    expect([...new Set(used)].filter((code) => !listed.includes(code))).toEqual([]);
    expect(listed.filter((code) => !sources.some((text) => text.includes(`'${code}'`)))).toEqual([]);
  });

  it('names only commands that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('names only rooms and files that there are', () => {
    const named = [...readme.matchAll(/`((?:src|dialogs|resources|test)\/[\w./-]+)`/g)].map(
      ([, path = '']) => path,
    );
    const there = named.filter((one) => !/\*|\.artifacts/.test(one));
    expect(there.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
