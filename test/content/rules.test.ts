import fc from 'fast-check';
import { readResources } from '../../src/content/readResources';
import { TIERS } from '../../src/crisis/types';
import { fit } from '../../src/fit/fit';
import { FORMATS } from '../../src/fit/types';
import type { Slots } from '../../src/understanding/types';
import { RESOURCES } from './files';

const { fit: rules, messages, questions, sources, points } = readResources(RESOURCES);
const FEES = {
  individual: { fee: { min: 120, max: 150 } },
  group: { fee: { min: 45, max: 45 } },
  couples_family: { fee: { min: 160, max: 180 } },
};
const wordsOf = (prefix: string) =>
  [...messages].flatMap(([language, all]) =>
    [...all].filter(([key]) => key.startsWith(prefix)).map(([key, words]) => ({ language, key, words })),
  );

describe('the rules of fit', () => {
  it('can speak for and against every format', () => {
    for (const format of FORMATS) {
      for (const side of ['for', 'against']) {
        expect(rules.filter((rule) => rule.format === format && rule.side === side).length).toBeGreaterThan(
          2,
        );
      }
    }
  });

  it('leave no format without a word when attention, sharing and pace are answered', () => {
    const answers = fc.record({
      attention: fc.constantFrom('important', 'not_important'),
      sharing: fc.constantFrom('comfortable', 'uncomfortable'),
      pace: fc.constantFrom('own', 'shared'),
    });
    fc.assert(
      fc.property(answers, (given) => {
        for (const reasons of fit(given, rules, FEES)) {
          expect(reasons.for.length + reasons.against.length).toBe(3);
        }
      }),
    );
  });

  it('say nothing about someone who is not sure', () => {
    const unsure: Slots = { attention: 'unsure', sharing: 'unsure', privacy: 'unsure', pace: 'unsure' };
    expect(fit(unsure, rules, FEES).flatMap((format) => [...format.for, ...format.against])).toEqual([]);
  });

  it('begin each reason with what the person said', () => {
    const start = /^(You (said|named) |Dijiste |Nombraste |Diste )/;
    expect(wordsOf('reason.').filter(({ words }) => !start.test(words))).toEqual([]);
  });
});

describe('the crisis messages', () => {
  const crisis = wordsOf('crisis.');

  it('acknowledge every tier in one sentence', () => {
    for (const tier of TIERS.filter((name) => name !== 'none')) {
      for (const language of ['en', 'es']) {
        const words = messages.get(language)?.get(`crisis.${tier}.acknowledge`) ?? '';
        expect([tier, language, words.match(/[.?](\s|$)/g)?.length]).toEqual([tier, language, 1]);
      }
    }
  });

  it('hold no number of any country: numbers come from the help lines of where the person is', () => {
    expect(crisis.filter(({ words }) => /\d/.test(words))).toEqual([]);
  });

  it('never end on a bare number', () => {
    const bare = crisis.filter(
      ({ key, words }) => !key.startsWith('crisis.choice.') && /\}[.?]?$/.test(words.trim()),
    );
    expect(bare).toEqual([]);
  });

  it('have the number in the first part of an SMS, in Spanish too', () => {
    // GSM 03.38: é, ñ, ¿ and ü are in it; á, í, ó and ú are not, and one of them makes 70 signs of 160.
    const gsm = /^[A-Za-z0-9 \n.,;:?¿'"()/{}_@éèùìòàñÑüÜÉ-]*$/;
    const webOnly = /^crisis\.(choice|line|reply|abuse\.exit)/;
    expect(crisis.filter(({ key, words }) => !webOnly.test(key) && !gsm.test(words))).toEqual([]);
    for (const tier of ['imminent', 'ideation', 'selfharm', 'harm_others'] as const) {
      for (const all of messages.values()) {
        const keys = [`crisis.${tier}.acknowledge`, 'crisis.automated', 'crisis.call'];
        const start =
          keys
            .map((key) => all.get(key))
            .join(' ')
            .split('{number}')[0] ?? '';
        expect(start.length).toBeLessThan(160 - '1-800-000-0000'.length);
      }
    }
  });

  it('promise no rescue and no watching, and ask for no score', () => {
    const promise = /we will (call|find|send)|monitor|confidential|scale of|te vamos a|vigil|escala/i;
    expect(crisis.filter(({ words }) => promise.test(words))).toEqual([]);
  });
});

describe('what is asked', () => {
  it('comes in the order of the conversation, without contact details', () => {
    expect(questions.map(({ slot }) => slot)).toEqual([
      'for_whom',
      'concerns',
      'attention',
      'sharing',
      'privacy',
      'pace',
      'budget',
      'availability',
      'mode',
      'format',
    ]);
  });

  it('puts what touches on health behind consent', () => {
    expect(questions.filter(({ health }) => !health).map(({ slot }) => slot)).toEqual([
      'budget',
      'availability',
      'mode',
      'format',
    ]);
  });
});

describe('where claims come from', () => {
  it('is told for every point, and the derived ones say that they are derived', () => {
    const known = new Set(sources.map(({ id }) => id));
    expect(points.filter(({ source }) => !known.has(source))).toEqual([]);
    expect(
      new Set(points.filter(({ format }) => format === 'couples_family').map(({ source }) => source)),
    ).toContain('article_couples');
  });
});
