import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createFhirSystem } from '../../../src/booking/systems/fhir/createFhirSystem';
import type { BookingSystem, Order, OrderedBooking } from '../../../src/booking/systems/bookingSystem';
import { bookingProfile } from '../../../src/content/bookingProfile';
import { fhirServer } from './fhirServer';
import type { Access, FhirServer } from './fhirServer';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FROM = Date.parse('2026-12-01T16:00:00Z');
const SERVICES = { individual: { system: 'https://ehr.example/services', code: 'first' } };
const wait = (ms = 5_000): AbortSignal => AbortSignal.timeout(ms);

function keys(kind: 'ec' | 'rsa'): { publicKey: string; privateKey: string } {
  const { publicKey, privateKey } =
    kind === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-384' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

describe('a FHIR server', () => {
  let server: FhirServer;
  let clock = FROM - DAY;
  afterEach(() => server.close());

  async function open(
    more: object = {},
    secrets: { token?: string; key?: string } = { token: 't' },
    access: Access = { token: 't' },
  ): Promise<BookingSystem> {
    clock = FROM - DAY;
    server = await fhirServer(access, () => clock);
    const actors = { anna: 'Practitioner/101', lucia: 'PractitionerRole/7' };
    const { fhir } = bookingProfile.parse({ system: 'fhir', fhir: { base: server.base, actors, ...more } });
    if (!fhir) throw new Error('no FHIR in the profile');
    return createFhirSystem(fhir, secrets, () => clock);
  }

  const order = (wanted: Order['wanted'], more: Partial<OrderedBooking> = {}): Order => ({
    ...{ id: randomUUID(), wanted, at: clock },
    booking: {
      ...{ id: randomUUID(), reference: 'K7M4QD', kind: 'appointment', language: 'en', clinician: 'anna' },
      ...{ startsAt: FROM, minutes: 50, time: 'a-0', contact: { name: 'Robin Vale', phone: '+13035550117' } },
      ...more,
    },
  });

  describe('finding times', () => {
    it('finds the free slots of the practice, page after page, and whose they are', async () => {
      const system = await open();
      server.store.open('a', 'Practitioner/101', FROM, 20);
      server.store.open('l', 'PractitionerRole/7', FROM, 3);
      server.store.open('x', 'Practitioner/999', FROM, 5);
      server.store.occupy('a-3');
      const times = (await system.times?.(FROM, FROM + DAY, wait())) ?? [];
      expect(times).toHaveLength(22);
      expect(times.map(({ id }) => id)).not.toContain('a-3');
      expect(times.find(({ id }) => id === 'l-2')).toEqual({
        ...{ id: 'l-2', clinician: 'lucia', startsAt: FROM + 120 * MINUTE, minutes: 50, format: undefined },
      });
      expect(await system.times?.(FROM, FROM + 60 * MINUTE, wait())).toHaveLength(2);
    });

    it('knows what a slot is for, and leaves out what is none of ours', async () => {
      const system = await open({ services: SERVICES });
      const typed = (code: string) => ({ serviceType: [{ coding: [{ ...SERVICES.individual, code }] }] });
      server.store.open('a', 'Practitioner/101', FROM, 1, 50, typed('first'));
      server.store.open('b', 'Practitioner/101', FROM, 1, 50, typed('vaccination'));
      server.store.open('c', 'Practitioner/101', FROM, 1, 50);
      server.store.open('d', 'Practitioner/101', FROM, 1, 480);
      const times = (await system.times?.(FROM, FROM + DAY, wait())) ?? [];
      expect(times.map(({ id, format }) => [id, format])).toEqual([
        ['a-0', 'individual'],
        ['c-0', undefined],
      ]);
    });

    it.each([[500], [503], [429], ['reset']] as const)('tries once more after %s', async (fault) => {
      const system = await open();
      server.store.open('a', 'Practitioner/101', FROM, 1);
      server.faults = [undefined, fault];
      expect(await system.times?.(FROM, FROM + DAY, wait())).toHaveLength(1);
    });

    it('gives up when it stays away, hangs, or answers nonsense, and says why without a word of its own', async () => {
      const system = await open();
      server.faults = [500, 500];
      await expect(system.times?.(FROM, FROM + DAY, wait())).rejects.toMatchObject({
        code: 'BOOKING_SYSTEM_FAILED',
        reason: 'HTTP 500, exception',
      });
      server.faults = ['hang'];
      await expect(system.times?.(FROM, FROM + DAY, wait(100))).rejects.toMatchObject({ reason: 'timeout' });
      server.faults = ['garbage'];
      await expect(system.times?.(FROM, FROM + DAY, wait())).rejects.toMatchObject({
        reason: 'its search for Schedule answered no Bundle',
      });
    });

    it('follows no page to another host', async () => {
      const system = await open();
      const other = await fhirServer({ token: 't' });
      server.store.open('a', 'Practitioner/101', FROM, 9);
      Object.assign(server, { base: other.base });
      await expect(system.times?.(FROM, FROM + DAY, wait())).rejects.toMatchObject({
        reason: 'it names a host that is not configured',
      });
      expect(other.asked).toEqual([]);
      await other.close();
    });
  });

  describe.each(['create', 'operation'])('booking by %s', (booking) => {
    it('books a slot once, however often the order comes, and names nobody in an address', async () => {
      const system = await open({ booking, services: SERVICES });
      server.store.open('a', 'Practitioner/101', FROM, 2);
      const wanted = order('book', { format: 'individual' });
      const first = await system.place(wanted, wait());
      expect(first).toEqual({ outcome: 'confirmed', theirs: expect.any(String) });
      expect(await system.place(wanted, wait())).toEqual(first);
      expect(server.store.all('Appointment')).toHaveLength(1);
      expect(server.store.all('Patient')).toHaveLength(1);
      expect(server.store.read('Slot', 'a-0')).toMatchObject({ status: 'busy' });
      expect(server.asked.filter(({ url }) => /Robin|Vale|5550117/.test(decodeURIComponent(url)))).toEqual(
        [],
      );
    });

    it('is booked once when the same order comes twice at once', async () => {
      const system = await open({ booking });
      server.store.open('a', 'Practitioner/101', FROM, 1);
      const wanted = order('book');
      const answers = await Promise.all([1, 2, 3].map(() => system.place(wanted, wait())));
      expect(answers.map(({ outcome }) => outcome)).toEqual(['confirmed', 'confirmed', 'confirmed']);
      expect(server.store.all('Appointment')).toHaveLength(1);
    });

    it('is heard once when its answer is lost on the way', async () => {
      const system = await open({ booking });
      server.store.open('a', 'Practitioner/101', FROM, 1);
      const wanted = order('book');
      server.faults = [undefined, undefined, 'doneThenReset'];
      await expect(system.place(wanted, wait())).rejects.toMatchObject({ code: 'BOOKING_SYSTEM_FAILED' });
      expect(await system.place(wanted, wait())).toMatchObject({ outcome: 'confirmed' });
      expect(server.store.all('Appointment')).toHaveLength(1);
    });

    it('is declined when the slot is taken or gone', async () => {
      const system = await open({ booking });
      server.store.open('a', 'Practitioner/101', FROM, 2);
      await system.place(order('book'), wait());
      expect(await system.place(order('book'), wait())).toEqual({ outcome: 'declined' });
      expect(server.store.all('Appointment')).toHaveLength(1);
    });

    it('waits when somebody there has to say yes, and hears it', async () => {
      const system = await open({ booking });
      server.store.open('a', 'Practitioner/101', FROM, 2);
      server.store.reviewed = true;
      const [yes, no] = [order('book'), order('book', { time: 'a-1', startsAt: FROM + 60 * MINUTE })];
      const pending = { reason: 'pending there', retryAfterMs: 5 * MINUTE };
      await expect(system.place(yes, wait())).rejects.toMatchObject(pending);
      await expect(system.place(yes, wait())).rejects.toMatchObject(pending);
      server.store.decide('booked');
      expect(await system.place(yes, wait())).toMatchObject({ outcome: 'confirmed' });
      await expect(system.place(no, wait())).rejects.toMatchObject(pending);
      server.store.decide('cancelled');
      expect(await system.place(no, wait())).toEqual({ outcome: 'declined' });
    });

    it('moves and cancels, each as often as it is asked', async () => {
      const system = await open({ booking });
      server.store.open('a', 'Practitioner/101', FROM, 3);
      const booked = order('book');
      const { theirs } = (await system.place(booked, wait())) as { theirs: string };
      const moved = order('move', {
        ...{ ...booked.booking, theirs, time: 'a-2', startsAt: FROM + 120 * MINUTE },
      });
      for (let time = 0; time < 2; time += 1)
        expect(await system.place(moved, wait())).toEqual({ outcome: 'confirmed', theirs });
      const status = (id: string) => server.store.read('Slot', id)['status'];
      expect([status('a-0'), status('a-2')]).toEqual(['free', 'busy']);
      server.store.occupy('a-1');
      const taken = order('move', { ...moved.booking, time: 'a-1', startsAt: FROM + 60 * MINUTE });
      expect(await system.place(taken, wait())).toEqual({ outcome: 'declined' });
      expect(status('a-2')).toBe('busy');
      for (let time = 0; time < 2; time += 1)
        expect(await system.place(order('cancel', moved.booking), wait())).toEqual({ outcome: 'cancelled' });
      expect(status('a-2')).toBe('free');
    });

    it('cancels what was booked and never answered, and what was never heard of', async () => {
      const system = await open({ booking });
      server.store.open('a', 'Practitioner/101', FROM, 1);
      const booked = order('book');
      server.faults = [undefined, undefined, 'doneThenReset'];
      await expect(system.place(booked, wait())).rejects.toThrow();
      expect(await system.place(order('cancel', booked.booking), wait())).toEqual({ outcome: 'cancelled' });
      expect(server.store.all('Appointment')).toMatchObject([{ status: 'cancelled' }]);
      expect(await system.place(order('cancel'), wait())).toEqual({ outcome: 'cancelled' });
    });

    it.each([[500], [503], [401], ['reset'], ['garbage']] as const)(
      'comes again after %s, because nothing is known',
      async (fault) => {
        const system = await open({ booking });
        server.store.open('a', 'Practitioner/101', FROM, 1);
        server.faults = [undefined, undefined, fault, fault];
        const wanted = order('book');
        await expect(system.place(wanted, wait())).rejects.toMatchObject({ code: 'BOOKING_SYSTEM_FAILED' });
        server.faults = [];
        expect(await system.place(wanted, wait())).toMatchObject({ outcome: 'confirmed' });
      },
    );

    it('is not declined because the server takes no new people', async () => {
      const system = await open({ booking });
      server.store.open('a', 'Practitioner/101', FROM, 1);
      const nameless = order('book', { contact: { name: '' } });
      await expect(system.place(nameless, wait())).rejects.toMatchObject({ code: 'BOOKING_SYSTEM_FAILED' });
    });
  });

  it('is left alone for as long as it asks', async () => {
    const system = await open();
    server.store.open('a', 'Practitioner/101', FROM, 1);
    server.faults = [undefined, undefined, 429];
    await expect(system.place(order('book'), wait())).rejects.toMatchObject({ retryAfterMs: 1_000 });
  });

  describe('SMART backend services', () => {
    it.each(['ec', 'rsa'] as const)('are asked for a token with an assertion signed by %s', async (kind) => {
      const { publicKey, privateKey } = keys(kind);
      const client = { clientId: 'bot', keyId: 'k1' };
      const system = await open(client, { key: privateKey }, { ...client, publicKey });
      server.store.open('a', 'Practitioner/101', FROM, 1);
      const asked = [1, 2, 3].map(async () => system.times?.(FROM, FROM + DAY, wait()));
      expect((await Promise.all(asked)).map((times) => times?.length)).toEqual([1, 1, 1]);
      expect(server.tokens).toHaveLength(1);
      server.faults = [401];
      await system.times?.(FROM, FROM + DAY, wait());
      expect(server.tokens).toHaveLength(2);
      clock += 290_000;
      await system.times?.(FROM, FROM + DAY, wait());
      expect(server.tokens).toHaveLength(3);
      expect(server.asked.filter(({ url }) => server.tokens.some((token) => url.includes(token)))).toEqual(
        [],
      );
    });

    it('give none to another key', async () => {
      const client = { clientId: 'bot', keyId: 'k1' };
      const { privateKey } = keys('ec');
      const system = await open(client, { key: privateKey }, { ...client, publicKey: keys('ec').publicKey });
      await expect(system.times?.(FROM, FROM + DAY, wait())).rejects.toMatchObject({ reason: 'HTTP 400' });
      expect(server.tokens).toEqual([]);
    });
  });
});
