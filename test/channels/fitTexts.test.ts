import fc from 'fast-check';
import { fitTexts } from '../../src/channels/fitTexts';
import { smsParts } from '../../src/channels/smsParts';

const LIMITS = { parts: 2, messages: 3, more: 'Write "more" for the rest.' };
const word = fc.oneof(
  fc.constantFrom('therapy', 'sesión', 'group', '1.', 'ok.', '😀', 'no?'),
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }),
);
const text = fc.array(fc.tuple(word, fc.constantFrom(' ', '\n', '. ')), { minLength: 1, maxLength: 60 });
const texts = fc.array(
  text.map((pairs) => pairs.flat().join('').trim()),
  { maxLength: 6 },
);
const signs = (all: readonly string[]): string => all.join('').replace(/\s/g, '');

describe('the texts of a turn', () => {
  it('never take more than three messages of two parts, whatever is said', () => {
    fc.assert(
      fc.property(texts, (said) => {
        const { now } = fitTexts(said, LIMITS);
        expect(now.length).toBeLessThanOrEqual(3);
        for (const one of now) expect(smsParts(one).length).toBeLessThanOrEqual(2);
      }),
      { numRuns: 60 },
    );
  });

  it('lose nothing and keep their order: what is left comes later, piece by piece', () => {
    fc.assert(
      fc.property(texts, (said) => {
        const read: string[] = [];
        let rest: readonly string[] = said;
        for (let turn = 0; rest.length > 0 && turn < 40; turn++) {
          const { now, later } = fitTexts(rest, LIMITS);
          read.push(...now.map((one) => (later.length > 0 ? one.replace(`\n${LIMITS.more}`, '') : one)));
          rest = later;
        }
        expect(signs(read)).toBe(signs(said));
      }),
      { numRuns: 60 },
    );
  });

  it('are as few as they can be, because texts sent together come in any order', () => {
    expect(fitTexts(['one', 'two', 'three', 'four'], LIMITS)).toEqual({
      now: ['one\ntwo\nthree\nfour'],
      later: [],
    });
  });

  it('are cut between lines before sentences, and between sentences before words', () => {
    const line = `${'word '.repeat(40).trim()}.`;
    expect(fitTexts([[line, line].join('\n')], LIMITS).now).toEqual([line, line]);
    expect(fitTexts([`${line} ${line}`], LIMITS).now).toEqual([line, line]);
  });
});
