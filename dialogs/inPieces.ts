/** A list cut into pieces of at most `size`, in order: what is said in several messages because one would be too long. */
export function inPieces<T>(items: readonly T[], size: number): T[][] {
  const starts = items.map((_, index) => index).filter((index) => index % size === 0);
  return starts.map((start) => items.slice(start, start + size));
}
