import type { Request, Server } from 'restify';
import type { BookingPage } from '../booking/bookingPage';
import { TriageError } from '../errors';
import { Bucket } from './bucket';
import type { Rate } from './bucket';
import { clientAddress } from './clientAddress';
import { jsonOnly } from './guards';
import { bodyOf } from './http';
import type { Origins } from './origins';

export interface BookingRoutesOptions {
  readonly page: BookingPage;
  readonly origins: Origins;
  /** Proxies of ours in front of the server. */
  readonly trustProxy: number;
  /** From one address: a person with a page, not somebody who tries tokens. */
  readonly limit?: Rate;
}

const LIMIT: Rate = { burst: 60, perSecond: 0.5 };
const MOST_SKIPPED = 600;
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** What a body may hold; everything else in it is not read. */
interface Asked {
  readonly token: string;
  readonly language: string;
  readonly choice: string;
  readonly skip: number;
  /** `2026-12-08`; anything else is no day. */
  readonly on: string;
}

/**
 * What the page behind a booking's link asks for. Always POST, with the token in the body: what stands in a path or a
 * query ends up in logs. No cookie is involved, so no other page can act for the visitor.
 */
export function bookingRoutes(
  server: Server,
  { page, origins, trustProxy, limit }: BookingRoutesOptions,
): void {
  const bucket = new Bucket(limit ?? LIMIT);
  const route = (path: string, act: (asked: Asked) => Promise<object>): void => {
    server.post(`/booking/${path}`, jsonOnly, async (req, res) => {
      bucket.take(clientAddress(req, trustProxy));
      if (origins.foreign(req))
        throw new TriageError('ORIGIN_NOT_ALLOWED', 'This page may not ask for bookings', { status: 403 });
      res.send(200, await act(askedOf(req)));
    });
  };
  route('see', ({ token, language }) => page.see(token, language));
  route('times', ({ token, language, skip, on }) =>
    page.times(token, language, { skip, ...(DATE.test(on) && { on }) }),
  );
  route('move', ({ token, language, choice }) => page.move(token, language, choice));
  route('cancel', ({ token, language }) => page.cancel(token, language));
  route('accept', ({ token, language }) => page.answer(token, language, 'accept'));
  route('decline', ({ token, language }) => page.answer(token, language, 'decline'));
  route('calendar', ({ token }) => page.calendar(token));
}

function askedOf(req: Request): Asked {
  const body = bodyOf(req);
  const held = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  const text = (name: string, most: number): string => {
    const value = held[name];
    return typeof value === 'string' && value.length <= most ? value : '';
  };
  const skip = typeof held['skip'] === 'number' && Number.isInteger(held['skip']) ? held['skip'] : 0;
  return {
    token: text('token', 2_048),
    language: text('language', 2),
    choice: text('choice', 200),
    on: text('on', 10),
    skip: Math.min(Math.max(skip, 0), MOST_SKIPPED),
  };
}
