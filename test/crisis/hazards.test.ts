import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crisisHelp } from '../../src/crisis/help';
import { ROOT } from '../../src/places';
import { wholeDetector } from '../support/detector';
import { content, read, shownOn } from './helpCases';

const log = readFileSync(join(ROOT, 'resources', 'crisis', 'HAZARDS.md'), 'utf8');
const rows = log.split('\n').filter((line) => /^\| H\d+ /.test(line));

/** File and words of each test that a row names. */
const proofsOf = (row: string): [file: string, name: string][] =>
  [...row.matchAll(/`(test\/[^`]+\.ts)` › (.+?)(?=<br>| \|$)/g)].map(([, file = '', name = '']) => [
    file,
    name.trim(),
  ]);

describe('the hazard log', () => {
  it('has at least 15 hazards, each with its cause, its control and a test', () => {
    expect(rows.length).toBeGreaterThanOrEqual(15);
    for (const row of rows) {
      const cells = row.split(' | ').map((cell) => cell.trim());
      expect(cells).toHaveLength(5);
      expect(cells.every((cell) => cell.length > 1)).toBe(true);
      expect(proofsOf(row).length).toBeGreaterThan(0);
    }
  });

  it('numbers its hazards one after the other', () => {
    expect(rows.map((row) => /H\d+/.exec(row)?.[0])).toEqual(rows.map((_, index) => `H${index + 1}`));
  });

  it.each(rows.flatMap(proofsOf))('%s has the test that it names: %s', (file, name) => {
    const path = join(ROOT, file);
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain(name);
  });
});

interface Line {
  readonly text: string;
  readonly label: string;
  readonly kind?: string;
}
const lines = (path: string): Line[] =>
  readFileSync(join(__dirname, path), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

describe('the detector, as the hazard log relies on it', () => {
  const detect = wholeDetector();
  const share = (all: readonly Line[], right: (line: Line) => boolean): number =>
    all.filter(right).length / all.length;

  it.each(['en', 'es'])('finds plain wording in %s, 98 of 100 at least', (language) => {
    const plain = lines(`phrases/sealed-${language}.jsonl`).filter(
      ({ kind, label }) => kind === 'plain' && ['imminent', 'ideation', 'selfharm'].includes(label),
    );
    expect(plain.length).toBeGreaterThan(20);
    expect(
      share(plain, ({ text }) => !['none', 'history'].includes(detect(text).tier)),
    ).toBeGreaterThanOrEqual(0.98);
  });

  it.each(['admin', 'assistant', 'counselling', 'distress'])(
    'leaves harmless talk alone: %s, 97 of 100 at least',
    (theme) => {
      const harmless = ['en', 'es']
        .flatMap((language) => lines(`phrases/sealed-${language}.jsonl`))
        .filter(({ label, kind }) => label === 'none' && kind === theme);
      expect(harmless.length).toBeGreaterThanOrEqual(15);
      expect(share(harmless, ({ text }) => detect(text).tier === 'none')).toBeGreaterThanOrEqual(0.97);
    },
  );

  it('answers a child who is being hurt with the child line, and asks for no age first', () => {
    const { tier } = detect('im 12 and my dad hits me');
    expect(tier).toBe('abuse');
    const helplines = content.helplines('US');
    const help = crisisHelp('abuse', { helplines, country: 'US', language: 'en' });
    const { text } = shownOn('directline', help, 'en');
    expect(read(text)).toContain('1-800-422-4453');
    expect(text).not.toMatch(/how old|your age/i);
  });
});
