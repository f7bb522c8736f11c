import { entry, reading, type Small } from './smallLexicon';

/** How writing is brought to the words of the phrases, with one phrase and a spelling table as small as the rule. */
const found = (phrase: string, texts: readonly string[], spelling: Small['spelling'] = {}): string[] => {
  const read = reading({ entries: [entry('x', phrase)], spelling });
  return texts.filter((text) => read(text) !== 'none');
};
/** Those that are found, and those that are not. */
function expectFound(
  phrase: string,
  is: readonly string[],
  not: readonly string[],
  spelling?: Small['spelling'],
) {
  expect(found(phrase, [...is, ...not], spelling)).toEqual(is);
}

describe('letters', () => {
  it('count without case, accents, invisible signs and width', () => {
    const is = ['KILL me', 'k\u00eell me', 'ki\u200bll me', 'ｋｉｌｌ me', 'kill\u00a0me', 'ki\u00adll me'];
    expectFound('kill me', is, ['kil me']);
  });

  it('that look alike count as what they look like', () => {
    const spelling = { homoglyphs: { і: 'i', о: 'o' } };
    expectFound('kill', ['kіll'], ['kоll'], spelling);
  });

  it('of a ligature that stands for a sentence count for nothing', () => {
    expectFound('want to die', ['want \ufdfa to die'], []);
  });

  it('repeated three times or more may stand for one or two', () => {
    const is = ['dieeee', 'diiie', 'dddiiieee'];
    expectFound('die', is, ['diee', 'ddiee', 'dyyye']);
    expectFound('kill', ['killlll', 'kiiill', 'kilııı'.replaceAll('ı', 'l'), 'kkkillll'], ['kiill']);
  });

  it('repeated in a word written wrong are found, too', () => {
    expectFound('kill', ['kiiil'], ['koool'], { typos: ['kill'] });
  });

  it('in a flood of repetitions are given up', () => {
    expectFound('die', [], [`${'aaabbbccc'.repeat(5)}die`, `${'ddd'}${'i'.repeat(3)}${'xxx'.repeat(10)}e`]);
  });
});

describe('signs for letters', () => {
  const leet = { '1': 'il', '3': 'e', '0': 'o', '@': 'a', $: 's', '!': 'i' };

  it('are read as letters in a word that has letters: the likelier first, then the other', () => {
    expectFound('kill', ['k1ll', 'ki11', 'k!ll'], ['1', '1111', 'k0ll'], { leet });
    expectFound('self', ['s3lf', '$elf', 'se1f'], [], { leet });
  });

  it('stand for any vowel as a star', () => {
    expectFound('kill', ['k*ll'], ['k**ll', 'ki*l'], { leet });
    for (const vowel of 'aeiou') expectFound(`k${vowel}ll`, ['k*ll'], []);
  });

  it('are read together with slips and repetitions', () => {
    expectFound('kill', ['k1llll', 'k1l'], ['x1l'], { leet, typos: ['kill'] });
  });

  it('in a number stay a number', () => {
    expectFound('# pills', ['30 pills', '30mg pills', '5th pills'], ['e0 pills'], { leet });
  });

  it('in a word of more than 24 letters are left as they are', () => {
    const word = 'abcdefghijklmnopqrstuvwx';
    expectFound(`${word}`, [`${word.replace('o', '0')}`], [], { leet });
    expectFound(`${word}y`, [], [`${word.replace('o', '0')}y`], { leet });
  });

  it('part words where they mean nothing', () => {
    expectFound('die please', ['die!please', 'die+please', 'die please!!', '!die please'], []);
    expectFound('die', ['die!', '$die', 'die$$$'], []);
  });
});

describe('a slip', () => {
  const spelling = { typos: ['suicide', 'kill'], notTypos: ['kilo'], expand: { kilt: 'skirt' } };

  it('of one letter wrong, missing, extra or swapped is read as what was meant', () => {
    const is = ['suicude', 'suicde', 'suiicide', 'suicied', 'suicidee', 'suicid', 'siucide'];
    const not = ['suicu', 'suicudde', 'nuicide', 'suice', 'suic1de', 'suicides1'];
    expectFound('suicide', is, not, spelling);
    expectFound(
      'kill',
      ['kil', 'kihll', 'klil', 'kell'],
      ['kelp', 'ill', 'kilo', 'kilt', 'lkill', 'kiil1'],
      spelling,
    );
  });

  it('is none where the word is one of the phrases’ own', () => {
    const read = reading({ entries: [entry('x', 'kill me'), entry('y', 'kiln')], spelling });
    expect(read('kiln me')).toBe('ideation');
    expect(reading({ entries: [entry('x', 'kill me')], cues: [], spelling })('kila me')).toBe('ideation');
    const knows = reading({ entries: [entry('x', 'kill me'), entry('y', 'kila other')], spelling });
    expect(knows('kila me')).toBe('none');
  });

  it('takes a letter for a letter, and no digit or sign', () => {
    expectFound('kill', [], ['kil7', 'ki7l', 'ki7ll'], spelling);
  });
});

