import { createDetector } from '../../src/crisis/detector';
import { cue, entry, reading, smallLexicon, words } from './smallLexicon';

/** What each cue does to a hit, how far it reaches and what stops it, with lexicons of two or three lines. */
const die = entry('die', 'want to die', { lifts: true });
const suicide = entry('suicide', 'suicide', { topic: true, lifts: true });
const both = [die, suicide];
/** A text of a cue and a hit with so many words between. */
const apart = (before: string, between: number, after: string) =>
  [before, words(between), after].filter((part) => part !== '').join(' ');

describe('a negation', () => {
  const read = () => reading({ entries: both, cues: [cue('negation', ['not', 'no'])] });

  it('directly before a statement takes it back, fillers aside', () => {
    expect(read()('not want to die')).toBe('none');
    expect(read()('not really just want to die')).toBe('none');
    expect(read()('not today want to die')).toBe('ideation');
    expect(read()('want to die not')).toBe('ideation');
  });

  it('does not reach over a comma, a full stop or a new line', () => {
    for (const text of ['no, want to die', 'no. want to die', 'no\nwant to die', 'no really, want to die'])
      expect([text, read()(text)]).toEqual([text, 'ideation']);
  });

  it('does not reach behind a first person', () => {
    const entries = [entry('die', 'i want to die')];
    expect(reading({ entries, cues: [cue('negation', 'no')] })('no i want to die')).toBe('ideation');
  });

  it('reaches a bare topic over six words, not seven, and over a comma', () => {
    expect(read()(apart('no', 6, 'suicide'))).toBe('none');
    expect(read()(apart('no', 7, 'suicide'))).toBe('ideation');
    expect(read()('no, suicide')).toBe('none');
    expect(read()('suicide no')).toBe('ideation');
    expect(read()('no. suicide')).toBe('ideation');
  });

  it('ends at a but', () => {
    expect(read()('no worries but suicide')).toBe('ideation');
    expect(read()('but no suicide')).toBe('none');
  });

  it('is void where it is part of what affirms', () => {
    const cues = [cue('negation', 'not'), cue('affirmation', 'not only')];
    expect(reading({ entries: both, cues })('not only suicide')).toBe('ideation');
    expect(reading({ entries: both, cues })('not suicide')).toBe('none');
    expect(reading({ entries: both, cues })('not only this not suicide')).toBe('none');
  });

  it('speaks for hits of its own language alone', () => {
    const cues = [cue('negation', 'no', 'es')];
    expect(reading({ entries: both, cues })('no suicide')).toBe('ideation');
  });
});

describe('a denial', () => {
  const read = () => reading({ entries: both, cues: [cue('denial', 'never said')] });

  it('reaches a statement over four words, not five, but over no comma and no but', () => {
    expect(read()('never said want to die')).toBe('none');
    expect(read()(apart('never said', 4, 'want to die'))).toBe('none');
    expect(read()(apart('never said', 5, 'want to die'))).toBe('ideation');
    expect(read()('never said so, want to die')).toBe('ideation');
    expect(read()('never said but want to die')).toBe('ideation');
    expect(read()('never said. want to die')).toBe('ideation');
  });
});

describe('a way of speaking', () => {
  it('cancels a hit whose last word it covers, and what lies within', () => {
    const cues = [cue('idiom', 'die laughing')];
    expect(reading({ entries: both, cues })('want to die laughing')).toBe('none');
    const shorter = [cue('idiom', 'want to')];
    expect(reading({ entries: both, cues: shorter })('want to die')).toBe('ideation');
    const inner = [...both, entry('to', 'want to')];
    expect(reading({ entries: inner, cues })('want to die laughing')).toBe('none');
  });

  it('beside a hit cancels nothing', () => {
    const cues = [cue('idiom', 'laughing out loud')];
    expect(reading({ entries: both, cues })('want to die laughing out loud')).toBe('ideation');
    expect(reading({ entries: both, cues })('laughing out loud want to die')).toBe('ideation');
  });
});

