import { createDetector } from '../../src/crisis/detector';
import type { Detection } from '../../src/crisis/types';
import { cue, entry, smallLexicon, words } from './smallLexicon';
import { smallModel } from './smallModel';

/** What the model and the lexicon say together, with a model that is as sure of a word as its name says. */
const model = () =>
  smallModel({
    sure55: ['ideation', 0.55],
    sure66: ['ideation', 0.66],
    sure75: ['ideation', 0.75],
    sure90: ['ideation', 0.9],
    sure95: ['abuse', 0.95],
    cut90: ['selfharm', 0.9],
    old90: ['history', 0.9],
    now99: ['imminent', 0.99],
  });
const entries = [
  entry('die', 'want to die'),
  entry('mourir', 'veux mourir', { language: 'fr' }),
  entry('weak', 'no way out', { weak: true }),
];
const cues = [cue('negation', 'not')];
const detect = (text: string, context: Parameters<ReturnType<typeof createDetector>>[1] = {}): Detection =>
  createDetector(smallLexicon({ entries, cues }), model())(text, context);
const tier = (...args: Parameters<typeof detect>) => detect(...args).tier;

describe('the examples alone', () => {
  it('find what they are sure of, in words of its language', () => {
    expect(detect('sure66')).toEqual({ tier: 'ideation', entries: ['examples.ideation'], language: 'en' });
    expect(tier('sure55')).toBe('none');
    expect(detect('hello')).toEqual({ tier: 'none', entries: [], language: null });
  });

  it('after an earlier hit need not be as sure', () => {
    expect(tier('sure55', { alert: true })).toBe('ideation');
    expect(tier('sure55', { alert: false })).toBe('none');
  });

  it('find nothing in a language that they have not learned', () => {
    expect(tier('sure90 bonjour')).toBe('none');
  });
});

describe('what the lexicon finds', () => {
  it('stands, unless the model is quite sure that it is nothing', () => {
    expect(detect('want to die')).toEqual({ tier: 'ideation', entries: ['en.ideation.die'], language: 'en' });
    expect(tier('fine want to die')).toBe('none');
  });

  it('has the tier that the model gives it', () => {
    expect(detect('now99 want to die')).toMatchObject({ tier: 'imminent', entries: ['en.ideation.die'] });
  });

  it('stands in a language that the model has not learned, whatever it says', () => {
    expect(tier('fine veux mourir')).toBe('ideation');
    expect(tier('fine veux mourir', { previous: ['hello'] })).toBe('ideation');
  });

  it('and takes back needs a model that is surer than for nothing at all', () => {
    expect(tier('not want to die sure66')).toBe('none');
    expect(tier('not want to die sure75')).toBe('ideation');
    expect(tier('no way out sure66')).toBe('ideation');
  });
});

describe('a message that as a whole seems ordinary', () => {
  it('is looked at sentence by sentence, and each has to be surer', () => {
    expect(tier('fine. sure90')).toBe('ideation');
    expect(tier('sure90. fine')).toBe('ideation');
    expect(tier('fine. sure75')).toBe('none');
    expect(tier('fine sure90')).toBe('none');
    expect(tier('fine. fine sure90. hello')).toBe('none');
    expect(tier('hello. fine want to die')).toBe('none');
    expect(tier('fine want to die. hello')).toBe('none');
    expect(tier('fine hello. not really want to die sure66')).toBe('none');
  });

  it('when long is looked at in stretches of forty words, each ten words into the next', () => {
    expect(tier(`fine ${words(39)} sure66`)).toBe('ideation');
    expect(tier(`fine ${words(38)} sure66`)).toBe('none');
    expect(tier(`sure66 ${words(39)} fine`)).toBe('ideation');
    expect(tier(`fine ${words(60)} sure66 ${words(60)} fine`)).toBe('ideation');
    // In each stretch that holds the one there is the other.
    expect(tier(`${words(34)} fine sure66 ${words(40)}`)).toBe('none');
  });

  it('of twenty words or more is looked at around its hits', () => {
    const found = (...parts: (string | number)[]) =>
      tier(parts.map((part) => (typeof part === 'number' ? words(part) : part)).join(' '));
    expect(found('fine', 4, 'want to die', 12)).toBe('ideation');
    expect(found('fine', 4, 'want to die', 11)).toBe('none');
    expect(found('fine', 3, 'want to die', 13)).toBe('none');
    expect(found(12, 'want to die', 4, 'fine')).toBe('ideation');
    expect(found(13, 'want to die', 3, 'fine')).toBe('none');
    expect(found('fine', 'want to die', 12, 'want to die', 2)).toBe('ideation');
    expect(found('want to die', 'fine', 12, 'want to die', 'fine', 2)).toBe('none');
    // A hit that does not count is no reason to look.
    expect(found('fine', 4, 'no way out', 'now99', 12)).toBe('none');
  });
});

describe('of several stretches', () => {
  it('the more urgent tier counts, and of two of one rank the surer', () => {
    expect(tier(`sure90. fine. now99`)).toBe('imminent');
    expect(tier(`now99. fine. sure90`)).toBe('imminent');
    expect(tier('cut90. fine. sure95')).toBe('abuse');
    expect(tier('sure95. fine. cut90')).toBe('abuse');
    expect(tier('old90. fine. sure90')).toBe('ideation');
  });
});

describe('a message about the past', () => {
  it('is past', () => {
    expect(tier('old90')).toBe('history');
    expect(tier('old90. hello')).toBe('history');
  });

  it('is past, whatever an earlier sentence says', () => {
    expect(tier('want to die. old90')).toBe('history');
    expect(tier('old90. want to die')).toBe('ideation');
  });

  it('is about now where a later sentence says so and the lexicon finds it there', () => {
    const history = 'old90 old90 old90';
    expect(tier(`${history}. now99 want to die`)).toBe('imminent');
    expect(tier(`${history}. hello`)).toBe('history');
    expect(tier(`${history}. fine want to die`)).toBe('history');
  });
});

describe('messages read together', () => {
  it('have to be surer than one alone', () => {
    expect(tier('hello', { previous: ['sure66'] })).toBe('none');
    expect(tier('hello', { previous: ['sure90'] })).toBe('none');
    expect(detect('to die', { previous: ['want now99'] }).tier).toBe('none');
    expect(tier('to die', { previous: ['now99 want'] })).toBe('imminent');
  });

  it('that were told before are not told again', () => {
    expect(tier('hello', { previous: ['want to die'] })).toBe('none');
    expect(tier('hello', { previous: ['now99'] })).toBe('none');
  });
});
