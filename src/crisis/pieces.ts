/**
 * Work that can be left and taken up again: whoever runs it decides after each piece whether others have their turn
 * first. A piece is some hundred words, about a millisecond.
 */
export type InPieces<T> = Generator<undefined, T>;

/** Words in a piece. */
export const PIECE = 256;

/** All of it at once. */
export function atOnce<T>(work: InPieces<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}
