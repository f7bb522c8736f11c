import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadLexicon } from '../../src/content/lexicon';

const RESOURCES = join(__dirname, '../../resources/crisis');

describe('reading the crisis lexicon', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lexicon-'));
    cpSync(RESOURCES, folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const change = (file: string, from: RegExp | string, to: string) => {
    const path = join(folder, file);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    writeFileSync(path, after);
  };

  it('knows five languages', () => {
    expect(Object.keys(loadLexicon(folder).languages)).toEqual(['de', 'en', 'es', 'fr', 'pt']);
  });

  it('lists every fault of every file at once', () => {
    change('lexicon/en/ideation.yaml', 'tier: ideation', 'tier: sadness');
    change('lexicon/es/cues.yaml', 'effect: negation', 'effect: denying');
    rmSync(join(folder, 'lexicon/fr/words.yaml'));
    expect(() => loadLexicon(folder)).toThrow(
      expect.objectContaining({
        code: 'CRISIS_LEXICON_INVALID',
        details: expect.arrayContaining([
          expect.stringMatching(/^lexicon\/en\/ideation\.yaml: tier: /),
          expect.stringMatching(/^lexicon\/es\/cues\.yaml: cues\.0\.effect: /),
          'lexicon/fr/words.yaml: is missing',
        ]),
      }),
    );
  });

  it('refuses an entry with fewer than two examples of either kind', () => {
    change('lexicon/pt/selfharm.yaml', '      vontade de me cortar\n', '');
    expect(() => loadLexicon(folder)).toThrow(
      expect.objectContaining({
        details: ['lexicon/pt/selfharm.yaml: entries.0.hits: at least two examples that must be found'],
      }),
    );
  });

  it('refuses an id that is there twice', () => {
    change('lexicon/pt/selfharm.yaml', 'pt.selfharm.act', 'pt.abuse.violence');
    expect(() => loadLexicon(folder)).toThrow(
      expect.objectContaining({ details: ['the id "pt.abuse.violence" is there twice'] }),
    );
  });
});
