import type { Learned } from '../classifier';
import { textFeatures } from './features';
import { trainIntents } from './intentModel';
import { SCALE_SLOTS, type Phrases, type ScaleSlot } from './phrases';
import { compileLanguage, type LearnedLanguage } from './language';

/** What is learned from the phrases of one language. */
export interface LanguageModels extends LearnedLanguage {
  readonly intents: Learned;
}
/** What is learned from all phrases, by language: plain data, so that it can be kept in a file. */
export type Models = Readonly<Record<string, LanguageModels>>;

/** Budgets count in any currency alike: what is learned does not depend on it. */
const ANY_CURRENCY = 'USD';

/** Learns from the phrases. Takes seconds; the same phrases always give the same models. */
export function learnModels(phrases: Phrases): Models {
  const models = Object.entries(phrases).map(([code, words]): [string, LanguageModels] => {
    const language = compileLanguage(words, textFeatures);
    const scales = SCALE_SLOTS.map((slot): [ScaleSlot, Learned] => [slot, language.scales[slot].learned]);
    return [
      code,
      {
        vocabulary: language.vocabulary,
        scales: Object.fromEntries(scales) as Record<ScaleSlot, Learned>,
        intents: trainIntents(language, ANY_CURRENCY).learned,
      },
    ];
  });
  return Object.fromEntries(models);
}
