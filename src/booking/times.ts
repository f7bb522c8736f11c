import type { Found, Opening, Wish } from './types';

/** Where bookable times come from: the profile's hours, or another system. What is claimed here is not among them. */
export interface Times {
  /** A page of the openings that meet the wish, or of the nearest when none does. */
  find(wish: Wish, page: { skip: number; take: number }): Promise<Found<Opening>>;
  /** The next dates with an opening in the wish's format, language and with its clinician, at most `most`. */
  days(wish: Wish, most: number): Promise<readonly string[]>;
  /** The opening while it can be had; a hold or a booking of one's own does not stand in the way. */
  one(id: string, hold?: string, own?: string): Promise<Opening | undefined>;
  /** What an opening takes out of the diary. */
  resources(opening: Opening): string[];
}
