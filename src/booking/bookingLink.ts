import type { BookingProfile } from '../content/bookingProfile';
import type { LINK_WISHES } from '../content/bookingProfile';

/** What of a visitor's wishes a link may carry. Nothing about health is among them. */
export type LinkWish = Partial<Record<(typeof LINK_WISHES)[number], string>>;

/**
 * The practice's own booking page for this visitor: their wishes as query parameters, as far as the profile names one.
 * `carried` says which went along, so that the visitor can be told.
 */
export function bookingLink(
  link: NonNullable<BookingProfile['link']>,
  wish: LinkWish,
): { readonly url: string; readonly carried: readonly (keyof LinkWish)[] } {
  const url = new URL(link.url);
  const wishes = Object.entries(wish) as [keyof LinkWish, string][];
  const carried = wishes.filter(([name]) => link.parameters[name] !== undefined);
  for (const [name, value] of carried) url.searchParams.set(link.parameters[name] ?? name, value);
  return { url: url.href, carried: carried.map(([name]) => name) };
}
