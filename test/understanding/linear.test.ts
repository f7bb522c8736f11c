import { keptInDist, keptUnderstander } from '../../src/compiled';
import { PatternMatcher } from '../../src/understanding/patternMatcher';

/** Texts made to be slow: each piece may take back, part or begin what was said before. */
const PIECES = [
  'i mean ',
  'no wait ',
  'not mon ',
  'i said 5pm ',
  'and ',
  'but ',
  '1 ',
  '$1 ',
  'my son. ',
  ', ',
];

const understander = keptUnderstander(
  keptInDist(() => undefined),
  { recognizers: null },
);

/** How many words the matchers were given to read; lists that they remember are not read again. */
async function wordsRead(text: string, asked: 'budget' | null): Promise<number> {
  let read = 0;
  const all = Reflect.get(PatternMatcher.prototype, 'all') as PatternMatcher['all'];
  const known = new WeakMap<PatternMatcher, WeakSet<readonly string[]>>();
  const spy = jest.spyOn(PatternMatcher.prototype, 'all').mockImplementation(function (
    this: PatternMatcher,
    words,
  ) {
    const seen = known.get(this) ?? new WeakSet();
    known.set(this, seen);
    if (!seen.has(words)) read += words.length;
    seen.add(words);
    return all.call(this, words);
  });
  await understander.understand(text, { lang: 'en', asked });
  spy.mockRestore();
  return read;
}

it.each(PIECES)('%j twice as often takes no more than 2.3 times the reading', async (piece) => {
  for (const asked of ['budget', null] as const) {
    const [once, twice] = [
      await wordsRead(piece.repeat(80), asked),
      await wordsRead(piece.repeat(160), asked),
    ];
    expect(once).toBeGreaterThan(0);
    expect(twice / once).toBeLessThanOrEqual(2.3);
  }
});
