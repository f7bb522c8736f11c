// What `npm run bench` measures in its own process; bundled into dist/ beside the real thing, with the same version.
export { keptDetector, keptInDist, keptUnderstander } from '../../src/compiled';
export { createRecognizers } from '../../src/understanding/recognizers';
export { openFullDiary } from './diary';