describe('a hypothetical question', () => {
  const read = () => reading({ entries: both, cues: [cue('hypothetical', 'what happens if')] });

  it('covers all that follows in its sentence', () => {
    expect(read()(apart('what happens if', 25, 'want to die'))).toBe('none');
    expect(read()('what happens if. want to die')).toBe('ideation');
    expect(read()('want to die what happens if')).toBe('ideation');
    expect(read()('what happens if a thing what happens if want to die')).toBe('none');
  });

  it('of another language covers nothing', () => {
    const cues = [cue('hypothetical', 'what happens if', 'es')];
    expect(reading({ entries: both, cues })('what happens if want to die')).toBe('ideation');
  });
});

describe('a service question', () => {
  const read = () => reading({ entries: both, cues: [cue('education', 'do you treat')] });

  it('cancels the topics of its sentence, before it and behind, and no statement', () => {
    expect(read()('do you treat suicide')).toBe('none');
    expect(read()('suicide do you treat')).toBe('none');
    expect(read()('do you treat me. suicide')).toBe('ideation');
    expect(read()('do you treat me i want to die')).toBe('ideation');
  });
});

describe('another person', () => {
  const cues = [cue('other', 'friend')];
  const read = () => reading({ entries: both, cues });

  it('makes a topic behind it theirs, over six words and not seven', () => {
    expect(read()('friend suicide')).toBe('third_party');
    expect(read()(apart('friend', 6, 'suicide'))).toBe('third_party');
    expect(read()(apart('friend', 7, 'suicide'))).toBe('ideation');
    expect(read()('suicide friend')).toBe('ideation');
    const mine = [cue('other', 'my friend')];
    expect(reading({ entries: both, cues: mine })('my friend suicide')).toBe('third_party');
  });

  it('does not, where the writer, a comma, a but or a full stop comes between', () => {
    for (const text of ['friend i suicide', 'friend, suicide', 'friend but suicide', 'friend. suicide'])
      expect([text, read()(text)]).toEqual([text, 'ideation']);
  });

  it('makes a statement theirs that holds no first person, where it may be theirs at all', () => {
    const statement = (tier: 'ideation' | 'selfharm' | 'abuse', phrase: string) =>
      reading({ entries: [entry('x', phrase, { tier })], cues });
    expect(statement('ideation', 'no point in living')('friend no point in living')).toBe('third_party');
    expect(statement('selfharm', 'cuts arms')('friend cuts arms')).toBe('third_party');
    expect(statement('abuse', 'hits arms')('friend hits arms')).toBe('abuse');
    expect(statement('ideation', 'kill myself')('friend kill myself')).toBe('ideation');
    expect(statement('ideation', 'i give up')('friend i give up')).toBe('ideation');
  });
});

describe('a time today', () => {
  const cues = [cue('now', 'tonight')];
  const read = () => reading({ entries: both, cues });

  it('makes what it can lift imminent, before it or behind, over thirteen words and not fourteen', () => {
    for (const between of [0, 13]) {
      expect(read()(apart('tonight', between, 'want to die'))).toBe('imminent');
      expect(read()(apart('want to die', between, 'tonight'))).toBe('imminent');
    }
    expect(read()(apart('tonight', 14, 'want to die'))).toBe('ideation');
    expect(read()(apart('want to die', 14, 'tonight'))).toBe('ideation');
  });

  it('does so in one sentence alone, whatever its language, and only where the entry may be lifted', () => {
    expect(read()('want to die. tonight')).toBe('ideation');
    expect(read()('tonight. want to die')).toBe('ideation');
    const spanish = [cue('now', 'tonight', 'es')];
    expect(reading({ entries: both, cues: spanish })('want to die tonight')).toBe('imminent');
    const fixed = [entry('die', 'want to die')];
    expect(reading({ entries: fixed, cues })('want to die tonight')).toBe('ideation');
  });
});

