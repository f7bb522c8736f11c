import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../src/places';

/** File and words of each test that a row names. */
const proofsOf = (row: string): [file: string, name: string][] =>
  [...row.matchAll(/`(test\/[^`]+\.ts)` › (.+?)(?=<br>| *\|$)/g)].map(([, file = '', name = '']) => [
    file,
    name.trim(),
  ]);

describe.each([
  ['the hazard log', 'resources/crisis/HAZARDS.md', 'H', 5],
  ['the threat model', '.github/THREATS.md', 'T', 4],
] as const)('%s (%s)', (_name, path, letter, columns) => {
  const rows = readFileSync(join(ROOT, path), 'utf8')
    .split('\n')
    .filter((line) => new RegExp(`^\\| ${letter}\\d+ `).test(line));

  it('has at least 15 rows, each with what stands against it and a test', () => {
    expect(rows.length).toBeGreaterThanOrEqual(15);
    for (const row of rows) {
      const cells = row.split(' | ').map((cell) => cell.trim());
      expect(cells).toHaveLength(columns);
      expect(cells.every((cell) => cell.length > 1)).toBe(true);
      expect(proofsOf(row).length).toBeGreaterThan(0);
    }
  });

  it('numbers its rows one after the other', () => {
    const numbers = rows.map((row) => Number(/\d+/.exec(row)?.[0]));
    expect(numbers).toEqual(rows.map((_, index) => index + 1));
  });

  it.each(rows.flatMap(proofsOf))('%s has the test that it names: %s', (file, name) => {
    const test = join(ROOT, file);
    expect(existsSync(test)).toBe(true);
    expect(readFileSync(test, 'utf8')).toContain(name);
  });
});
