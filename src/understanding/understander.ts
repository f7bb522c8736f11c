import { setImmediate as others } from 'node:timers/promises';
import { clausesOf } from './clauses';
import { Classifier } from '../classifier';
import { decide, declinesContact, type Judged } from './decide';
import { textFeatures } from './features';
import { finishSlots } from './finishSlots';
import { intentFeatures } from './intentFeatures';
import { compileLanguage, type Language } from './language';
import { learnModels, type Models } from './learnModels';
import { part, readMessage, type Message } from './message';
import type { Phrases } from './phrases';
import { recognizerHits, wantedRecognizer } from './recognizerHits';
import { createRecognizers, type Recognizers } from './recognizers';
import { findSlots, type SlotHits } from './slots/findSlots';
import { findPlainName } from './slots/name';
import { INTENTS, type Intent, type Reading, type Understander, type Understanding } from './types';

/** What can be set from outside. */
export interface UnderstanderOptions {
  /** ISO 4217 code that budgets are in. `USD` unless told. */
  readonly currency?: string;
  /** Recognizers-Text in workers, made when left out, none when null. They start with `ready` or when first wanted. */
  readonly recognizers?: Recognizers | null;
  /** What {@link learnModels} learned from the very same phrases; learned anew when left out, which takes seconds. */
  readonly models?: Models;
}

/** An understander that can be waited for. */
export interface WarmingUnderstander extends Understander {
  /**
   * Starts the recognizers and resolves once they are warm, and slips of the pen are looked up at once too. Until then the
   * rules alone answer, and the first slip takes a moment longer.
   */
  ready(): Promise<void>;
}

/** One language with its trained intents. */
interface Reader {
  readonly code: string;
  readonly language: Language;
  readonly intents: Classifier<Intent>;
  readonly currency: string;
}

/**
 * Makes the understander of all languages in `phrases`. A message in a language that is not there is read as the first
 * one.
 */
export function createUnderstander(phrases: Phrases, options: UnderstanderOptions = {}): WarmingUnderstander {
  const recognizers = options.recognizers === undefined ? createRecognizers() : options.recognizers;
  const currency = options.currency ?? 'USD';
  const models = options.models ?? learnModels(phrases);
  const readers = Object.entries(phrases).map(([code, words]): Reader => {
    const learned = models[code]!;
    const language = compileLanguage(words, textFeatures, learned);
    return { code, language, currency, intents: new Classifier(INTENTS, learned.intents) };
  });
  return {
    async understand(text: string, reading: Reading): Promise<Understanding> {
      const reader = readers.find(({ code }) => code === reading.lang) ?? readers[0];
      if (!reader) return { intent: 'none', slots: {} };
      const message = readMessage(text, reader.language, reading.asked);
      return understandMessage(message, reader, await recognized(message, reader, recognizers));
    },
    ready: async () => {
      await recognizers?.ready();
      for (const { language } of readers) {
        await others();
        language.speller.index();
      }
    },
    close: () => recognizers?.close() ?? Promise.resolve(),
  };
}

/** What the recognizers add where our grammars read nothing of what was asked for; nothing when they fail. */
async function recognized(
  message: Message,
  { code, currency }: Reader,
  recognizers: Recognizers | null,
): Promise<SlotHits> {
  const kind = recognizers && wantedRecognizer(message, () => findSlots(message, currency));
  const found = kind && (await recognizers.recognize(kind, message.text, code));
  return found ? recognizerHits(message, found, currency) : {};
}

const MARKUP = /<\/?[a-z][a-z0-9]*(?:\s[^<>]{0,200})?>/i;

function understandMessage(message: Message, { intents, currency }: Reader, extra: SlotHits): Understanding {
  if (message.words.length === 0) return { intent: 'none', slots: {} };
  if (declinesContact(message)) return { intent: 'skip', slots: {} };
  const name = findPlainName(message);
  if (name !== undefined) return { intent: 'answer', slots: { name } };
  const judge = (m: Message, more: SlotHits): Judged => {
    const hits = { ...more, ...findSlots(m, currency) };
    return { hits, ranked: intents.rank(intentFeatures(m, hits)) };
  };
  const whole = judge(message, extra);
  if (isMeaningless(message, whole.hits)) return { intent: 'none', slots: {} };
  const spans = clausesOf(message);
  const clauses = spans.length > 1 ? spans.map((span) => ({ span, ...judge(part(message, span), {}) })) : [];
  const intent = decide(message, whole, clauses);
  return finishSlots(message, intent, whole.hits, clauses, currency);
}

/** Nothing was read, and no word is known; or it is code. Whatever was asked, this is no answer. */
function isMeaningless({ text, words, language }: Message, hits: SlotHits): boolean {
  if (MARKUP.test(text)) return true;
  const known = words.some((word) => /^\p{L}+$/u.test(word) && language.speller.isKnown(word));
  return !known && Object.keys(hits).length === 0;
}
