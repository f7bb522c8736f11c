import { setImmediate as others } from 'node:timers/promises';
import type { InPieces } from '../crisis/pieces';

/** Milliseconds after which others have their turn. */
const ENOUGH = 10;

/** Does work to its end, without ever holding up the event loop for much longer than a piece of it takes. */
export async function givingWay<T>(work: InPieces<T>): Promise<T> {
  for (let since = performance.now(); ;) {
    const { done, value } = work.next();
    if (done === true) return value;
    if (performance.now() - since < ENOUGH) continue;
    await others();
    since = performance.now();
  }
}
