import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadLexicon } from '../../src/content/lexicon';
import { createDetector } from '../../src/crisis/detector';
import { report, type Judged } from '../../src/crisis/report';

const detect = createDetector(loadLexicon(join(__dirname, '../../resources/crisis')));

/** The sets that were at hand while the lexicon was written. The ones kept away are in `npm run crisis:report`. */
function judged(folder: string, names: RegExp): Judged[] {
  const path = join(__dirname, folder);
  return readdirSync(path)
    .filter((name) => names.test(name))
    .flatMap((name) => readFileSync(join(path, name), 'utf8').trim().split('\n'))
    .map((line) => JSON.parse(line) as Judged & { context?: string })
    .map((row) => ({ ...row, tier: detect(row.text, { asked: row.context ?? null }).tier }));
}

function share(rows: readonly Judged[], name: string, title = 'all'): number {
  const found = report(rows)
    .find((figures) => figures.title === title)
    ?.shares.find((one) => one.name === name);
  return found === undefined ? Number.NaN : found.count / found.of;
}

describe('figures that a change of the lexicon must not lower', () => {
  const phrases = judged('phrases', /^dev-/);
  const samples = judged('phrases', /^shared-dev/);
  const harmless = judged('false-alarms', /^dev-/);

  it('plain words of suicide and self-harm are found', () => {
    expect(share(phrases, 'recall, the three, plain wording')).toBeGreaterThanOrEqual(0.99);
  });

  it.each(['en', 'es'])('of all wording in %s most is found', (lang) => {
    expect(share(phrases, 'recall imminent, ideation and selfharm', lang)).toBeGreaterThanOrEqual(0.8);
    expect(share(samples, 'recall imminent, ideation and selfharm', lang)).toBeGreaterThanOrEqual(0.98);
    expect(share(samples, 'recall of all acute tiers', lang)).toBeGreaterThanOrEqual(0.97);
  });

  it('other languages are found in an emergency', () => {
    const others = judged('phrases', /^other-languages/);
    expect(share(others, 'recall of all acute tiers')).toBeGreaterThanOrEqual(0.95);
    expect(share(others, 'specificity on none')).toBeGreaterThanOrEqual(0.98);
  });

  it('the tier of a sample is right', () => {
    expect(share(samples, 'lenient tier')).toBeGreaterThanOrEqual(0.94);
  });

  it('ordinary talk raises no alarm', () => {
    expect(share(samples, 'specificity on none')).toBeGreaterThanOrEqual(0.99);
    expect(share(harmless, 'specificity on none')).toBeGreaterThanOrEqual(0.99);
    expect(share(harmless, 'specificity education')).toBeGreaterThanOrEqual(0.97);
    expect(share(harmless, 'specificity negation')).toBeGreaterThanOrEqual(0.97);
    expect(share(harmless, 'specificity counselling')).toBeGreaterThanOrEqual(0.99);
    expect(share(harmless, 'specificity assistant')).toBeGreaterThanOrEqual(0.99);
  });
});
