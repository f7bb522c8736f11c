import type { Facts } from './carrier';

/** The address of what a letter is about in the staff console; undefined where nobody has said where the console is. */
export function consoleLink(publicUrl: string | undefined, facts: Facts): string | undefined {
  if (publicUrl === undefined) return undefined;
  const { reference } = facts;
  const room = facts.case !== undefined ? 'cases' : facts.booking !== undefined ? 'bookings' : undefined;
  return `${publicUrl}/staff${room && reference ? `/${room}/${reference}` : ''}`;
}
