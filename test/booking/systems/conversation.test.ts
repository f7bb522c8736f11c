import { randomBytes, randomUUID } from 'node:crypto';
import { until } from '../../handoff/receivers';
import { practiceFile } from '../../content/files';
import { startBot } from '../../support/bot';
import type { Bot } from '../../support/bot';
import type { Said, Visitor } from '../../support/visitor';
import { fhirServer } from './fhirServer';
import type { FhirServer } from './fhirServer';
import { PracticeSystem } from './practiceSystem';
import type { SignedAnswer } from './practiceSystem';

const DAY = 24 * 3_600_000;
/** The first start after a change learns the phrases anew. */
const START_MS = 240_000;

/** The example practice, booking elsewhere. */
function practice(booking: string): string {
  return practiceFile((text) => text.replace(/^ {2}system: own$/m, `  ${booking}`));
}

/** From a wish to "asked for"; resolves to the reference. */
async function ask(visitor: Visitor): Promise<string> {
  await visitor.say('can i book an appointment');
  await visitor.pick('choice.format.individual');
  await visitor.pickAt(0);
  await visitor.say('Robin Vale');
  await visitor.say('303 555 0117');
  await visitor.pick('booking.answer.yes');
  return visitor.last.find(({ booking }) => booking)?.booking?.reference ?? '';
}

/** What comes without having been asked for. */
async function unasked(visitor: Visitor): Promise<readonly Said[]> {
  const said: Said[] = [];
  await until('news', async () => {
    said.push(...(await visitor.read()));
    return said.length > 0;
  });
  visitor.last = said;
  return said;
}

