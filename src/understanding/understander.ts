import { clausesOf } from './clauses';
import type { Classifier } from './classifier';
import { decide, type Judged } from './decide';
import { textFeatures } from './features';
import { intentFeatures } from './intentFeatures';
import { trainIntents } from './intentModel';
import { compileLanguage, type Language } from './language';
import { part, readMessage, type Message } from './message';
import type { Phrases } from './phrases';
import { finishSlots } from './finishSlots';
import { findSlots } from './slots/findSlots';
import type { Intent, Reading, Understander, Understanding } from './types';

/** What can be set from outside. */
export interface UnderstanderOptions {
  /** ISO 4217 code that budgets are in. `USD` unless told. */
  readonly currency?: string;
}

interface Reader {
  readonly language: Language;
  readonly intents: Classifier<Intent>;
}

/**
 * Makes the understander of all languages in `phrases`; learns its models from them, which takes some hundreds of
 * milliseconds, once. A message in a language that is not there is read as the first one.
 */
export function createUnderstander(phrases: Phrases, options: UnderstanderOptions = {}): Understander {
  const currency = options.currency ?? 'USD';
  const readers = new Map<string, Reader>(
    Object.entries(phrases).map(([code, words]) => {
      const language = compileLanguage(words, textFeatures);
      return [code, { language, intents: trainIntents(language, currency) }];
    }),
  );
  const fallback = [...readers.values()][0];
  return {
    understand(text: string, reading: Reading): Promise<Understanding> {
      const reader = readers.get(reading.lang) ?? fallback;
      if (!reader) return Promise.resolve({ intent: 'none', slots: {} });
      return Promise.resolve(understandNow(readMessage(text, reader.language, reading.asked), reader, currency));
    },
    close: () => Promise.resolve(),
  };
}

function understandNow(message: Message, { intents }: Reader, currency: string): Understanding {
  if (message.words.length === 0) return { intent: 'none', slots: {} };
  const judge = (m: Message): Judged => {
    const hits = findSlots(m, currency);
    return { hits, ranked: intents.rank(intentFeatures(m, hits)) };
  };
  const whole = judge(message);
  const spans = clausesOf(message);
  const clauses = spans.length > 1 ? spans.map((span) => ({ span, ...judge(part(message, span)) })) : [];
  const intent = decide(message, whole, clauses);
  return finishSlots(message, intent, whole.hits, clauses, currency);
}
