import { join } from 'node:path';
import { createRecognizers, type Recognizers } from '../../src/understanding/recognizers';
import { createUnderstander } from '../../src/understanding/understander';
import { models, phrases } from './phraseSets';

const hanging = join(__dirname, 'workers', 'hanging.cjs');
const broken = join(__dirname, 'workers', 'broken.cjs');

/** What is found is the matter here, not how fast: other work on the machine may take longer than the limit. */
const PATIENT = { limit: 20_000 };

describe('the recognizers', () => {
  const opened: Recognizers[] = [];
  const open = async (options?: Parameters<typeof createRecognizers>[0]) => {
    const recognizers = createRecognizers(options);
    opened.push(recognizers);
    await recognizers.ready();
    return recognizers;
  };
  afterEach(() => Promise.all(opened.splice(0).map((recognizers) => recognizers.close())));

  it('find dates, phones and e-mails in both languages', async () => {
    const recognizers = await open(PATIENT);
    const time = await recognizers.recognize('dateTime', 'between 3 and 5pm', 'en');
    expect(time?.[0]?.values.at(-1)).toMatchObject({ start: '15:00:00', end: '17:00:00' });
    expect((await recognizers.recognize('email', 'soy ana@example.com', 'es'))?.[0]?.value).toBe(
      'ana@example.com',
    );
  });

  it('do not look at more than 120 characters', async () => {
    const recognizers = await open();
    expect(await recognizers.recognize('number', '1 '.repeat(61), 'en')).toBeUndefined();
  });

  it('are ended when they hang, replaced, and the rules still answer', async () => {
    const recognizers = await open({ file: hanging, spares: 1 });
    const understander = createUnderstander({ en: phrases.en! }, { models, recognizers });
    const read = await understander.understand('its ext 12', { lang: 'en', asked: 'phone' });
    expect(read.slots.phone).toBeUndefined();
    expect(await recognizers.recognize('phone', '12', 'en')).toBeUndefined();
    await recognizers.ready();
    expect(await recognizers.recognize('phone', '12', 'en')).toBeUndefined();
  });

  it('are done without when they are missing', async () => {
    for (const file of [broken, join(__dirname, 'workers', 'nowhere.cjs')]) {
      const recognizers = await open({ file });
      expect(await recognizers.recognize('number', '5', 'en')).toBeUndefined();
    }
  });

  it('add what our own grammar does not read', async () => {
    const recognizers = await open(PATIENT);
    const understander = createUnderstander({ en: phrases.en! }, { models, recognizers });
    await understander.ready();
    const read = await understander.understand('in the 15:00-16:30 range', {
      lang: 'en',
      asked: 'availability',
    });
    expect(read.slots.availability?.[0]).toMatchObject({ from: '15:00', to: '16:30' });
  });
});
