import { featureOf, joined } from '../classifier';

const STEM = 5;
const RUN = 4;
// A number for each kind of feature, so that the word "die" and the beginning "die" are two things.
const WORD = featureOf('word');
const STEMMED = featureOf('stem');
const LETTERS = featureOf('letters');

/** Worked out anew for each message: nothing that a visitor wrote is remembered from one to the next. */
export function traitsOf(text: string): Traits {
  const whole = featureOf(text);
  const stem = text.length > STEM ? featureOf(text.slice(0, STEM)) : whole;
  const own = [joined(WORD, whole)];
  if (stem !== whole) own.push(joined(STEMMED, stem));
  // So that an unknown form or a misspelling of a known word still tells something.
  if (text.length >= RUN) {
    const marked = `<${text}>`;
    for (let i = 0; i + RUN <= marked.length; i++) own.push(featureOf(marked, LETTERS, i, i + RUN));
  }
  return { whole, stem, own };
}

/** What a word tells by itself. */
export interface Traits {
  readonly whole: number;
  readonly stem: number;
  /** The features of the word alone: itself, its beginning, its runs of letters. */
  readonly own: readonly number[];
}
