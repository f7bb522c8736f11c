import { loadProfile } from '../../src/content/loadProfile';
import type { TriageError } from '../../src/errors';
import { practiceFile } from '../content/files';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import { WAY, take } from '../support/way';

const LINK = `system: link
  link:
    url: https://juniper-street.example/book?from=chat
    parameters: { format: service, mode: place }`;

describe('a practice that books on a page of its own', () => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot({ env: { PRACTICE_FILE: profile(LINK) } });
  });
  afterAll(() => bot.stop());

  it('gives its link wherever booking leads, with what the profile names and nothing else', async () => {
    const visitor = await bot.visitor();
    for (const step of WAY.slice(0, 10)) await take(visitor, step);
    await visitor.pick('choice.mode.online');
    await visitor.pick('choice.format.either');
    await visitor.pick('choice.format.couples_family');
    expect(visitor.keys).toEqual(['elsewhere.link', 'elsewhere.carries']);
    const [, url = ''] = /\]\((https:[^)]+)\)/.exec(visitor.last.at(-1)?.text ?? '') ?? [];
    expect([...new URL(url).searchParams]).toEqual([
      ['from', 'chat'],
      ['service', 'couples_family'],
      ['place', 'online'],
    ]);
  });

  it('takes a call-back all the same, and books nothing by itself', async () => {
    const visitor = await bot.visitor();
    await visitor.say('can i book an appointment');
    await visitor.pick('choice.format.group');
    expect(visitor.keys).toContain('elsewhere.link');
    await visitor.pick('booking.callback');
    await visitor.say('Robin Vale');
    await visitor.say('303 555 0117');
    await visitor.pick('booking.answer.yes');
    expect(visitor.last.find(({ booking }) => booking)?.booking).toMatchObject({ kind: 'callback' });
    expect(await bot.app.db.query('SELECT kind FROM bookings')).toEqual([{ kind: 'callback' }]);
  });

  it('can be asked anything while the link is on the table, and left', async () => {
    const visitor = await bot.visitor('es');
    await visitor.say('quiero reservar una cita');
    await visitor.pick('choice.format.individual');
    await visitor.say('¿cuánto cuesta?');
    expect(visitor.keys).toEqual(expect.arrayContaining(['faq.cost.individual', 'elsewhere.link']));
    await visitor.pick('booking.leave');
    expect(visitor.keys).toContain('booking.left');
  });
});

describe('a practice that takes call-backs only', () => {
  it.each(['choice.format.individual', 'choice.format.group'])('takes one for %s', async (format) => {
    const bot = await startBot({ env: { PRACTICE_FILE: profile('system: callback') } });
    const visitor = await bot.visitor();
    await visitor.say('can i book an appointment');
    await visitor.pick(format);
    expect(visitor.asks).toBe('name');
    await visitor.say('Robin Vale');
    await visitor.say('303 555 0117');
    expect(visitor.keys).toContain('booking.confirm.callback');
    await bot.stop();
  });
});

describe('the profile', () => {
  it.each([
    ['a link without a page', 'system: link', 'booking.link: needed with system: link'],
    ['a page that nobody is sent to', LINK.replace('system: link', 'system: own'), 'booking.link: used only'],
    ['health in a link', LINK.replace('format: service', 'concerns: about'), 'booking.link.parameters'],
    [
      'a webhook over plain http',
      'system: webhook\n  webhook: { url: http://hook.example/ }',
      'booking.webhook.url',
    ],
    [
      'a FHIR server with a query',
      "system: fhir\n  fhir: { base: 'https://ehr.example/fhir?key=1', actors: {} }",
      'booking.fhir.base',
    ],
    [
      'an actor for somebody who is not there',
      'system: fhir\n  fhir: { base: https://ehr.example/fhir, actors: { nobody: Practitioner/1 } }',
      'booking.fhir.actors.nobody: no clinician',
    ],
    [
      'half a key',
      'system: fhir\n  fhir: { base: https://ehr.example/fhir, actors: { anna: Practitioner/1 }, clientId: bot }',
      'booking.fhir.keyId',
    ],
  ])('is refused with %s', (_, booking, fault) => {
    try {
      loadProfile(profile(booking));
    } catch (error) {
      return expect((error as TriageError).details.join('\n')).toContain(fault);
    }
    throw new Error('it was taken');
  });
});

/** The example practice, booking otherwise. */
function profile(booking: string): string {
  return practiceFile((text) => text.replace(/^ {2}system: own$/m, `  ${booking}`));
}