describe('short forms', () => {
  it('are written out, with and without an apostrophe', () => {
    const spelling = { expand: { dont: 'do not', kms: 'kill myself' } };
    expectFound('do not', ['dont', "don't", 'don’t', 'don`t', 'DONT'], ['do', 'don t not'], spelling);
    expectFound('kill myself', ['kms', 'i kms now'], ['km'], spelling);
    expectFound('we are', ["we're"], ['were'], { expand: { "we're": 'we are' } });
  });

  it('with another reading count as both', () => {
    expectFound('que', ['k', 'que'], ['q'], { also: { k: 'que' } });
    expectFound('k', ['k'], ['que'], { also: { k: 'que' } });
    expectFound('estar*', ['star'], [], { also: { star: 'estar' } });
  });

  it('of a possessive are the word itself', () => {
    expectFound('friend dies', ["friend's dies"], ["friend't dies"]);
    expectFound('friends', ["friend's"], []);
  });

  it('of French are two words', () => {
    expectFound('l aide', ["l'aide", 'l’aide'], ['laide', "x'aide"]);
    expectFound('qu il', ["qu'il"], []);
  });

  it('of an emoji are its words, and other emoji none', () => {
    const spelling = { emoji: { '🔪': 'knife cut' } };
    expectFound('knife cut', ['🔪', 'so 🔪 it'], ['🎈'], spelling);
    expectFound('want to', ['want 🎈 to', 'want 🎈🎈 to'], ['want 🔪 to'], spelling);
  });
});

describe('words run together', () => {
  const glued = { glued: ['kill', 'die'] };

  it('are parted where they hold a sign of crisis', () => {
    expectFound('want to die', ['wanttodie', '#wanttodie'], ['wantto die'], glued);
    expectFound('kill my self', ['killmyself'], [], glued);
    expectFound('want to', [], ['wanttogo', 'wantto'], glued);
  });

  it('are parted with short forms written out, in as few words as can be', () => {
    expectFound('i do not die', ['idontdie'], [], { ...glued, expand: { dont: 'do not' } });
    expectFound('mydie', ['mydieee'], [], glued);
  });

  it('are left alone when short, very long, or not all words', () => {
    expectFound('to die', [], ['todie', `xqz${'todie'}xqz`], glued);
    const run = `${'die'.repeat(15)}`;
    expectFound('die die', [run], [`${run}${'die'.repeat(2)}`], glued);
    expectFound('a b c die', [], ['abcdieee'], glued);
  });
});

describe('letters one by one', () => {
  it('are a word, however they are parted', () => {
    const is = [
      'k i l l me',
      'k.i.l.l me',
      'k....i....l....l me',
      'k-i-l-l me',
      'k  i  l  l me'.replaceAll('  ', ' '),
      'K I L L me',
    ];
    expectFound('kill me', is, ['k i l me', 'k\ni\nl\nl me', 'k.....i.....l.....l me']);
  });

  it('are several words where two blanks part them', () => {
    expectFound('kill me', ['k i l l  m e'], ['k i l  l m e']);
    expectFound('kill me', ['k i l l m e'], []);
  });

  it('are three at least, and 48 at most', () => {
    expectFound('me', [], ['m e']);
    expectFound('die', ['d i e'], []);
    const run = (count: number) => 'd i e '.repeat(count).trim();
    expectFound('die die', [run(16)], [run(17)]);
  });

  it('that make no word stay letters', () => {
    expectFound('x y', ['x y z q'], []);
    expectFound('to me', [], ['t o m e']);
  });
});

describe('what stands between words', () => {
  const reaches = (between: string) => found('want die', [`want${between}die`]).length > 0;
  const stops = (between: string) =>
    reading({ entries: [entry('x', 'want [so] die')] })(`want${between}die`) === 'none';

  it.each(['. ', '! ', '? ', '; ', '.\n', ' . ', '?!', '!!! '])('%j ends a sentence', (between) => {
    expect(stops(between)).toBe(true);
  });

  it.each([' ', '-', ', ', '\n', '... ', ' - ', ': ', ' … ', ' (', ' _', " '", '  '])(
    '%j does not',
    (between) => {
      expect(reaches(between)).toBe(true);
    },
  );
});

describe('an address', () => {
  it('is no word', () => {
    const is = ['die anna', 'die@ anna'];
    const not = [...['anna@die.org anna', 'https://die.org/die anna', 'http://die anna', 'www.die.org anna']];
    expectFound('die anna', is, not);
  });

  it('leaves the words around it', () => {
    expectFound('die', ['a@b.org die', 'die see https://x.org', 'see www.x.org or die'], ['see die@b.org']);
  });

  it('is none without a name, a dot or a letter behind the dot', () => {
    expectFound('die', ['@die.org', 'die@home', 'x@die.7', 'x@y die'], []);
  });
});
