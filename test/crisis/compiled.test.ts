import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { readFileSync } from 'node:fs';
import { loadLexicon } from '../../src/content/lexicon';
import { compile } from '../../src/crisis/compile';
import { createDetector } from '../../src/crisis/detector';
import type { Detect } from '../../src/crisis/types';
import { wholeDetector } from '../support/detector';

const lexicon = loadLexicon(join(__dirname, '..', '..', 'resources', 'crisis'));
const texts = ['phrases/sealed-en', 'phrases/sealed-es', 'false-alarms/slang'].flatMap((name) =>
  readFileSync(join(__dirname, `${name}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { text: string }).text),
);

describe('a compiled lexicon', () => {
  const compiled = compile(lexicon);
  const bytes = serialize(compiled);

  it('that was kept and read back finds just what a new one finds', () => {
    const fresh = createDetector(lexicon);
    const kept = createDetector(deserialize(bytes) as typeof compiled);
    expect(texts.map((text) => kept(text))).toEqual(texts.map((text) => fresh(text)));
  });

  it.each<[string, () => Detect]>([
    ['the lexicon alone', () => createDetector(deserialize(bytes) as typeof compiled)],
    ['the lexicon and the model', wholeDetector],
  ])('finds the same whatever was read before: %s', (_name, made) => {
    const [forwards, backwards] = [made(), made()];
    const found = texts.map((text) => forwards(text));
    expect([...texts].reverse().map((text) => backwards(text))).toEqual([...found].reverse());
  });
});
