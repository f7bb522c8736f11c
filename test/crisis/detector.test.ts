import { join } from 'node:path';
import fc from 'fast-check';
import { loadLexicon } from '../../src/content/lexicon';
import { compile } from '../../src/crisis/compile';
import { createDetector } from '../../src/crisis/detector';
import { rankOf, TIERS, type Tier } from '../../src/crisis/types';
import { wholeDetector } from '../support/detector';

const lexicon = loadLexicon(join(__dirname, '../../resources/crisis'));
const compiled = compile(lexicon);
const detect = wholeDetector();
/** The lexicon without the model: what its entries themselves find. */
const lexical = createDetector(compiled);
const tier = (text: string, asked: string | null = null): Tier => detect(text, { asked }).tier;

describe('what a message is read as', () => {
  it.each<[string, Tier]>([
    ['I want to kill myself', 'ideation'],
    ["I'm going to kill myself tonight", 'imminent'],
    ['I just swallowed all my pills', 'imminent'],
    ['i cut my arms when it gets too much', 'selfharm'],
    ["i'm going to kill my ex", 'harm_others'],
    ['my husband hits me', 'abuse'],
    ['my chest hurts and my left arm is numb', 'medical'],
    ['my brother wants to kill himself', 'third_party'],
    ["I tried to kill myself in 2011 but I'm good now", 'history'],
    ['I would like to book a first appointment', 'none'],
    ['quiero quitarme la vida', 'ideation'],
    ['voy a matarme esta noche', 'imminent'],
    ['me tomé todas las pastillas', 'imminent'],
    ['me corto los brazos', 'selfharm'],
    ['mi esposo me golpea', 'abuse'],
    ['mi hijo se quiere matar', 'third_party'],
    ['me corté hace años, ya no lo hago', 'history'],
    ['quiero cancelar mi cita', 'none'],
    ['je veux mourir', 'ideation'],
    ['ich will sterben', 'ideation'],
    ['quero morrer', 'ideation'],
  ])('"%s" is %s', (text, expected) => {
    expect(tier(text)).toBe(expected);
  });

  it('names the language of the entry that decided, and no entry when nothing was found', () => {
    expect(detect('quiero morir').language).toBe('es');
    expect(detect('hello')).toEqual({ tier: 'none', entries: [], language: null });
  });

  it('lists the entries that fired, never what was written', () => {
    const { entries } = detect('I want to kill myself');
    expect(entries).toContain('en.ideation.kill-self');
    expect(entries.every((id) => lexicon.entries.some((entry) => entry.id === id))).toBe(true);
  });

  it('says that the examples found what the lexicon has no phrase for', () => {
    const text = 'me corte';
    expect(lexical(text).tier).toBe('none');
    expect(detect(text)).toEqual({ tier: 'selfharm', entries: ['examples.selfharm'], language: 'es' });
  });
});

describe('a cue cancels only the span it covers', () => {
  it.each([
    "I'm not suicidal",
    'no thoughts of suicide or self harm',
    "I don't want to die, I want to live better",
    'no pienso en suicidarme, solo estoy cansada',
    'no me quiero morir',
    'this traffic is killing me',
    'me muero de sueño',
    'do you work with people who have attempted suicide?',
    'tratan duelo por suicidio?',
    'suicide squad was terrible',
  ])('"%s" is none', (text) => expect(tier(text)).toBe('none'));

  it.each<[string, Tier]>([
    ["Not suicidal, I just don't want to live", 'ideation'],
    ['no, I want to die', 'ideation'],
    ["I can't stop thinking about suicide", 'ideation'],
    ['do you treat suicidal people? because I want to kill myself', 'ideation'],
    ['no soy suicida pero quiero morir', 'ideation'],
    ['this traffic is killing me and I want to die', 'ideation'],
  ])('"%s" still counts', (text, expected) => expect(tier(text)).toBe(expected));

  it('nothing is cancelled by "lol"', () => {
    expect(tier('lol i want to kill myself lol')).toBe('ideation');
    expect(tier('jaja me quiero matar jaja')).toBe('ideation');
  });

  it('days ago without being well is not history', () => {
    expect(rankOf(tier('I tried to kill myself last week'))).toBeGreaterThanOrEqual(3);
  });
});

describe('what is past covers no later sentence', () => {
  it.each<[string, Tier]>([
    ['I used to cut as a teenager, all good now. Lately I want to die.', 'ideation'],
    ["I was suicidal in 2015, I'm fine now. My daughter told me yesterday she wants to die.", 'third_party'],
    ['Survived an abusive marriage, ten years free. My neighbor is threatening to kill me.', 'abuse'],
    ['hace años me cortaba, ya estoy bien. mi esposo me pega', 'abuse'],
    ['intenté suicidarme en 2010 y ya lo superé. hoy quiero morir otra vez', 'imminent'],
    ['I tried to kill myself. That was in 2011. I am well now.', 'history'],
    ['me cortaba. eso fue hace años. ya estoy bien', 'history'],
  ])('"%s" is %s', (text, expected) => expect(tier(text)).toBe(expected));
});

