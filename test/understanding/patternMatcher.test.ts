import { PatternMatcher } from '../../src/understanding/patternMatcher';

const found = (pattern: string, text: string) => new PatternMatcher({ key: [pattern] }).all(text.split(' '));

describe('a pattern of words', () => {
  it.each([
    ['(dont|do not) care', 'i do not care', 1, 4],
    ['(dont|do not) care', 'i dont care', 1, 3],
    ['want (to be)? alone', 'want to be alone', 0, 4],
    ['want (to be)? alone', 'want alone', 0, 2],
    ['(just|newly)? retired', 'retired', 0, 1],
    ['(just|newly)? retired', 'newly retired', 0, 2],
    ['(a lot of)? changes', 'many changes', 1, 2],
  ])('%s is found in "%s"', (pattern, text, start, end) => {
    expect(found(pattern, text)).toContainEqual({ key: 'key', start, end });
  });

  it.each([
    ['(dont|do not) care', 'i do care'],
    ['want (to be)? alone', 'want to alone'],
  ])('%s is not found in "%s"', (pattern, text) => {
    expect(found(pattern, text)).toEqual([]);
  });
});
