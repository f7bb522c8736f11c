import fc from 'fast-check';
import { createUnderstander } from '../../src/understanding/understander';
import { CONCERNS, INTENTS, SLOTS, type Understander } from '../../src/understanding/types';
import { models, phrases } from './phraseSets';

let understander: Understander;
beforeAll(() => {
  understander = createUnderstander(phrases, { models, recognizers: null });
});

const asked = fc.constantFrom(null, ...SLOTS);
const lang = fc.constantFrom('en', 'es');
const words = fc.constantFrom(
  ...'not mon tuesday to 9 12 5 pm after before morning evening $ 80 max up between and or but only 555 0123 @ example . com my wife i no puedo los martes a las de la tarde hasta menos constructor __proto__ toString'.split(
    ' ',
  ),
);
const speech = fc.array(words, { minLength: 1, maxLength: 25 }).map((list) => list.join(' '));
const anything = fc.oneof(
  speech,
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);

describe('whatever is typed', () => {
  it('has an intent and valid values', async () => {
    await fc.assert(
      fc.asyncProperty(anything, lang, asked, async (text, language, slot) => {
        const { intent, slots, target } = await understander.understand(text, {
          lang: language,
          asked: slot,
        });
        expect(INTENTS).toContain(intent);
        if (target) expect(SLOTS).toContain(target.slot);
        for (const window of slots.availability ?? []) {
          expect(window.from < window.to).toBe(true);
          expect(window.from).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
          expect(window.to).toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
          expect(window.days.length).toBeGreaterThan(0);
        }
        for (const concern of slots.concerns ?? []) expect(CONCERNS).toContain(concern);
        if (slots.phone !== undefined) expect(slots.phone).toMatch(/^\+\d{7,15}$/);
        if (slots.email !== undefined) expect(slots.email).toMatch(/^[^@\s]+@[^@\s]+\.[^@\s]+$/);
        if (slots.name !== undefined) expect(slots.name.trim().length).toBeGreaterThan(0);
        const { min, max } = slots.budget ?? {};
        if (min !== undefined && max !== undefined) expect(min).toBeLessThanOrEqual(max);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['one letter', 'a'],
    ['a number and a space', '1 '],
    ['a negation', 'not '],
    ['a day', 'mon, '],
    ['an at sign', '@'],
    ['nothing but dots', '.'],
    ['a family emoji', '👨‍👩‍👧'],
  ])('answers 20,000 characters of %s', async (_, piece) => {
    const text = piece.repeat(Math.ceil(20_000 / piece.length)).slice(0, 20_000);
    for (const slot of [null, ...SLOTS]) {
      const read = await understander.understand(text, { lang: 'en', asked: slot });
      expect(INTENTS).toContain(read.intent);
    }
  });

  it('is read the same in capitals', async () => {
    await fc.assert(
      fc.asyncProperty(
        speech,
        lang,
        fc.constantFrom(null, ...SLOTS.filter((slot) => slot !== 'name')),
        async (text, language, slot) => {
          const reading = { lang: language, asked: slot };
          const [small, capital] = await Promise.all([
            understander.understand(text, reading),
            understander.understand(text.toUpperCase(), reading),
          ]);
          expect({ ...capital, slots: { ...capital.slots, name: null } }).toEqual({
            ...small,
            slots: { ...small.slots, name: null },
          });
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is empty when nothing was typed', async () => {
    expect(await understander.understand(' \n ', { lang: 'en', asked: 'name' })).toEqual({
      intent: 'none',
      slots: {},
    });
  });
});
