import { factsOfBooking, titleOfBooking } from '../src/booking/bookingFacts';
import type { BookingPlain } from '../src/booking/bookingFacts';
import type { Card } from '../src/content/message';
import type { Content } from '../src/content/types';

/** A booking as a card shows it. `can`: what its buttons do. */
export function bookingCard(
  booking: BookingPlain,
  content: Content,
  can: readonly ('move' | 'cancel')[] = [],
): Card {
  return { kind: 'booking', title: titleOfBooking(booking), facts: factsOfBooking(booking, content), can };
}
