import { deserialize, serialize } from 'node:v8';
import { createUnderstander } from '../../src/understanding/understander';
import { models, phrases } from './phraseSets';

const texts = [
  'i can do tues after 6 but how much is it',
  'no wait, online',
  'whats the difference',
  'what about reschedulling',
  'me gustaría hablar con una persona',
  'prefiero grupo, unos 60 euros',
  '',
];

describe('what was learned', () => {
  it('and was kept and read back understands just the same, in any currency', async () => {
    const fresh = createUnderstander(phrases, { models, recognizers: null });
    const kept = deserialize(serialize(models)) as typeof models;
    const other = createUnderstander(phrases, { models: kept, recognizers: null, currency: 'EUR' });
    for (const text of texts)
      for (const lang of ['en', 'es'])
        for (const asked of [null, 'mode', 'budget'] as const) {
          const [a, b] = await Promise.all([
            fresh.understand(text, { lang, asked }),
            other.understand(text, { lang, asked }),
          ]);
          const { budget, ...slots } = a.slots;
          const euros = budget ? { ...slots, budget: { ...budget, currency: 'EUR' } } : slots;
          expect(b).toEqual({ ...a, slots: euros });
        }
  });
});
