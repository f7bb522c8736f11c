import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { report, type Judged } from '../../src/crisis/report';
import { wholeDetector } from '../support/detector';

const detect = wholeDetector();

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

describe('figures that a change of the lexicon or the examples must not lower', () => {
  const phrases = judged('phrases', /^sealed-/);
  const samples = judged('phrases', /^shared-dev/);
  const harmless = judged('false-alarms', /./);

  it('plain words of suicide and self-harm are found', () => {
    expect(share(phrases, 'recall, the three, plain wording')).toBeGreaterThanOrEqual(0.98);
  });

  it.each(['en', 'es'])('of all wording in %s nearly all is found', (lang) => {
    expect(share(phrases, 'recall imminent, ideation and selfharm', lang)).toBeGreaterThanOrEqual(0.93);
    expect(share(phrases, 'recall of all acute tiers', lang)).toBeGreaterThanOrEqual(0.93);
    expect(share(samples, 'recall imminent, ideation and selfharm', lang)).toBeGreaterThanOrEqual(0.98);
    expect(share(samples, 'recall of all acute tiers', lang)).toBeGreaterThanOrEqual(0.98);
  });

  it('other languages are found in an emergency', () => {
    const others = judged('phrases', /^other-languages/);
    expect(share(others, 'recall of all acute tiers')).toBeGreaterThanOrEqual(0.95);
    expect(share(others, 'specificity on none')).toBeGreaterThanOrEqual(0.97);
  });

  it('the tier is right', () => {
    expect(share(phrases, 'lenient tier')).toBeGreaterThanOrEqual(0.85);
    expect(share(samples, 'lenient tier')).toBeGreaterThanOrEqual(0.94);
  });

  it('what is past is not treated as an emergency', () => {
    expect(share(phrases, 'history shown as acute')).toBeLessThanOrEqual(0.1);
  });

  it('ordinary talk raises no alarm', () => {
    expect(share(samples, 'specificity on none')).toBeGreaterThanOrEqual(0.97);
    expect(share(phrases, 'specificity on none')).toBeGreaterThanOrEqual(0.965);
    // Half of these were chosen for words that sound like a crisis.
    expect(share(harmless, 'specificity on none')).toBeGreaterThanOrEqual(0.94);
  });
});
