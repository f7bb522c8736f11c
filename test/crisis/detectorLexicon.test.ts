import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadLexicon } from '../../src/content/lexicon';
import { compile } from '../../src/crisis/compile';
import { createDetector } from '../../src/crisis/detector';
import { TIERS } from '../../src/crisis/types';
import { validateLexicon } from '../../src/crisis/validateLexicon';

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

describe('the lexicon', () => {
  const lexicon = loadLexicon(RESOURCES);
  /** Without the model: what its entries themselves find. */
  const lexical = createDetector(lexicon);

  it('finds every hit and leaves every miss of every entry', () => {
    expect(validateLexicon(lexicon, lexical)).toEqual([]);
  });

  it('says in plain words what a changed phrase broke', () => {
    const [entry] = lexicon.entries;
    const changed = {
      ...lexicon,
      entries: [{ ...entry!, hits: ['nothing of the kind'], misses: [...entry!.hits] }],
    };
    const said = validateLexicon(changed, lexical);
    expect(said[0]).toContain(
      `${entry!.id}: the example "nothing of the kind" should be found as ${entry!.tier}`,
    );
    expect(said.slice(1)).toHaveLength(entry!.hits.length);
  });

  it('has a tier, an owner, a rationale and a review for every entry, under its language', () => {
    for (const entry of lexicon.entries) {
      expect(TIERS).toContain(entry.tier);
      expect(entry.id.startsWith(`${entry.language}.`)).toBe(true);
      expect([entry.owner, entry.rationale, entry.review].every((text) => text.length > 3)).toBe(true);
    }
  });

  it.each([
    ['{nowhere} to go', 'there is no slot {nowhere}'],
    ['(open', 'a ")" is missing'],
    ['close)', 'a ")" too many'],
    ['one | | two', 'an alternative is empty'],
  ])('"%s" is refused by name', (phrase, problem) => {
    const entry = { ...lexicon.entries[0]!, id: 'en.ideation.broken', phrases: [phrase] };
    expect(() => compile({ ...lexicon, entries: [entry] })).toThrow(
      expect.objectContaining({
        code: 'CRISIS_LEXICON_INVALID',
        details: [expect.stringMatching(/^en\.ideation\.broken: /)],
        message: expect.stringContaining(problem),
      }),
    );
  });
});
