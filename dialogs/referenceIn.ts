import { readReference } from '../src/booking/reference';

/** The reference in what somebody wrote: the whole of it, or a word that holds a digit; undefined when there is none. */
export function referenceIn(text: string): string | undefined {
  const words = text.split(/[\s,.;:!?()"']+/).filter((word) => /\d/.test(word));
  return [text, ...words].map(readReference).find((reference) => reference !== undefined);
}
