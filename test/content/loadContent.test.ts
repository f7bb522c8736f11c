import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadContent } from '../../src/content/loadContent';
import type { Params } from '../../src/content/message';
import { requiredKeys } from '../../src/content/requiredKeys';
import { readResources } from '../../src/content/readResources';
import { INTENTS } from '../../src/understanding/types';
import { EXAMPLE, MINIMAL, practiceFile, RESOURCES } from './files';

const content = loadContent({ resources: RESOURCES, practiceFile: EXAMPLE });
const minimal = loadContent({ resources: RESOURCES, practiceFile: MINIMAL });
const answered = INTENTS.filter(
  (intent) => intent.startsWith('faq_') || intent === 'bot_identity' || intent === 'privacy_data',
);

const copies = mkdtempSync(join(tmpdir(), 'content-'));
afterAll(() => rmSync(copies, { recursive: true }));

/** A copy of resources/ in which one file is changed. */
function resourcesWith(file: string, change: (text: string) => string): string {
  const dir = mkdtempSync(join(copies, 'resources-'));
  cpSync(RESOURCES, dir, { recursive: true });
  writeFileSync(join(dir, file), change(readFileSync(join(dir, file), 'utf8')));
  return dir;
}

describe('words by key', () => {
  it('come in the language asked for', () => {
    expect(content.text('choice.mode.online', 'en')).toBe('Online');
    expect(content.text('choice.mode.online', 'es')).toBe('En línea');
  });

  it('fall back to the language of the practice, then to English', () => {
    const spanish = loadContent({
      resources: RESOURCES,
      practiceFile: practiceFile((text) =>
        text.replace('languages: [en, es]\n\n# When', 'languages: [es]\n\n# When'),
      ),
    });
    expect(spanish.text('choice.mode.online', 'fr')).toBe('En línea');
    expect(minimal.text('choice.mode.online', 'fr')).toBe('Online');
  });

  it('that are nowhere are an error with a stable code', () => {
    expect(() => content.text('greeting.nonsense', 'en')).toThrow(
      expect.objectContaining({ code: 'CONTENT_KEY_UNKNOWN' }),
    );
    expect(content.has('greeting.nonsense')).toBe(false);
    expect(content.has('greeting.automated')).toBe(true);
  });

  it('name the parameter that is missing, and never what others hold', () => {
    const say = () => content.text('crisis.again', 'en', { number: 'secret' });
    expect(say).toThrow(expect.objectContaining({ code: 'CONTENT_PARAM_MISSING' }));
    expect(say).toThrow(/\{emergency\}/);
    expect(say).not.toThrow(/secret/);
  });
});

describe('parameters', () => {
  const said = (param: Params[string], language = 'en') =>
    content.text('crisis.call', language, { number: param });

  it('of money lose the cents only when they are whole', () => {
    expect(said({ money: 120, currency: 'USD' })).toContain('$120 ');
    expect(said({ money: 120.5, currency: 'USD' })).toContain('$120.50 ');
  });

  it('of a moment are shown in the time zone given, across daylight saving', () => {
    const at = (moment: string) => said({ at: moment, zone: 'America/Denver', style: 'dateTime' });
    expect(at('2026-12-01T16:00:00Z')).toContain('Tuesday, December 1 at 9:00 AM MST');
    expect(at('2026-07-01T16:00:00Z')).toContain('Wednesday, July 1 at 10:00 AM MDT');
  });

  it('of a list are joined as the language joins them', () => {
    const list = { list: ['a', { key: 'choice.mode.online' }, 'c'] };
    expect(said(list)).toContain('a, Online, and c');
    expect(said(list, 'es')).toContain('a, En línea y c');
  });

  it('of a part are said in the same language', () => {
    expect(said({ key: 'choice.mode.online' }, 'es')).toContain('En línea');
  });

  it('that can be opened are written as links', () => {
    expect(said({ link: 'tel:988', shown: '988' })).toContain('[988](tel:988)');
  });

  it('never bring a no-break space, which would cost an SMS half its length', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('en', 'es'),
        fc.constantFrom('date', 'time', 'dateTime', 'weekday' as const),
        fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 100_000 }),
        (language, style, moment, money) => {
          const words =
            said({ at: moment.toISOString(), zone: 'America/Denver', style: style as 'date' }, language) +
            said({ money, currency: 'EUR' }, language);
          expect(words).not.toMatch(/[\u00a0\u2007\u2009\u202f]/);
        },
      ),
    );
  });

  it('are never read as ICU again: what a visitor typed stays as typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        expect(said(typed)).toBe(said('X').replace('X', () => typed));
      }),
    );
  });
});

