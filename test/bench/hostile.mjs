// Pieces that make slow texts when they are repeated.

/** For the crisis detector: letters apart, fillers, negations, look-alikes, signs that are folded. */
export const CRISIS_PIECES = [
  'a',
  'a ',
  'k i l l ',
  'k.i.l.l.',
  'kill myself ',
  'not ',
  'no thoughts of suicide ',
  "don't want to not ",
  'i want to ',
  'i want to die but not ',
  'wanttodie',
  'k!ll mys3lf ',
  '$@!|*+',
  'dieeeeeeee ',
  'd\u200bi\u200be ',
  'q\u0301\u0301\u0301',
  '\ufdfa',
  '\u{1f480}\u{1f52b} ',
  "'",
  '@.',
  'www.',
  '. ',
  'me quiero ',
  'no me quiero morir pero ',
  '1 2 3 ',
];

/** For the understander and the recognizers behind it: numbers, days, corrections. */
export const UNDERSTANDING_PIECES = [
  '1 ',
  '1-',
  '$1 ',
  'mon ',
  'not mon ',
  'a',
  'a ',
  'no wait ',
  'i mean ',
  ',',
  '. ',
  'é',
  '5pm to ',
  'my ',
];

/** The text of a length that a piece makes. */
export function repeated(piece, length) {
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
}
