import { isStatement, SURE, type JudgedClause } from './decide';
import { textFeatures } from './features';
import { correctedSlots } from './correct';
import { part, without, type Message, type Span } from './message';
import { SCALE_SLOTS, type ScaleSlot } from './phrases';
import { findNewTime } from './schedule/newTime';
import { findConcerns } from './slots/concerns';
import { findForWhom, tellsAge } from './slots/forWhom';
import { uncovered, type SlotHits } from './slots/findSlots';
import type { Concern, Intent, Slot, Slots, Understanding } from './types';

/** Intents whose own words are information: every value in them counts. */
const INFORMS: ReadonlySet<Intent> = new Set(['answer', 'change_answer', 'book', 'greet']);
/** A topic of a question is not the person's own wish; these always are. */
const OWN: readonly Slot[] = ['concerns', 'phone', 'email', 'budget'];
/** Intents in which people named are those who would come, not those who might hear of it. */
const COMING: ReadonlySet<Intent> = new Set([
  'explain_individual',
  'explain_group',
  'faq_first_session',
  'faq_cost',
  'faq_online',
  'faq_effectiveness',
  'faq_both_formats',
  'help_choose',
  'compare',
]);
/** Values that a clause of its own can give beside a question. */
const TOLD: readonly Slot[] = ['availability', 'mode', 'format'];
/** Questions that ask about people by their nature: with the speaker, or about them alone. */
const NAMED: Partial<Record<Intent, 'together' | 'alone'>> = {
  explain_couples_family: 'together',
  faq_concerns_treated: 'alone',
};
/** Where the question itself is about formats, a format in it is no wish. */
const FORMATS_AS_TOPIC: ReadonlySet<Intent> = new Set([
  'explain_individual',
  'explain_group',
  'explain_couples_family',
  'compare',
  'help_choose',
]);
const AROUND: readonly Concern[] = ['identity', 'relationship', 'family_conflict', 'work', 'parenting'];
/** Questions whose figures are people, minutes or hours. */
const NUMBERED: ReadonlySet<Intent> = new Set(['faq_group_size', 'faq_session_length', 'faq_location_hours']);
/** Words for a concern that in these questions only say who or where. */
const ASIDE: Partial<Record<Intent, readonly Concern[]>> = {
  faq_confidentiality: [...AROUND, 'life_transition'],
  faq_location_hours: AROUND,
  privacy_data: AROUND,
  faq_group_members: AROUND,
  faq_session_length: ['work'],
  faq_cost: ['work'],
  faq_insurance: AROUND,
  faq_therapist_qualifications: ['identity'],
  talk_to_human: AROUND,
};
/** What names a time here is the appointment that there is. */
const MOVES: ReadonlySet<Intent> = new Set(['reschedule', 'cancel_booking']);
const SILENT: ReadonlySet<Intent> = new Set([
  'none',
  'thanks',
  'goodbye',
  'start_over',
  'go_back',
  'repeat',
  'help',
  'change_language',
  'delete_my_data',
  'bot_identity',
  'skip',
]);

/** Keeps the values that the intent lets count, and names the slot to change where no new value was given. */
export function finishSlots(
  message: Message,
  intent: Intent,
  hits: SlotHits,
  clauses: readonly JudgedClause[],
  currency: string,
): Understanding {
  const slots =
    intent === 'change_answer' ? changed(message, currency) : kept(message, intent, hits, clauses);
  if (intent !== 'change_answer' || Object.keys(slots).length > 0) return { intent, slots };
  const named = message.language.slotNames.longest(message.words)[0];
  return named ? { intent, slots, target: { slot: named.key } } : { intent, slots };
}

function changed(message: Message, currency: string): Slots {
  const slots: Slots = {};
  const named = message.language.slotNames.longest(message.words).filter(({ key }) => key === 'sharing');
  // "i'm fine with talking in a group" and "the one about talking in a group" speak of sharing, not of the format.
  const spans = [...volunteer({ ...message, asked: null }, slots), ...named];
  const hits = correctedSlots(spans.length > 0 ? without(message, spans) : message, currency);
  for (const slot of Object.keys(hits) as Slot[]) assign(slots, slot, hits);
  return slots;
}

