import { keptDetector, keptInDist, keptUnderstander } from '../compiled';
import { loadContent, type ContentFiles } from '../content/loadContent';
import { noteOnStderr } from './noteOnStderr';

/** Compiles and keeps all that a start needs, so that the first start is as quick as the next: for images. */
export function compileAll(files: ContentFiles): void {
  const kept = keptInDist(noteOnStderr);
  loadContent(files, kept);
  keptDetector(kept);
  keptUnderstander(kept, { recognizers: null });
}
