import { Classifier, type Example } from '../classifier';
import { intentFeatures } from './intentFeatures';
import type { Language } from './language';
import { readMessage, type Message } from './message';
import { SCALE_SLOTS } from './phrases';
import { findSlots, type SlotHits } from './slots/findSlots';
import { INTENTS, SLOTS, type Intent, type Slot } from './types';

/** Slots whose answers are told before a question in the mixed sentences that training makes up. */
const MIXED: readonly Slot[] = ['availability', 'budget', 'mode', 'format', 'for_whom', 'concerns'];

/**
 * Learns the intents of one language from its phrases. Each sentence is seen as if nothing had been asked and as if
 * some question had; answers are seen with their own question. Sentences made of an answer and a question teach that
 * the question wins.
 */
export function trainIntents(language: Language, currency: string): Classifier<Intent> {
  const examples: Example<Intent>[] = [];
  const known = new Map<string, { message: Message; hits: SlotHits }>();
  const read = (text: string) => {
    const found = known.get(text);
    if (found) return found;
    const message = readMessage(text, language, null);
    const fresh = { message, hits: findSlots(message, currency) };
    known.set(text, fresh);
    return fresh;
  };
  const learn = (message: Message, hits: SlotHits, label: Intent, weight: number) =>
    examples.push({ features: intentFeatures(message, hits), label, weight });
  // What a question or a request holds hardly depends on what had been asked, so it is read once.
  const add = (text: string, label: Intent, asked: Slot | null, weight: number) => {
    const { message, hits } = read(text);
    learn({ ...message, asked }, hits, label, weight);
  };
  const addAnswer = (text: string, asked: Slot | null, weight: number) => {
    const message = { ...read(text).message, asked };
    learn(message, findSlots(message, currency), 'answer', weight);
  };
  const answers = answerSentences(language);
  let n = 0;
  for (const [intent, sentences] of Object.entries(language.phrases.intents) as [Intent, readonly string[]][])
    for (const sentence of sentences) {
      n++;
      const asked = ASKED_ONLY.has(intent) ? SLOTS[n % SLOTS.length]! : null;
      add(sentence, intent, asked, 1);
      const weight = intent === 'none' || intent === 'greet' ? 0.15 : 0.5;
      add(sentence, intent, SLOTS[(n * 7) % SLOTS.length]!, weight);
      const format = FORMAT_GROUPS[n % FORMAT_GROUPS.length]!;
      const varied = WINS(intent) && n % 2 === 0 ? withFormat(sentence, format, language) : undefined;
      if (varied) add(varied, intent, null, 0.4);
      if (n % 4 === 0 && WINS(intent)) {
        const slot = MIXED[n % MIXED.length]!;
        const told = answers.filter((answer) => answer.slot === slot)[n % 11];
        if (told)
          add(
            `${told.text}, ${language.phrases.concepts.clauseBreak?.[0] ?? ''} ${sentence}`,
            intent,
            n % 8 ? slot : null,
            0.5,
          );
      }
    }
  for (const { text, slot } of answers) {
    addAnswer(text, slot, 1);
    if (MIXED.includes(slot) && text.length > 12) addAnswer(text, SLOTS[n++ % SLOTS.length]!, 0.3);
  }
  for (const text of language.phrases.answers.unasked ?? []) addAnswer(text, null, 1);
  return Classifier.learn(INTENTS, examples);
}

/** Synonym groups that stand for a format. */
const FORMAT_GROUPS: readonly string[] = ['individual', 'group', 'couplesFamily'];
const ASKED_ONLY: ReadonlySet<Intent> = new Set(['skip', 'go_back', 'change_answer', 'repeat']);
const WINS = (intent: Intent) =>
  intent.startsWith('faq_') || intent.startsWith('explain_') || intent === 'compare';

/** The question asked of one format: "how long is a session" of "group". Undefined where a format stands already. */
function withFormat(
  sentence: string,
  format: string,
  { concepts, phrases, read }: Language,
): string | undefined {
  const words = read(sentence).map((token) => token.word);
  const found = concepts.longest(words);
  const spot = found.find(({ key }) => key === 'therapy');
  if (!spot || found.some(({ key }) => FORMAT_GROUPS.includes(key))) return undefined;
  const names = phrases.concepts[format] ?? [];
  const name = names[words.length % names.length] ?? '';
  return [...words.slice(0, spot.start), name, ...words.slice(spot.end)].join(' ');
}

function answerSentences({ phrases }: Language): { text: string; slot: Slot }[] {
  const plain = (Object.entries(phrases.answers) as [Slot | 'unasked', readonly string[]][]).filter(
    (entry): entry is [Slot, readonly string[]] => entry[0] !== 'unasked',
  );
  const scales = SCALE_SLOTS.map((slot) => [slot, Object.values(phrases.scales[slot]).flat()] as const);
  return [...plain, ...scales].flatMap(([slot, texts]) => texts.map((text) => ({ text, slot })));
}
