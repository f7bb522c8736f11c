import { keptDetector, keptInDist } from '../../src/compiled';
import type { Detect } from '../../src/crisis/types';

/** The detector as the bot has it: lexicon and model. */
export function wholeDetector(): Detect {
  return keptDetector(keptInDist(() => undefined));
}