function kept(message: Message, intent: Intent, hits: SlotHits, clauses: readonly JudgedClause[]): Slots {
  const slots: Slots = {};
  for (const slot of Object.keys(hits) as Slot[])
    if (slot !== 'name' && counts(slot, message, intent, hits)) assign(slots, slot, hits);
  if (!INFORMS.has(intent) && !SILENT.has(intent) && !MOVES.has(intent))
    tellInClauses(message, intent, clauses, slots);
  if (intent === 'reschedule') moveTo(message, slots);
  const named =
    NAMED[intent] && slots.for_whom === undefined ? findForWhom(message, NAMED[intent]) : undefined;
  if (named) slots.for_whom = named.value;
  if (slots.concerns) {
    const treated = slots.concerns.filter((concern) => !ASIDE[intent]?.includes(concern));
    if (treated.length > 0) slots.concerns = treated;
    else delete slots.concerns;
  }
  if (hits.name && nameCounts(message, intent)) slots.name = hits.name.value;
  if (intent === 'answer') tell(message, hits, slots);
  if (intent === 'help_choose' || intent === 'book') volunteer({ ...message, asked: null }, slots);
  return slots;
}

/** What a clause of its own tells beside a question: "group for now. could i go alone later?". */
function tellInClauses(
  message: Message,
  intent: Intent,
  clauses: readonly JudgedClause[],
  slots: Slots,
): void {
  for (const clause of clauses) {
    const statement = isStatement(clause);
    if (!statement && !own(message, clause.span)) continue;
    for (const slot of TOLD)
      if (clause.hits[slot] !== undefined && !(slot === 'format' && FORMATS_AS_TOPIC.has(intent)))
        assign(slots, slot, clause.hits);
    if (statement) volunteer({ ...part(message, clause.span), asked: null }, slots);
    const sure = clause.ranked[0]!.p >= SURE;
    if (statement && sure && isScale(message.asked)) tell(part(message, clause.span), clause.hits, slots);
  }
}

/** Moving an appointment: only the newly wished time counts. */
function moveTo(message: Message, slots: Slots): void {
  const wished = findNewTime(message);
  if (wished) slots.availability = wished.value;
  else delete slots.availability;
}

/** Whether a value of the whole message is the person's own rather than the topic of a question. */
function counts(slot: Slot, message: Message, intent: Intent, hits: SlotHits): boolean {
  if (slot === 'for_whom' && !says(message, intent, hits)) return false;
  if (INFORMS.has(intent)) return true;
  if (SILENT.has(intent) || intent === 'reschedule') return false;
  if (slot === 'for_whom')
    return (
      message.asked === slot || (COMING.has(intent) && hits.for_whom?.value !== 'self') || tellsAge(message)
    );
  if (slot === 'budget') return !NUMBERED.has(intent);
  return OWN.includes(slot);
}

/** Where it was asked who comes, "i" alone answers that only in an answer, and a friend in a greeting does not. */
function says(message: Message, intent: Intent, { for_whom: who }: SlotHits): boolean {
  if (intent === 'answer' || intent === 'change_answer' || message.asked !== 'for_whom') return true;
  if (who?.value !== 'self' && intent !== 'greet') return true;
  return findForWhom({ ...message, asked: null })?.value === who?.value;
}

function inside(hit: Span, span: Span): boolean {
  return hit.start >= span.start && hit.end <= span.end;
}

/** "i only want …", "mondays are good": words that claim what stands beside them. */
function own({ language, words }: Message, span: Span): boolean {
  return language.concepts.all(words).some((found) => found.key === 'own' && inside(found, span));
}

function assign<S extends Slot>(slots: Slots, slot: S, hits: SlotHits): void {
  const hit = hits[slot];
  if (hit) slots[slot] = hit.value;
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
  if (asked === null && !slots.concerns) {
    const weak = findConcerns(message, true);
    if (weak && others.length === 0) slots.concerns = weak.value;
  }
  volunteer(message, slots);
}

/** Places on a scale that were not asked for; gives the words that told them. */
function volunteer({ asked, language, words }: Message, slots: Slots): readonly Span[] {
  const told = language.volunteered.longest(words);
  for (const { key } of told) {
    const [slot, value] = key.split('.') as [ScaleSlot, string];
    if (slot !== asked && slots[slot] === undefined) (slots as Record<string, string>)[slot] = value;
  }
  return told;
}

function isScale(slot: Slot | null): slot is ScaleSlot {
  return SCALE_SLOTS.some((scale) => scale === slot);
}
