import { SystemError } from '../booking/systems/bookingSystem';
import type { Orders } from '../booking/systems/orders';
import { CarrierError, type Carrier } from './carrier';

/**
 * The way from the outbox to the other booking system: orders (`order.book`, `order.move`, `order.cancel`) and the moment
 * at which an answer is overdue. Looked up when it is time, so that nobody's name stands in the outbox.
 */
export function orderCarrier(orders: Orders, timeoutMs: number): Carrier {
  return {
    id: 'booking-system',
    timeoutMs,
    takes: (topic) => topic.startsWith('order.'),
    async deliver({ topic, facts }, signal) {
      const { order = '' } = facts;
      try {
        await (topic === 'order.overdue' ? orders.overdue(order) : orders.place(order, signal));
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        const { reason, retryAfterMs, cause } = error;
        throw new CarrierError(reason, { retryAfterMs, cause });
      }
    },
  };
}
