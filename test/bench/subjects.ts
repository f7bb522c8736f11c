// What `npm run bench` measures in its own process; bundled into dist/ beside the real thing, with the same version.
import { keptInDist } from '../../src/compiled';
import { loadContent } from '../../src/content/loadContent';
import { contentFiles } from '../../src/places';

export { keptDetector, keptInDist, keptUnderstander } from '../../src/compiled';
export { createRecognizers } from '../../src/understanding/recognizers';
export { openFullDiary } from './diary';
export { hasPostgres, startPostgres } from '../support/postgresServer';

/** Gives the English words of a content key, as the example practice has them. */
export function englishWords(): (key: string) => string {
  const content = loadContent(
    contentFiles({}),
    keptInDist(() => undefined),
  );
  return (key) => content.text(key, 'en');
}