describe('a visitor of a practice that books by a webhook', () => {
  const system = new PracticeSystem(`whsec_${randomBytes(32).toString('base64')}`);
  let bot: Bot;
  let post: (answer: SignedAnswer) => Promise<number>;

  beforeAll(async () => {
    await system.open();
    const file = practice(`system: webhook\n  webhook: { url: '${system.url}' }`);
    bot = await startBot({ env: { PRACTICE_FILE: file, BOOKING_WEBHOOK_SECRET: system.secret } });
    post = async ({ headers, body }) =>
      (
        await fetch(`${bot.url}/webhooks/booking`, {
          method: 'POST',
          headers: { ...headers, 'Content-Type': 'application/json' },
          body,
        })
      ).status;
  }, START_MS);
  afterAll(async () => {
    await bot.stop();
    await system.close();
  });

  const heard = (reference: string) => system.requests.find(({ data }) => data.reference === reference);
  async function asked(locale = 'en'): Promise<{ visitor: Visitor; reference: string }> {
    const visitor = await bot.visitor(locale);
    const reference = await ask(visitor);
    await until('the request', () => heard(reference) !== undefined);
    return { visitor, reference };
  }

  it('hears "asked for", and the practice learns who and when, and nothing about health', async () => {
    const visitor = await bot.visitor();
    await visitor.say('i have been feeling anxious and i want one to one');
    const reference = await ask(visitor);
    expect(visitor.keys).toContain('elsewhere.asked.appointment');
    expect(visitor.last.find(({ booking }) => booking)?.booking).toMatchObject({ status: 'pending' });
    await until('the request', () => heard(reference) !== undefined);
    const { type, data } = heard(reference) ?? {};
    expect(type).toBe('booking.requested');
    expect(Object.keys(data ?? {}).sort()).toEqual(
      [
        ...['clinician', 'format', 'kind', 'language', 'minutes', 'name', 'phone', 'reference', 'startsAt'],
        ...(data?.['mode'] === undefined ? [] : ['mode']),
      ].sort(),
    );
    expect(data).toMatchObject({ name: 'Robin Vale', phone: '+13035550117', kind: 'appointment' });
  });

  it('is told when the practice says yes, once, however often it says so', async () => {
    const { visitor, reference } = await asked();
    const yes = system.answer('booking.confirmed', { reference });
    expect(await Promise.all([post(yes), post(yes), post(yes)])).toEqual([204, 204, 204]);
    const [news, ...more] = await unasked(visitor);
    expect(news).toMatchObject({
      keys: ['elsewhere.news.confirmed'],
      booking: { reference, status: 'confirmed' },
    });
    expect(news?.text).toContain(reference);
    expect(more).toEqual([]);
    expect(await post(system.answer('booking.confirmed', { reference }))).toBe(204);
    const told = await bot.app.db.query(
      "SELECT payload FROM outbox WHERE topic = 'visitor.news' AND payload LIKE ?",
      [`%${reference}%`],
    );
    expect(told).toHaveLength(1);
  });

  it('who gets no is offered other times, or a call-back', async () => {
    const { visitor, reference } = await asked();
    expect(await post(system.answer('booking.declined', { reference }))).toBe(204);
    const [news] = await unasked(visitor);
    expect(news).toMatchObject({ asks: 'way', booking: { status: 'cancelled' } });
    expect(news?.keys).toEqual(['elsewhere.news.declined', 'elsewhere.instead']);
    const before = news?.booking?.startsAt ?? '';
    await visitor.pick('elsewhere.news_times');
    expect(visitor.asks).toBe('opening');
    expect(before).not.toBe('');
    const other = await asked('es');
    await post(system.answer('booking.declined', { reference: other.reference }));
    await unasked(other.visitor);
    await other.visitor.pick('elsewhere.news_callback');
    expect(other.visitor.asks).toBe('confirm');
    expect(other.visitor.keys).toContain('booking.confirm.callback');
  });

  it('who is being asked something else then is asked again after the news', async () => {
    const { visitor, reference } = await asked();
    await visitor.pick('menu.preferences');
    expect(visitor.asks).toBe('consent');
    await post(system.answer('booking.declined', { reference }));
    await unasked(visitor);
    expect(visitor.asks).toBe('way');
    await visitor.pick('elsewhere.news_keep');
    expect(visitor.asks).toBe('consent');
  });

  it('who is in crisis is told, and asked nothing beside the help', async () => {
    const { visitor, reference } = await asked();
    await visitor.say('i want to kill myself');
    expect(visitor.asks).toBe('crisis');
    await post(system.answer('booking.declined', { reference }));
    const [news] = await unasked(visitor);
    expect(news).toMatchObject({ keys: ['elsewhere.news.declined'], asks: null, choices: [] });
    await visitor.pick('crisis.choice.continue').catch(() => undefined);
  });

  it('hears of it when the practice moves or cancels', async () => {
    const { visitor, reference } = await asked();
    await post(system.answer('booking.confirmed', { reference }));
    await unasked(visitor);
    const startsAt = new Date(Math.ceil(Date.now() / DAY) * DAY + 30 * DAY).toISOString();
    expect(await post(system.answer('booking.moved', { reference, startsAt }))).toBe(204);
    const [moved] = await unasked(visitor);
    expect(moved).toMatchObject({ keys: ['elsewhere.news.moved'], booking: { status: 'confirmed' } });
    expect(Date.parse(moved?.booking?.startsAt ?? '')).toBe(Date.parse(startsAt));
    expect(await post(system.answer('booking.cancelled', { reference }))).toBe(204);
    const [cancelled] = await unasked(visitor);
    expect(cancelled).toMatchObject({ asks: 'way', booking: { status: 'cancelled' } });
  });

  it('who deletes their data is told nothing, because nothing is known of the conversation', async () => {
    const { visitor, reference } = await asked();
    await visitor.say('delete my data');
    await visitor.pick('sure.do.delete_my_data');
    await post(system.answer('booking.confirmed', { reference }));
    await until('the news to be dropped', async () => {
      const rows = await bot.app.db.query(
        `SELECT d.status FROM deliveries d JOIN outbox o ON o.id = d.outbox_id
          WHERE o.topic = 'visitor.news' AND o.payload LIKE ?`,
        [`%${reference}%`],
      );
      return rows.length > 0 && rows.every(({ status }) => status !== 'waiting');
    });
    expect(await visitor.read()).toEqual([]);
  });

  describe('the way back', () => {
    it('is closed to what is not signed, or signed long ago, or signed for something else', async () => {
      const { reference } = await asked();
      const yes = system.answer('booking.confirmed', { reference });
      const old = new Date(Date.now() - 6 * 60_000);
      const forged = new PracticeSystem(`whsec_${randomBytes(32).toString('base64')}`);
      const refused: SignedAnswer[] = [
        { ...yes, headers: {} },
        { ...yes, body: yes.body.replace('confirmed', 'cancelled') },
        { ...yes, headers: { ...yes.headers, 'webhook-id': `msg_${randomUUID()}` } },
        system.answer('booking.confirmed', { reference }, { at: old }),
        forged.answer('booking.confirmed', { reference }),
      ];
      for (const one of refused) expect(await post(one)).toBe(401);
      const [row] = await bot.app.db.query('SELECT status FROM bookings WHERE reference = ?', [reference]);
      expect(row).toEqual({ status: 'pending' });
    });

    it('says what is wrong with what is signed and is no answer', async () => {
      const { reference } = await asked();
      expect(await post(system.answer('booking.requested', { reference }))).toBe(400);
      expect(await post(system.answer('booking.moved', { reference }))).toBe(400);
      expect(await post(system.answer('booking.confirmed', { reference: '222222' }))).toBe(404);
    });
  });
});

