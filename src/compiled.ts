import { join } from 'node:path';
import { Kept } from './content/kept';
import { loadCrisisExamples } from './content/crisisExamples';
import { loadLexicon } from './content/lexicon';
import { loadPhrases } from './content/phrases';
import { compile, type Compiled } from './crisis/compile';
import { createLook } from './crisis/detector';
import { learnModel, type LabelledMessage, type Model } from './crisis/model';
import { atOnce } from './crisis/pieces';
import type { Detect, Look } from './crisis/types';
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

/** The crisis detector: see {@link createDetector}. */
export function keptDetector(kept: Kept): Detect {
  const look = keptLook(kept);
  return (text, context) => atOnce(look(text, context));
}

/** The crisis detector in pieces: see {@link createLook}. */
export function keptLook(kept: Kept): Look {
  const { lexicon, model } = keptCrisis(kept);
  return createLook(lexicon, model);
}

/** What the crisis detector is made of. */
export function keptCrisis(kept: Kept): { lexicon: Compiled; model: Model } {
  const [folder, requests] = [resource('crisis'), resource('understanding')];
  return kept.get('crisis', [folder, requests], () => {
    const lexicon = compile(loadLexicon(folder));
    const messages = [...loadCrisisExamples(join(folder, 'examples')), ...ordinary(loadPhrases(requests))];
    return { lexicon, model: learnModel(lexicon, messages) };
  });
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
