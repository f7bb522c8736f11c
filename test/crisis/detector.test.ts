// Over 300 lines: most of them are the words that have to be found, one grid beside the other.
import { join } from 'node:path';
import fc from 'fast-check';
import { loadLexicon } from '../../src/content/lexicon';
import { compile } from '../../src/crisis/compile';
import { createDetector } from '../../src/crisis/detector';
import { rankOf, TIERS, type Tier } from '../../src/crisis/types';
import { validateLexicon } from '../../src/crisis/validateLexicon';
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

describe('plain words in every combination', () => {
  const grids: Record<string, [starts: string[], ends: string[]]> = {
    'a wish and an act': [
      'i want to|i wanna|i would like to|i need to|i plan to|i decided to|i am tempted to|i intend to|i wish i could|i have an urge to|part of me wants to|all i want is to|i tried to|sometimes i want to'.split(
        '|',
      ),
      'kill myself|end my life|take my own life|commit suicide|die|hang myself|shoot myself|jump off a bridge|slit my wrists|end it all|not exist|disappear forever|stop living|drown myself'.split(
        '|',
      ),
    ],
    'a thought and an act': [
      "i'm thinking of|i've thought about|i keep thinking about|i can't stop thinking about|i fantasize about|i've been considering|i have thoughts of|thoughts about|i imagine".split(
        '|',
      ),
      'killing myself|ending my life|dying|hanging myself|overdosing|jumping off a bridge|ending it all|not existing|not being here anymore|being dead'.split(
        '|',
      ),
    ],
    'a person and a risk': [
      'my son|my daughter|my best friend|my husband|my mom|a friend of mine|my student'.split('|'),
      "is suicidal|wants to die|tried to kill herself|is cutting herself|says she wants to die|has been talking about suicide|doesn't want to live anymore|is self harming|keeps saying he wants to end it all".split(
        '|',
      ),
    ],
    'a person and a harm': [
      'my husband|my boyfriend|my dad|my stepfather|my wife|my ex|my uncle'.split('|'),
      "hits me|beats me|choked me|raped me|touches me|threatens to kill me|won't let me leave|locked me in my room|forces me to have sex|is stalking me".split(
        '|',
      ),
    ],
    'un deseo y un acto': [
      'quiero|quisiera|me gustaria|necesito|voy a|pienso en|tengo ganas de|decidí|planeo|deseo|no dejo de pensar en|tengo pensamientos de|me dan ganas de|intenté'.split(
        '|',
      ),
      'matarme|suicidarme|quitarme la vida|morir|ahorcarme|acabar con mi vida|acabar con todo|tirarme de un puente|cortarme las venas|desaparecer para siempre|no despertar|dejar de existir'.split(
        '|',
      ),
    ],
    'ya no vivir': [
      'no quiero|ya no quiero|no tengo ganas de|no tengo razones para|estoy cansada de|estoy harto de|perdí las ganas de'.split(
        '|',
      ),
      'vivir|seguir viviendo|existir|estar viva'.split('|'),
    ],
    'una persona y un riesgo': [
      'mi hijo|mi hija|mi mejor amiga|mi esposo|mi mamá|un amigo|un alumno'.split('|'),
      'se quiere matar|quiere morir|se intentó suicidar|se corta|dice que se quiere morir|habla de suicidarse|se autolesiona|amenaza con matarse|tiene pensamientos suicidas'.split(
        '|',
      ),
    ],
    'una persona y un daño': [
      'mi esposo|mi novio|mi papá|mi padrastro|mi mujer|mi ex|mi tío'.split('|'),
      'me pega|me golpea|me violó|me toca|me amenaza con matarme|no me deja salir|me encierra|abusa de mí|me obliga a tener sexo|me persigue'.split(
        '|',
      ),
    ],
  };

  it.each(Object.entries(grids))('%s is found', (_name, [starts, ends]) => {
    const missed = starts
      .flatMap((start) => ends.map((end) => `${start} ${end}`))
      .filter((text) => tier(text) === 'none');
    expect(missed).toEqual([]);
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

describe('plain words in long talk without a full stop', () => {
  const talk = {
    en: 'i have been working at the same office for nine years and the commute is long and my manager changes the schedule and my sister helps a lot with the kids after school and i like her',
    es: 'llevo nueve años trabajando en la misma oficina y el camino es largo y mi jefe cambia el horario y mi hermana ayuda mucho con los niños después de la escuela y la quiero',
  };
  const cries = {
    en: [
      'i want to kill myself',
      'i want to die',
      'i am suicidal',
      'i just took all my pills',
      'my husband hits me',
    ],
    es: [
      'quiero matarme',
      'quiero morir',
      'me quiero suicidar',
      'me tomé todas las pastillas',
      'mi esposo me golpea',
    ],
  };

  it.each(['en', 'es'] as const)('are found between any of its clauses, %s', (language) => {
    const clauses = `${talk[language]} ${talk[language]}`.split(/ (?=and |y )/);
    const missed = cries[language].flatMap((cry) =>
      [...clauses, '']
        .map((_, at) => [...clauses.slice(0, at), cry, ...clauses.slice(at)].join(' '))
        .filter((text) => rankOf(tier(text)) < 3),
    );
    expect(missed).toEqual([]);
  });

  it.each(['en', 'es'] as const)('and the talk itself is harmless, %s', (language) => {
    expect(tier(`${talk[language]} ${talk[language]}`)).toBe('none');
  });
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

describe('the lexicon', () => {
  it('finds every hit and leaves every miss of every entry', () => {
    expect(validateLexicon(lexicon, lexical)).toEqual([]);
  });

  it('says in plain words what a changed phrase broke', () => {
    const [entry] = lexicon.entries;
    const changed = {
      ...lexicon,
      entries: [{ ...entry!, hits: ['nothing of the kind'], misses: [...entry!.hits] }],
    };
    const said = validateLexicon(changed, lexical);
    expect(said[0]).toContain(
      `${entry!.id}: the example "nothing of the kind" should be found as ${entry!.tier}`,
    );
    expect(said.slice(1)).toHaveLength(entry!.hits.length);
  });

  it('has a tier, an owner, a rationale and a review for every entry, under its language', () => {
    for (const entry of lexicon.entries) {
      expect(TIERS).toContain(entry.tier);
      expect(entry.id.startsWith(`${entry.language}.`)).toBe(true);
      expect([entry.owner, entry.rationale, entry.review].every((text) => text.length > 3)).toBe(true);
    }
  });

  it.each([
    ['{nowhere} to go', 'there is no slot {nowhere}'],
    ['(open', 'a ")" is missing'],
    ['close)', 'a ")" too many'],
    ['one | | two', 'an alternative is empty'],
  ])('"%s" is refused by name', (phrase, problem) => {
    const entry = { ...lexicon.entries[0]!, id: 'en.ideation.broken', phrases: [phrase] };
    expect(() => compile({ ...lexicon, entries: [entry] })).toThrow(
      expect.objectContaining({
        code: 'CRISIS_LEXICON_INVALID',
        details: [expect.stringMatching(/^en\.ideation\.broken: /)],
        message: expect.stringContaining(problem),
      }),
    );
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
