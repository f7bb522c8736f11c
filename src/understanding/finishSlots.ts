import { isStatement, type JudgedClause } from './decide';
import { textFeatures } from './features';
import type { Message } from './message';
import { SCALE_SLOTS, type ScaleSlot } from './phrases';
import { findConcerns } from './slots/concerns';
import { findSlots, uncovered, type SlotHits } from './slots/findSlots';
import type { Intent, Slot, Slots, Understanding } from './types';

/** Intents whose own words are information: every value in them counts. */
const INFORMS: ReadonlySet<Intent> = new Set(['answer', 'change_answer', 'book', 'greet']);
/** A topic of a question is not the person's own wish; these always are. */
const OWN: readonly Slot[] = ['concerns', 'for_whom', 'phone', 'email', 'budget'];
const SILENT: ReadonlySet<Intent> = new Set(['none', 'thanks', 'goodbye', 'start_over', 'go_back', 'repeat', 'help', 'change_language', 'delete_my_data', 'bot_identity', 'skip']);

/** Keeps the values that the intent lets count, and names the slot to change where no new value was given. */
export function finishSlots(
  message: Message,
  intent: Intent,
  hits: SlotHits,
  clauses: readonly JudgedClause[],
  currency: string,
): Understanding {
  const slots = intent === 'change_answer' ? changed(message, currency) : kept(message, intent, hits, clauses);
  if (intent !== 'change_answer' || Object.keys(slots).length > 0) return { intent, slots };
  const named = message.language.slotNames.longest(message.words)[0];
  return named ? { intent, slots, target: { slot: named.key } } : { intent, slots };
}

function kept(message: Message, intent: Intent, hits: SlotHits, clauses: readonly JudgedClause[]): Slots {
  const slots: Slots = {};
  const own = (slot: Slot) => {
    if (INFORMS.has(intent) || (!SILENT.has(intent) && OWN.includes(slot))) return true;
    if (intent === 'reschedule') return slot === 'availability';
    if (SILENT.has(intent)) return false;
    return (hits[slot]?.spans ?? []).some((hit) =>
      clauses.some((clause) => isStatement(clause) && hit.start >= clause.span.start && hit.end <= clause.span.end),
    );
  };
  for (const slot of Object.keys(hits) as Slot[]) if (slot !== 'name' && own(slot)) assign(slots, slot, hits);
  if (hits.name && nameCounts(message, intent)) slots.name = hits.name.value;
  if (intent === 'answer') tell(message, hits, slots);
  return slots;
}

function assign<S extends Slot>(slots: Slots, slot: S, hits: SlotHits): void {
  const hit = hits[slot];
  if (hit) slots[slot] = hit.value as NonNullable<Slots[S]>;
}

function nameCounts(message: Message, intent: Intent): boolean {
  return message.asked === 'name' ? intent === 'answer' : INFORMS.has(intent);
}

/** What only the question makes an answer: a place on a scale, "either", a concern in everyday words. */
function tell(message: Message, hits: SlotHits, slots: Slots): void {
  const { asked, language, words } = message;
  const others = (Object.keys(hits) as Slot[]).filter((slot) => slot !== asked && slots[slot] !== undefined);
  const rest = uncovered(message, hits, others);
  if (isScale(asked) && (others.length === 0 || rest.length >= 3)) {
    const best = language.scales[asked].rank(textFeatures(words, language.concepts))[0];
    if (best) (slots as Record<string, string>)[asked] = best.label;
  }
  const indifferent = language.concepts.all(words).some(({ key }) => key === 'indifferent');
  if (asked === 'mode' && !slots.mode && indifferent) slots.mode = 'either';
  if (asked === 'format' && !slots.format && indifferent) slots.format = 'either';
  if (asked === null && !slots.concerns) {
    const weak = findConcerns(message, true);
    if (weak && others.length === 0) slots.concerns = weak.value;
  }
  volunteer(message, slots);
}

function volunteer({ asked, language, words }: Message, slots: Slots): void {
  for (const { key } of language.volunteered.longest(words)) {
    const [slot, value] = key.split('.') as [ScaleSlot, string];
    if (slot !== asked && slots[slot] === undefined) (slots as Record<string, string>)[slot] = value;
  }
}

function isScale(slot: Slot | null): slot is ScaleSlot {
  return SCALE_SLOTS.some((scale) => scale === slot);
}

/** New values of a correction: read as if the slot that it names had been asked for. */
function changed(message: Message, currency: string): Slots {
  const named = message.language.slotNames.longest(message.words).map(({ key }) => key);
  for (const asked of [null, ...named, 'budget', 'availability'] as const) {
    const hits = findSlots({ ...message, asked }, currency);
    const slots: Slots = {};
    for (const slot of Object.keys(hits) as Slot[]) if (slot !== 'name' || asked !== 'name') assign(slots, slot, hits);
    if (hits.name && !slots.name && asked === 'name') slots.name = hits.name.value;
    volunteer({ ...message, asked: null }, slots);
    if (Object.keys(slots).length > 0) return slots;
  }
  return {};
}