describe('what is past', () => {
  const tried = entry('tried', 'tried to die');
  const cues = [cue('past', 'years ago'), cue('well', 'am fine'), cue('present', 'again')];
  const read = () => reading({ entries: [...both, tried], cues });

  it('needs a past form and a sign that it is over: long ago, within eleven words', () => {
    expect(read()('tried to die years ago')).toBe('history');
    expect(read()(apart('tried to die', 11, 'years ago'))).toBe('history');
    expect(read()(apart('tried to die', 12, 'years ago'))).toBe('ideation');
    expect(read()('tried to die. years ago')).toBe('ideation');
    expect(read()('tried to die')).toBe('ideation');
    expect(read()('want to die years ago')).toBe('ideation');
  });

  it('or that the writer is well, wherever that stands', () => {
    expect(read()(`tried to die. ${words(30)}. am fine`)).toBe('history');
    expect(read()('was it so i want to die am fine')).toBe('history');
    expect(read()('want to die am fine')).toBe('ideation');
  });

  it('has its past form in the hit or up to four words before it', () => {
    expect(read()(`was ${words(3)} want to die am fine`)).toBe('history');
    expect(read()(`was ${words(4)} want to die am fine`)).toBe('ideation');
    expect(read()('want to die was am fine')).toBe('ideation');
  });

  it('is a bare topic or a statement directly behind the sign, with no past form', () => {
    expect(read()('suicide years ago')).toBe('history');
    expect(read()('years ago want to die')).toBe('history');
    expect(read()(apart('years ago', 2, 'want to die'))).toBe('history');
    expect(read()(apart('years ago', 3, 'want to die'))).toBe('ideation');
  });

  it('is a statement that holds the sign itself', () => {
    const old = entry('old', 'die years ago perhaps');
    expect(reading({ entries: [old], cues })('die years ago perhaps')).toBe('history');
  });

  it('is not past while it goes on, in its own sentence', () => {
    expect(read()('tried to die years ago again')).toBe('ideation');
    expect(read()('again tried to die years ago')).toBe('ideation');
    expect(read()('tried to die years ago. again')).toBe('history');
    const again = entry('again', 'tried again to die');
    expect(reading({ entries: [again], cues })('tried again to die years ago')).toBe('history');
  });

  it('of an illness is no call for help, and of somebody else is still theirs', () => {
    const ill = entry('ill', 'was poisoned', { tier: 'medical' });
    expect(reading({ entries: [ill], cues })('was poisoned years ago')).toBe('none');
    expect(reading({ entries: [ill], cues })('was poisoned')).toBe('medical');
    const theirs = entry('theirs', 'he tried to die', { tier: 'third_party' });
    expect(reading({ entries: [theirs], cues })('he tried to die years ago')).toBe('third_party');
  });

  it('speaks its own language', () => {
    const spanish = [cue('past', 'years ago', 'es'), cue('well', 'am fine', 'es')];
    expect(reading({ entries: [tried], cues: spanish })('tried to die years ago am fine')).toBe('ideation');
  });
});

describe('of several hits', () => {
  const found = (entries: ReturnType<typeof entry>[], text: string, cues: ReturnType<typeof cue>[] = []) =>
    createDetector(smallLexicon({ entries, cues }))(text);

  it.each([
    ['imminent', 'ideation'],
    ['ideation', 'harm_others'],
    ['harm_others', 'abuse'],
    ['abuse', 'selfharm'],
    ['selfharm', 'medical'],
    ['medical', 'third_party'],
    ['third_party', 'history'],
  ] as const)('%s comes before %s, and both are named', (more, less) => {
    const entries = [entry('less', 'lesser', { tier: less }), entry('more', 'greater', { tier: more })];
    for (const text of ['lesser greater', 'greater lesser'])
      expect(found(entries, text)).toEqual({
        ...{ tier: more, language: 'en', entries: [`en.${more}.more`, `en.${less}.less`] },
      });
  });

  it('the one that decides gives the language, and each is named once', () => {
    const entries = [entry('uno', 'morir', { language: 'es', tier: 'imminent' }), die];
    expect(found(entries, 'want to die want to die morir')).toEqual({
      ...{ tier: 'imminent', language: 'es', entries: ['es.imminent.uno', 'en.ideation.die'] },
    });
  });

  it('a longer one around another says more exactly what is meant', () => {
    const film = entry('film', 'want to die in films', { tier: 'abuse' });
    expect(found([die, film], 'want to die in films').entries).toEqual(['en.abuse.film']);
    const same = entry('same', 'want to die', { tier: 'abuse' });
    expect(found([die, same], 'want to die').entries).toEqual(['en.ideation.die', 'en.abuse.same']);
    const beside = entry('beside', 'to die in', { tier: 'abuse' });
    expect(found([die, beside], 'want to die in').entries).toHaveLength(2);
  });

  it('an imminent one gives way to another’s story alone', () => {
    const pills = entry('pills', 'took pills', { tier: 'imminent' });
    const around = (tier: 'ideation' | 'selfharm' | 'third_party') =>
      found([pills, entry('around', 'took pills then', { tier })], 'took pills then').tier;
    expect(around('ideation')).toBe('imminent');
    expect(around('selfharm')).toBe('imminent');
    expect(around('third_party')).toBe('third_party');
  });

  it('the others count when one is taken back', () => {
    const cues = [cue('negation', 'not')];
    expect(found([...both], 'not suicide i want to die', cues).tier).toBe('ideation');
    expect(found([...both], 'not suicide', cues)).toEqual({ tier: 'none', entries: [], language: null });
  });
});