describe('a visitor of a practice that books in a FHIR server', () => {
  let server: FhirServer;
  let bot: Bot;
  let later = 0;
  beforeAll(async () => {
    server = await fhirServer({ token: 'secret' }, () => Date.now() + later);
    const from = Math.ceil(Date.now() / DAY) * DAY + 3 * DAY + 17 * 3_600_000;
    server.store.open('anna', 'Practitioner/101', from, 5);
    const fhir = `fhir: { base: '${server.base}', actors: { anna: Practitioner/101 }, booking: operation }`;
    const env = { PRACTICE_FILE: practice(`system: fhir\n  ${fhir}`), BOOKING_FHIR_TOKEN: 'secret' };
    bot = await startBot({ env, parts: { now: () => Date.now() + later } });
  }, START_MS);
  afterAll(async () => {
    await bot.stop();
    await server.close();
  });

  it('picks one of its times, and is told when it is booked there', async () => {
    const visitor = await bot.visitor();
    const reference = await ask(visitor);
    expect(visitor.keys).toContain('elsewhere.asked.appointment');
    const [news] = await unasked(visitor);
    expect(news).toMatchObject({ keys: ['elsewhere.news.confirmed'], booking: { reference } });
    expect(server.store.all('Appointment')).toMatchObject([{ status: 'booked' }]);
  });

  it('can move and cancel it in the same conversation', async () => {
    const visitor = await bot.visitor();
    await ask(visitor);
    await unasked(visitor);
    await visitor.say('i need to reschedule my appointment');
    while (visitor.asks !== 'opening') await visitor.pickAt(0);
    await visitor.pickAt(0);
    await visitor.pick('manage.move.yes');
    expect(visitor.keys).toContain('elsewhere.asked_move');
    const [moved] = await unasked(visitor);
    expect(moved?.keys).toEqual(['elsewhere.news.moved']);
  });

  it('is told when the times can not be seen, and can be called back', async () => {
    later += 6 * 60_000;
    server.faults = Array<'reset'>(10).fill('reset');
    const visitor = await bot.visitor();
    await visitor.say('can i book an appointment');
    await visitor.pick('choice.format.individual');
    expect(visitor.keys).toEqual(['elsewhere.unreachable']);
    await visitor.pick('booking.callback');
    expect(visitor.asks).toBe('name');
    server.faults = [];
  });

  it('is never let in when the secret is missing', async () => {
    const file = practice(
      `system: fhir\n  fhir: { base: 'https://ehr.example/fhir', actors: { anna: Practitioner/1 } }`,
    );
    await expect(startBot({ env: { PRACTICE_FILE: file } })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      details: [expect.stringContaining('BOOKING_FHIR_TOKEN')],
    });
  });
});
