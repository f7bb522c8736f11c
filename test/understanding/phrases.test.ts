import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPhrases } from '../../src/content/phrases';
import { TriageError } from '../../src/errors';
import { INTENTS } from '../../src/understanding/types';
import { phrases } from './phraseSets';

const resources = join(__dirname, '..', '..', 'resources', 'understanding');

describe('the phrase files', () => {
  it('hold every intent in every language, with enough sentences to learn from', () => {
    for (const words of Object.values(phrases))
      for (const intent of INTENTS)
        if (intent !== 'answer') expect(words.intents[intent].length).toBeGreaterThanOrEqual(40);
  });

  it('keep apart: no sentence stands for two intents', () => {
    for (const words of Object.values(phrases)) {
      const seen = new Map<string, string>();
      for (const [intent, sentences] of Object.entries(words.intents))
        for (const sentence of sentences) {
          expect([sentence, seen.get(sentence) ?? intent]).toEqual([sentence, intent]);
          seen.set(sentence, intent);
        }
    }
  });

  it('name every fault at once, with file and place', () => {
    const dir = mkdtempSync(join(tmpdir(), 'phrases-'));
    try {
      cpSync(resources, dir, { recursive: true });
      writeFileSync(join(dir, 'en', 'numbers.yaml'), 'one: uno\n');
      writeFileSync(join(dir, 'es', 'budget.yaml'), 'currency: [dolares\n');
      writeFileSync(join(dir, 'es', 'volunteered.yaml'), 'privacy: [nadie]\n');
      const load = () => loadPhrases(dir);
      expect(load).toThrow(TriageError);
      expect(load).toThrow(/en\/numbers\.yaml: one/);
      expect(load).toThrow(/es\/budget\.yaml/);
      expect(load).toThrow(/es\/volunteered\.yaml: privacy/);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
