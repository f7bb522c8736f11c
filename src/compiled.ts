import { join } from 'node:path';
import { Kept } from './content/kept';
import { loadLexicon } from './content/lexicon';
import { loadPhrases } from './content/phrases';
import { compile } from './crisis/compile';
import { createDetector } from './crisis/detector';
import type { Detect } from './crisis/types';
import { ROOT, resource } from './places';
import { learnModels } from './understanding/learnModels';
import {
  createUnderstander,
  type UnderstanderOptions,
  type WarmingUnderstander,
} from './understanding/understander';

/** Put in by the build, and by jest: a hash of the code that compiles and of its packages (hashOfCompilers.mjs). */
declare const SOURCES_HASH: string | undefined;

/** What is compiled from resources, kept in dist/ between starts. */
export function keptInDist(onMade: (name: string, milliseconds: number) => void): Kept {
  const version = typeof SOURCES_HASH === 'undefined' ? undefined : SOURCES_HASH;
  return new Kept({ dir: join(ROOT, 'dist', 'kept'), version, onMade });
}

export function keptDetector(kept: Kept): Detect {
  const folder = resource('crisis');
  return createDetector(kept.get('crisis', [folder], () => compile(loadLexicon(folder))));
}

export function keptUnderstander(kept: Kept, options: UnderstanderOptions = {}): WarmingUnderstander {
  const folder = resource('understanding');
  const { phrases, models } = kept.get('understanding', [folder], () => {
    const phrases = loadPhrases(folder);
    return { phrases, models: learnModels(phrases) };
  });
  return createUnderstander(phrases, { ...options, models });
}