describe("the practice's own words and figures", () => {
  it('are said without being passed', () => {
    expect(content.text('greeting.automated', 'en')).toContain('Juniper Street Counseling');
    expect(content.text('faq.cost.individual', 'en')).toBe('One to one: $120 to $150 a session.');
    expect(content.text('faq.cost.individual', 'es')).toBe('Individual: de $120 a $150 por sesión.');
    expect(content.text('faq.group_size.practice', 'en')).toContain('6 to 9 people');
    expect(content.text('faq.place.hours', 'en')).toContain('Monday to Friday 8:30 AM to 6:00 PM');
  });

  it('end a sentence with one full stop, also after "p.m."', () => {
    expect(content.text('faq.place.hours', 'es')).toMatch(/1:00 p\. ?m\.$/);
  });

  it('are told honestly where the practice has not given them', () => {
    expect(minimal.text('faq.cost.individual', 'en')).toContain('the practice will tell you');
    expect(minimal.text('faq.group_size.usual', 'en')).toContain('8 to 12');
  });

  it('take the place of the general text, word for word, braces included', () => {
    const file = practiceFile((text) => text.replace('What you tell us stays', 'What {you} tell us stays'));
    const own = loadContent({ resources: RESOURCES, practiceFile: file });
    expect(own.text('profile.confidentiality', 'en')).toContain(
      'What {you} tell us stays with your therapist.',
    );
    expect(own.text('profile.confidentiality', 'es')).toContain('Lo que nos cuentas');
  });
});

describe('answers', () => {
  it.each(answered)('to %s are there for every practice, in every language', (intent) => {
    for (const practice of [content, minimal]) {
      const answer = practice.answer(intent);
      expect(answer?.parts.length).toBeGreaterThan(0);
      for (const language of ['en', 'es']) {
        for (const { key, params } of answer?.parts ?? []) {
          expect(practice.text(key, language, params)).not.toMatch(/[{}]|undefined/);
        }
      }
    }
  });

  it('leave out what the practice does not offer', () => {
    const keys = (minimal.answer('faq_session_length')?.parts ?? []).map(({ key }) => key);
    expect(keys).toEqual(['faq.session_length.individual', 'faq.session_length.how_many']);
  });

  it('do not give one fee as if it were all: without fees there is one honest sentence', () => {
    expect(minimal.answer('faq_cost')?.parts).toEqual([{ key: 'faq.cost.unknown' }]);
  });

  it('are there for questions only', () => {
    expect(content.answer('greet')).toBeUndefined();
  });
});

describe('help lines', () => {
  it('of a country are its own, with the directory last', () => {
    const lines = content.helplines('US');
    expect(lines.map(({ id }) => id)).toContain('us-988');
    expect(lines.every(({ id }) => /^(us|any)-/.test(id))).toBe(true);
    expect(lines.at(-1)).toMatchObject({ use: 'directory', link: 'https://findahelpline.com' });
  });

  it('of a country that is not listed are those that serve everywhere', () => {
    expect(content.helplines('ZZ').map(({ id }) => id)).toEqual(['any-emergency', 'any-findahelpline']);
    expect(content.helplines('__proto__').map(({ id }) => id)).toEqual([
      'any-emergency',
      'any-findahelpline',
    ]);
  });

  it('open the number that is shown', () => {
    const countries = ['US', 'CA', 'GB', 'IE', 'AU', 'NZ', 'ES', 'MX', 'FR', 'DE', 'PT', 'BR'];
    for (const line of countries.flatMap((country) => content.helplines(country))) {
      if (line.link.startsWith('https:')) continue;
      const digits = line.number.replace(/\D/g, '');
      const opened = line.link.replace(/\?.*/, '').replace(/\D/g, '');
      const { keyword, link } = line;
      expect(opened.endsWith(link.startsWith('tel:') && keyword ? digits + keyword : digits)).toBe(true);
      if (keyword !== undefined)
        expect(link).toContain(link.startsWith('sms:') ? `body=${keyword}` : `,${keyword}`);
    }
  });
});

describe('loading', () => {
  it('gives back nothing that can be changed', () => {
    expect(() => Object.assign(content.profile.formats, { individual: {} })).toThrow(TypeError);
    expect(() => (content.points as unknown[]).push({})).toThrow(TypeError);
    expect(Object.isFrozen(content.helplines('US')[0])).toBe(true);
  });

  it('has words for every entry, in both languages', () => {
    const { messages, ...rest } = readResources(RESOURCES);
    for (const key of requiredKeys(rest)) {
      expect([key, messages.get('en')?.has(key), messages.get('es')?.has(key)]).toEqual([key, true, true]);
    }
  });

  it.each([
    ['points.yaml', 'source: article', 'source: hearsay', 'sources.yaml has no source "hearsay"'],
    ['fit.yaml', 'is: [important]', 'is: [imporant]', 'attention has no value "imporant"'],
    ['answers.yaml', 'when: [sliding_scale]', 'when: [slidingscale]', 'answers.yaml: [0].parts[4].when[0]'],
    ['questions.yaml', 'slot: pace', 'slot: tempo', 'questions.yaml: [5].slot'],
    ['helplines.yaml', 'link: tel:911', 'link: javascript:x', 'helplines.yaml: countries.US[0].link'],
    ['locales/en/point.yaml', 'group_pace:', 'group_pase:', 'no language has the message point.group_pace'],
  ])('refuses a slip in %s and says where it is', (file, right, wrong, told) => {
    const other = file.startsWith('locales/en')
      ? (dir: string) => writeFileSync(join(dir, file.replace('/en/', '/es/')), 'x: y\n')
      : () => undefined;
    const resources = resourcesWith(file, (text) => text.replace(right, wrong));
    other(resources);
    const load = () => loadContent({ resources, practiceFile: EXAMPLE });
    expect(load).toThrow(expect.objectContaining({ code: 'CONTENT_INVALID' }));
    expect(load).toThrow(told);
  });
});
