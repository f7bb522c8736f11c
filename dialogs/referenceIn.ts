import { readReference } from '../src/booking/reference';

/** The reference in what somebody wrote: the whole of it, or one of its words; undefined when there is none. */
export function referenceIn(text: string): string | undefined {
  // A word is hardly ever taken for one: a reference has no vowels, and its last sign checks the others.
  const words = text.split(/[\s,.;:!?()"']+/);
  return [text, ...words].map(readReference).find((reference) => reference !== undefined);
}
