import { join } from 'node:path';
import { Kept } from './content/kept';
import { loadCrisisExamples } from './content/crisisExamples';
import { loadLexicon } from './content/lexicon';
import { loadPhrases } from './content/phrases';
import { compile } from './crisis/compile';
import { createDetector } from './crisis/detector';
import { learnModel, type LabelledMessage } from './crisis/model';
import type { Detect } from './crisis/types';
import { ROOT, resource } from './places';
import { learnModels } from './understanding/learnModels';
import type { Phrases } from './understanding/phrases';
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
  const [folder, requests] = [resource('crisis'), resource('understanding')];
  const { lexicon, model } = kept.get('crisis', [folder, requests], () => {
    const lexicon = compile(loadLexicon(folder));
    const messages = [...loadCrisisExamples(join(folder, 'examples')), ...ordinary(loadPhrases(requests))];
    return { lexicon, model: learnModel(lexicon, messages) };
  });
  return createDetector(lexicon, model);
}

/** What visitors ask and answer day by day, which is no crisis. */
function ordinary(phrases: Phrases): LabelledMessage[] {
  return Object.entries(phrases).flatMap(([language, { intents, answers }]) =>
    [...Object.values(intents), ...Object.values(answers)]
      .flat()
      .map((text) => ({ text, tier: 'none' as const, language, asked: null })),
  );
}

export function keptUnderstander(kept: Kept, options: UnderstanderOptions = {}): WarmingUnderstander {
  const folder = resource('understanding');
  const { phrases, models } = kept.get('understanding', [folder], () => {
    const phrases = loadPhrases(folder);
    return { phrases, models: learnModels(phrases) };
  });
  return createUnderstander(phrases, { ...options, models });
}
