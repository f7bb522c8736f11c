import { compile } from '../../src/crisis/compile';
import { createDetector } from '../../src/crisis/detector';
import { parsePhrase, wordsOf } from '../../src/crisis/phrase';
import { cue, entry, reading, smallLexicon, words, type Small } from './smallLexicon';

/** Whether a phrase finds a text. */
const finds = (phrase: string | readonly string[], text: string, more: Small = {}): boolean =>
  reading({ ...more, entries: [entry('x', phrase)] })(text) !== 'none';
const found = (phrase: string | readonly string[], texts: readonly string[], more: Small = {}): string[] =>
  texts.filter((text) => finds(phrase, text, more));

describe('a phrase finds', () => {
  it('its words one after the other, wherever they stand', () => {
    const texts = ['want to die', 'i want to die now', 'want die', 'die to want', 'want to', 'wanted to die'];
    expect(found('want to die', texts)).toEqual(['want to die', 'i want to die now']);
  });

  it('one of several: (this|that one)', () => {
    const texts = ['kill me', 'kill my self', 'kill my', 'kill', 'kill him'];
    expect(found('kill (me|my self)', texts)).toEqual(['kill me', 'kill my self']);
    expect(found('die|end it', ['die', 'end it', 'end'])).toEqual(['die', 'end it']);
    expect(found('want (die|die now) so', ['want die so', 'want die now so', 'want die'])).toHaveLength(2);
  });

  it('what may be there: [perhaps this]', () => {
    expect(
      found('want [to really|so] die', ['want die', 'want so die', 'want to really die', 'want to die']),
    ).toEqual(['want die', 'want so die', 'want to really die']);
    expect(found('[so] tired', ['tired', 'so tired', 'so'])).toEqual(['tired', 'so tired']);
  });

  it('any words between: ~ up to three, ~5 up to five', () => {
    const texts = [0, 1, 3, 4, 5, 6].map((count) => `want ${words(count)} die`);
    expect(found('want ~ die', texts)).toHaveLength(3);
    expect(found('want ~5 die', texts)).toHaveLength(5);
    expect(found('want ~1 die', texts)).toHaveLength(2);
  });

  it('over a negation by no gap, and over a filler for nothing', () => {
    expect(found('want ~ die', ['want not die', 'want so die', 'want so not die'])).toEqual(['want so die']);
    const fillers = `want ${'really '.repeat(9)}to just die`;
    expect(finds('want to die', fillers)).toBe(true);
    expect(finds('want ~1 to die', `want really so really to die`)).toBe(true);
  });

  it('over the end of a sentence only where one may be: .', () => {
    expect(finds('want to die', 'want to. die')).toBe(false);
    expect(finds('want to . die', 'want to. die')).toBe(true);
    expect(finds('want to . die', 'want to die')).toBe(true);
    expect(finds('want to . die', 'want. to die')).toBe(false);
    expect(finds('want to die', 'want to, die')).toBe(true);
  });

  it('words by their beginning: start*', () => {
    const texts = ['suicidal', 'suicide', 'suicid', 'suici', 'asuicidal'];
    expect(found('suicid*', texts)).toEqual(['suicidal', 'suicide', 'suicid']);
  });

  it('numbers: # any, #many from six on, #year, with a letter or two behind', () => {
    const texts = ['took 5 pills', 'took 6 pills', 'took 30mg pills', 'took x pills', 'took 2011 pills'];
    expect(found('took # pills', texts)).toEqual([...texts.slice(0, 3), texts[4]]);
    expect(found('took #many pills', texts)).toEqual(texts.slice(1, 3));
    expect(found('in #year', ['in 2011', 'in 1987', 'in 1899', 'in 2100', 'in 20111', 'in 201'])).toEqual([
      ...['in 2011', 'in 1987'],
    ]);
  });

  it('what a slot stands for, and slots within it', () => {
    const more = { words: { slots: { act: ['kill myself', '{end} it all'], end: ['end', 'finish'] } } };
    const texts = ['want kill myself', 'want finish it all', 'want end it all', 'want end', 'want'];
    expect(found('want {act}', texts, more)).toEqual(texts.slice(0, 3));
  });

  it('each of its entry’s phrases, and the same words of two entries for both', () => {
    expect(found(['one thing', 'other thing'], ['one thing', 'other thing', 'thing'])).toHaveLength(2);
    const entries = [entry('a', 'want to die'), entry('b', ['want to go', 'want to die'])];
    const detect = createDetector(smallLexicon({ entries }));
    expect(detect('want to die').entries).toEqual(['en.ideation.a', 'en.ideation.b']);
    expect(detect('want to go').entries).toEqual(['en.ideation.b']);
  });

  it('words as a clinician writes them: capitals, accents, apostrophes, short forms', () => {
    const spelling = { expand: { dont: 'do not' } };
    expect(finds("I don't Can't", 'i do not cant', { spelling })).toBe(true);
    expect(finds('quitármela', 'quitarmela')).toBe(true);
    expect(finds("j'en peux", 'j en peux')).toBe(true);
    expect(finds("friend's", 'friends')).toBe(true);
  });
});

