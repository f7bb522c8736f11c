import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crisisHelp } from '../../src/crisis/help';
import { wholeDetector } from '../support/detector';
import { content, read, shownOn } from './helpCases';

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
