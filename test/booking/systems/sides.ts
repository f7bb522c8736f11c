import { randomBytes } from 'node:crypto';
import type { Opening } from '../../../src/booking/types';
import { fhirServer } from './fhirServer';
import type { FhirServer } from './fhirServer';
import { PracticeSystem } from './practiceSystem';

const TUESDAY = Date.parse('2026-11-24T17:00:00Z');

/** What the contract needs of the other side. */
export interface Side {
  /** The profile's `booking`. */
  readonly booking: object;
  readonly secrets: { readonly webhook?: string; readonly fhirToken?: string };
  /** Whether the bot books by itself, without asking anybody. */
  readonly own?: true;
  /** Says yes to everything that was asked, where nobody does at once. */
  agree?(
    receive: (answer: { headers: Record<string, string>; body: string }) => Promise<void>,
  ): Promise<void>;
  /** Somebody phones and gets that time. */
  phone?(opening: Opening): void;
  /** References or ids of what stands there, with its time. */
  standing(): number[];
  /** The next requests fail so. */
  fail?(how: 'down' | 'unheard', times: number): void;
  close(): Promise<void>;
}

/** The bot's own diary: nobody is asked. */
export function own(): Promise<Side> {
  const nothing = () => [];
  return Promise.resolve({
    ...{ booking: {}, secrets: {}, own: true, standing: nothing },
    close: async () => {},
  });
}

/** A practice's system that is asked by webhooks, and answers by them. */
export async function webhook(): Promise<Side> {
  const system = new PracticeSystem(`whsec_${randomBytes(32).toString('base64')}`);
  await system.open();
  const taken = new Set<string>();
  const diary = new Map<string, number>();
  let answered = 0;
  return {
    booking: { system: 'webhook', webhook: { url: system.url } },
    secrets: { webhook: system.secret },
    standing: () => [...diary.values()],
    phone: ({ startsAt }) => void taken.add(new Date(startsAt).toISOString()),
    fail: (how, times) => {
      system.behaviours = Array<'fail' | 'takeAndReset'>(times).fill(
        how === 'down' ? 'fail' : 'takeAndReset',
      );
    },
    async agree(receive) {
      for (const { type, data } of system.requests.slice(answered)) {
        answered += 1;
        const { reference, startsAt } = data as { reference: string; startsAt: string };
        const yes = type === 'booking.cancel_requested' || !taken.has(startsAt);
        if (type === 'booking.cancel_requested') diary.delete(reference);
        else if (yes) diary.set(reference, Date.parse(startsAt));
        const said = type === 'booking.cancel_requested' ? 'cancelled' : yes ? 'confirmed' : 'declined';
        const answer = system.answer(`booking.${said}`, { reference });
        // As webhooks come: more than once.
        await receive(answer);
        await receive(answer);
      }
    },
    close: () => system.close(),
  };
}

/** A FHIR server, told of bookings in one of two ways. */
export const fhir = (how: 'create' | 'operation') => async (): Promise<Side> => {
  const server: FhirServer = await fhirServer({ token: 'secret' });
  server.store.open('anna', 'Practitioner/101', TUESDAY, 30);
  return {
    booking: {
      system: 'fhir',
      fhir: { base: server.base, actors: { anna: 'Practitioner/101' }, booking: how },
    },
    secrets: { fhirToken: 'secret' },
    standing: () =>
      server.store
        .all('Appointment')
        .filter(({ status }) => status === 'booked')
        .map(({ start }) => Date.parse(String(start))),
    phone: ({ id }) => server.store.occupy(id.replace(/^[a-z_]+\./, '')),
    fail: (kind, times) => {
      server.faults = Array.from({ length: times }, () => (kind === 'down' ? 503 : 'doneThenReset'));
    },
    close: () => server.close(),
  };
};
