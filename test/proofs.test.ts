import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../src/places';

/** File and words of each test that a row names. */
const proofsOf = (row: string): [file: string, name: string][] =>
  [...row.matchAll(/`(test\/[^`]+\.ts)` › (.+?)(?=<br>| *\|$)/g)].map(([, file = '', name = '']) => [
    file,
    name.trim(),
  ]);

/** The function that a call goes to in the end: `it` of `it.each(rows)('title', …)`. */
function calleeOf(node: ts.Node): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isTaggedTemplateExpression(node)) return calleeOf(node.tag);
  if (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) return calleeOf(node.expression);
  return '';
}

/** The words of a title, with … for what is computed; undefined for what is no title. */
function wordsOf(node: ts.Node | undefined): string | undefined {
  if (!node) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

/** Titles of the tests and groups of a test file, as they are written there. */
function titlesOf(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const titles: string[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(it|test|describe\w*)$/.test(calleeOf(node))) {
      const title = wordsOf(node.arguments[0]);
      if (title !== undefined) titles.push(title);
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return titles;
}

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

  it.each(rows.flatMap(proofsOf))('%s has the test that it names, word by word: %s', (file, name) => {
    const path = join(ROOT, file);
    expect(existsSync(path)).toBe(true);
    expect(titlesOf(path)).toContain(name);
  });
});