describe('an entry that counts here and there', () => {
  it('weak: after an earlier hit, or when the concern was asked', () => {
    const read = reading({ entries: [entry('out', 'no way out', { weak: true })] });
    expect(read('no way out')).toBe('none');
    expect(read('no way out', { asked: 'days' })).toBe('none');
    expect(read('no way out', { asked: 'concern' })).toBe('ideation');
    expect(read('no way out', { asked: 'concerns' })).toBe('ideation');
    expect(read('no way out', { alert: true })).toBe('ideation');
    expect(read('no way out', { alert: false })).toBe('none');
  });

  it('short: in four words at most', () => {
    const read = reading({ entries: [entry('bare', 'death', { short: true })] });
    expect(read(`death ${words(3)}`)).toBe('ideation');
    expect(read(`death ${words(4)}`)).toBe('none');
    expect(read(`death ${words(4)}`, { asked: 'concern' })).toBe('ideation');
    expect(read(`death ${words(4)}`, { alert: true })).toBe('ideation');
  });

  it.each(['name', 'email', 'location', 'phone', 'insurance'])(
    'a topic is no topic in answer to %s, unless something was said before',
    (asked) => {
      const read = reading({ entries: both });
      expect(read('suicide', { asked })).toBe('none');
      expect(read('suicide', { asked, alert: true })).toBe('ideation');
      expect(read('want to die', { asked })).toBe('ideation');
      expect(read('suicide', { asked: 'days' })).toBe('ideation');
      expect(read('suicide', { asked: null })).toBe('ideation');
    },
  );
});

describe('what was said before', () => {
  const read = () => reading({ entries: both, cues: [cue('negation', 'not')] });

  it('is read along: the last two messages, and of each the last 300 characters', () => {
    expect(read()('to die', { previous: ['want'] })).toBe('ideation');
    expect(read()('die', { previous: ['want', 'to'] })).toBe('ideation');
    expect(read()('die', { previous: ['want', 'to', 'word'] })).toBe('none');
    const filler = ' '.repeat(295);
    expect(read()('to die', { previous: [`want ${filler}`] })).toBe('ideation');
    expect(read()('to die', { previous: [`want ${filler} `] })).toBe('none');
  });

  it('has had its answer: only what reaches into this message counts', () => {
    expect(read()('tuesday', { previous: ['want to die'] })).toBe('none');
    expect(read()('tuesday', { previous: [] })).toBe('none');
    expect(read()('suicide', { previous: ['want to die'] })).toBe('ideation');
  });

  it('takes nothing back that this message says by itself', () => {
    expect(read()('suicide', { previous: ['not'] })).toBe('ideation');
  });

  it('completes a sentence within the first 8,192 characters', () => {
    expect(read()(`${' '.repeat(8_180)}to die`, { previous: ['want'] })).toBe('ideation');
    expect(read()(`${' '.repeat(8_190)}to die`, { previous: ['want'] })).toBe('none');
  });
});