describe('spelling does not hide a message', () => {
  it.each([
    'I WANT TO KILL MYSELF',
    'i want to kill my self',
    'i w4nt to k1ll mys3lf',
    'i want to k​ill my​self',
    'i want to kіll mуself',
    'i want to k i l l myself',
    'i waaaant to kiiiill myselffff',
    'i wanna kms',
    'i want to kil myslef',
    'iwanttokillmyself',
    'ｉ ｗａｎｔ ｔｏ ｋｉｌｌ ｍｙｓｅｌｆ',
    'i want to k*ll myself',
    'quiero   quitarme\tla vida',
    'kiero kitarme la bida',
    'QUIERO SUICIDARME',
    'm qiero matar',
  ])('"%s" is found', (text) => expect(tier(text)).toBe('ideation'));

  it('an address is no message', () => {
    expect(tier('die.anna.k@example.com', 'email')).toBe('none');
    expect(tier('https://example.com/kill-myself')).toBe('none');
  });
});

describe('what is around a message', () => {
  it('one word in answer to what brings someone here counts', () => {
    expect(tier('suicide', 'concern')).toBe('ideation');
    expect(tier('morir', 'concern')).toBe('ideation');
    expect(tier('death', 'days')).toBe('none');
  });

  it('the bot’s own slots ask what the words of the examples ask', () => {
    expect(tier('no way out')).toBe('none');
    for (const asked of ['concern', 'concerns']) expect(tier('no way out', asked)).toBe('ideation');
    for (const [slot, word] of Object.entries({ for_whom: 'who', availability: 'days', mode: 'format' }))
      for (const text of ['my son', 'nothing, it will not matter soon', 'never'])
        expect(tier(text, slot)).toBe(tier(text, word));
  });

  it('a name or a street is a name or a street', () => {
    expect(tier('Cutter', 'name')).toBe('none');
    expect(tier('Suicide Bridge Road 4', 'location')).toBe('none');
  });

  it('a sentence split over messages is read as one', () => {
    expect(detect('kill myself', { previous: ['i really', 'want to'] }).tier).toBe('ideation');
    expect(detect('die', { previous: ['i dont know', 'i just want to'] }).tier).toBe('ideation');
    expect(detect('tuesday', { previous: ['i want to kill myself'] }).tier).toBe('none');
  });

  it('after a hit weaker signs count', () => {
    expect(detect('no way out', {}).tier).toBe('none');
    expect(detect('no way out', { alert: true }).tier).toBe('ideation');
  });
});

describe('laws', () => {
  const harmless = fc.constantFrom(
    'Thank you.',
    'Tuesday works. My number is 555 0100.',
    'How much is a session?',
    'Gracias.',
    'The weather is nice.',
  );
  const cries = fc.constantFrom(
    'i want to kill myself',
    'quiero morir',
    'i just took all my pills',
    'my husband hits me',
    'me corto los brazos',
  );

  it('harmless text around a hit never loses it', () => {
    fc.assert(
      fc.property(
        fc.array(harmless, { maxLength: 4 }),
        cries,
        fc.array(harmless, { maxLength: 4 }),
        (a, cry, b) => rankOf(tier([...a, `${cry}.`, ...b].join(' '))) >= 3,
      ),
    );
  });

  it('case, invisible signs and stretched letters do not change the tier', () => {
    const disguise = fc.tuple(cries, fc.nat(3), fc.nat(40));
    fc.assert(
      fc.property(disguise, ([cry, way, at]) => {
        const place = at % cry.length;
        const changed = [
          cry.toUpperCase(),
          `${cry.slice(0, place)}\u200b${cry.slice(place)}`,
          cry.replace(/i(?=\w)/g, 'ı'),
          `${cry}${cry.at(-1)?.repeat(4) ?? ''}`,
        ][way] as string;
        return tier(changed) === tier(cry);
      }),
    );
  });

  it('never throws, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => TIERS.includes(tier(text))),
      { numRuns: 300 },
    );
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => TIERS.includes(tier(text))));
  });
});

it('64 KB of anything is read to its end', () => {
  const filler = 'no '.repeat(21_000);
  expect(tier(`${filler}. i want to kill myself`)).toBe('ideation');
  expect(tier(`${'@'.repeat(65_000)} i want to kill myself`)).toBe('ideation');
});
