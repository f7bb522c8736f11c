// The parts of the bench, each by its name, and how much each measures in the full and in the quick form.
import { performance } from 'node:perf_hooks';
import { benchDetector } from './detector.mjs';
import { benchSearch } from './search.mjs';
import { benchStart } from './start.mjs';
import { benchMemory } from './turns/memory.mjs';
import { benchStall } from './turns/stall.mjs';
import { benchStores } from './turns/stores.mjs';
import { benchDirectLine, benchTurns } from './turns/turns.mjs';
import { benchUnderstander } from './understander.mjs';

/** Visitors at once, and about how many turns a round has; whole conversations of 14 and of 5 turns. */
const TURNS = {
  full: [
    [1, 280],
    [32, 900],
    [128, 1_800],
  ],
  quick: [
    [1, 28],
    [32, 450],
  ],
};
/** What is asked when a hostile message comes, and its length in characters. */
const HOSTILE = {
  full: { asked: ['menu', 'budget', 'availability'], lengths: [120, 2_000, 65_536] },
  quick: { asked: ['budget'], lengths: [65_536] },
};
const STORE_TURNS = { full: [32, 900], quick: [16, 224] };
/** The same before anything is measured, so that the code is compiled. */
const WARM = { full: [32, 450], quick: [8, 112] };

/** @param root the repository; @param subjects what is measured in this process */
export function measured(root, subjects, quick) {
  const form = quick ? 'quick' : 'full';
  const words = subjects.englishWords();
  const turns = { blocks: quick ? 1 : 3, turns: TURNS[form], warm: WARM[form] };
  const startPostgres = subjects.hasPostgres ? subjects.startPostgres : undefined;
  return {
    models: () => benchModels(root, subjects, quick),
    start: () => benchStart(root, quick ? 3 : 9),
    turns: () => benchTurns(root, words, turns),
    directline: () => benchDirectLine(root, words, turns),
    memory: () =>
      benchMemory(
        root,
        words,
        quick ? { conversations: 300, sockets: 100 } : { conversations: 10_000, sockets: 2_000 },
      ),
    stall: () => benchStall(root, words, HOSTILE[form]),
    stores: () => benchStores(root, words, startPostgres, { ...turns, turns: STORE_TURNS[form] }),
    search: () => benchSearch(subjects.openFullDiary, quick ? 31 : 101),
  };
}

/** The crisis detector and the understander per message, and what reading them at a start takes. */
async function benchModels(root, subjects, quick) {
  const { createRecognizers, keptDetector, keptInDist, keptUnderstander } = subjects;
  const kept = keptInDist((name, ms) => console.error(`Compiled ${name} in ${ms} ms`));
  // Once for the case that something has to be compiled; the second time it is read.
  keptDetector(kept);
  keptUnderstander(kept, { recognizers: null });
  const reading = performance.now();
  const detect = keptDetector(kept);
  keptUnderstander(kept, { recognizers: null });
  const readMs = performance.now() - reading;
  const detector = benchDetector(root, detect, quick ? 400 : 2000);
  const make = (recognizers) => keptUnderstander(kept, { recognizers });
  const understander = await benchUnderstander(root, make, createRecognizers(), quick ? 100 : 400);
  return { readMs, detector, understander };
}
