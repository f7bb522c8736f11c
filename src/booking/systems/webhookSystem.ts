import { SystemError } from './bookingSystem';
import type { Answer, BookingSystem, Order } from './bookingSystem';
import type { Call } from './caller';
import { signedHeaders } from './signed';

const TIMEOUT_MS = 10_000;
/** By these the receiver says no at once; whatever else is not 2xx is tried again. */
const NO = new Set([409, 410, 422]);
const TYPES = {
  book: 'booking.requested',
  move: 'booking.move_requested',
  cancel: 'booking.cancel_requested',
} as const;

/**
 * A system of the practice's own, behind one signed webhook each way: the order is posted to it, and it answers at
 * `POST /webhooks/booking` as soon as it knows. Times and seats come from the profile. Its body, by example:
 *
 * { "type": "booking.requested", "timestamp": "…", "data": { "reference": "K7M4QD", "kind": "appointment",
 *   "startsAt": "2026-12-01T16:00:00.000Z", "minutes": 50, "clinician": "anna", "name": "…", "phone": "…", … } }
 */
export function webhookSystem(
  { url, secret }: { readonly url: string; readonly secret: string },
  call: Call,
): BookingSystem {
  return {
    kinds: new Set(['appointment', 'group']),
    timeoutMs: TIMEOUT_MS,
    async place(order, signal): Promise<Answer> {
      const body = JSON.stringify(messageOf(order));
      const headers = signedHeaders(secret, { id: order.id, body });
      try {
        await call({ method: 'POST', url, headers, body, signal });
        return { outcome: 'later' };
      } catch (error) {
        if (error instanceof SystemError && NO.has(error.httpStatus ?? 0)) return { outcome: 'declined' };
        throw error;
      }
    },
  };
}

/** The same at every attempt, so that it can be told from another order by its id and its body. */
function messageOf({ wanted, at, booking }: Order): object {
  const { reference, kind, contact, language, format, mode, clinician, cohort, startsAt, minutes } = booking;
  const time = startsAt === undefined ? {} : { startsAt: new Date(startsAt).toISOString(), minutes };
  return {
    type: TYPES[wanted],
    timestamp: new Date(at).toISOString(),
    data: { reference, kind, ...time, clinician, cohort, format, mode, language, ...contact },
  };
}