describe('a phrase that cannot be read', () => {
  it.each([
    ['', 'the phrase is empty'],
    ['()', 'an alternative is empty'],
    ['(a|)', 'an alternative is empty'],
    ['(a', 'a ")" is missing'],
    ['[a', 'a "]" is missing'],
    ['a)', 'a ")" too many'],
    ['a]', 'a "]" too many'],
    ['~', 'it holds no word'],
    ['a|~', 'it holds no word'],
    ['{nowhere}', 'there is no slot {nowhere}'],
    ['{round}', '{round} uses itself'],
  ])('"%s" is refused by name, with all others of the lexicon', (phrase, problem) => {
    const round = { slots: { round: ['so {round}'] } };
    const small = { entries: [entry('bad', [phrase, '(']), entry('good', 'fine')], words: round };
    const refused = () => compile(smallLexicon({ ...small, cues: [cue('now', ')')] }));
    expect(refused).toThrow(
      expect.objectContaining({
        ...{
          code: 'CRISIS_LEXICON_INVALID',
          message: expect.stringMatching(/^The crisis lexicon/) as string,
        },
        details: [
          expect.stringMatching(/^en\.ideation\.bad: "?/),
          expect.stringMatching(/^en\.ideation\.bad: /),
          expect.stringMatching(/^en\.now: /),
        ],
      }),
    );
    expect(refused).toThrow(expect.objectContaining({ message: expect.stringContaining(problem) as string }));
  });

  it('in a slot is named by its slot', () => {
    const small = { entries: [entry('good', 'fine')], words: { slots: { act: ['(', 'fine'] } } };
    expect(() => compile(smallLexicon(small))).toThrow(
      expect.objectContaining({ details: [expect.stringMatching(/^en, slot \{act\}: "\(": /)] }),
    );
  });

  it('is quoted up to sixty signs', () => {
    const long = `(${'abcdefghi '.repeat(9)}`;
    expect(() => parsePhrase(long, (word) => [word])).toThrow(`"${long.slice(0, 60)}": `);
  });
});

describe('how a phrase is understood', () => {
  const parse = (phrase: string) => parsePhrase(phrase, (word) => [word]);
  const word = (name: string) => ({ kind: 'word', word: name });

  it('item by item', () => {
    expect(parse('a ~ {slot} ~7 b*')).toEqual([
      ...[word('a'), { kind: 'gap', upTo: 3 }, { kind: 'slot', name: 'slot' }],
      ...[{ kind: 'gap', upTo: 7 }, word('b*')],
    ]);
    expect(parse('a [b|c d] .')).toEqual([
      word('a'),
      { kind: 'group', options: [[word('b')], [word('c'), word('d')]], optional: true },
      { kind: 'group', options: [[word('.')]], optional: true },
    ]);
    expect(parse('a|b')).toEqual([{ kind: 'group', options: [[word('a')], [word('b')]], optional: false }]);
  });

  it('without a gap behind its last word, in a group too', () => {
    expect(parse('a ~')).toEqual([word('a')]);
    expect(parse('a ~ [~]')).toEqual([word('a')]);
    expect(parse('a (b ~|c)')).toEqual([
      word('a'),
      { kind: 'group', options: [[word('b')], [word('c')]], optional: false },
    ]);
    expect(parse('a ~ b')).toHaveLength(3);
  });

  it('as words, those of its slots not among them', () => {
    expect(wordsOf(parse('a ~ {slot} (b|[c d])'))).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('where two ways lead to one phrase', () => {
  it('the hit begins where the way written first begins', () => {
    // By "so" the hit would begin two words later, behind the negation, and the negation would not take it back.
    const entries = [entry('x', '[at all] so tired')];
    const read = reading({ entries, cues: [cue('negation', 'not')] });
    expect(read('not at all so tired')).toBe('none');
  });

  it('each is told once a place', () => {
    const entries = [entry('x', ['want (to|to) die', 'want [to] [to] die'])];
    expect(createDetector(smallLexicon({ entries }))('want to die').entries).toEqual(['en.ideation.x']);
  });
});

it('a text is read the same whatever was read before, and while another is being read', () => {
  const entries = [entry('x', 'want ~5 die')];
  const detect = createDetector(smallLexicon({ entries }));
  expect(detect('want').tier).toBe('none');
  expect(detect('to die').tier).toBe('none');
  expect(detect(`${words(600)} want to die`).tier).toBe('ideation');
  expect(detect(`want ${words(253)} want to die`).tier).toBe('ideation');
  for (const before of [250, 252, 253, 254, 255, 256, 257])
    expect([before, detect(`${words(before)} want to die`).tier]).toEqual([before, 'ideation']);
});
