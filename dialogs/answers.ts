import type { Question } from '../src/content/types';
import type { Slot, Slots } from '../src/understanding/types';
import { keepDays } from './keepDays';
import type { VisitorState } from './turn';

/**
 * Records answers under their slots. A concern named later joins those named before, unless the visitor is correcting.
 * Hours named later are hours of the days named before. An answer to a question that was declined takes the decline back.
 */
export function record(visitor: VisitorState, slots: Slots, correcting = false): Slot[] {
  const given = Object.keys(slots) as Slot[];
  const answers = (visitor.answers ??= {});
  const concerns = [...new Set([...(answers.concerns ?? []), ...(slots.concerns ?? [])])];
  const availability = slots.availability && keepDays(answers.availability ?? [], slots.availability);
  Object.assign(answers, slots, availability && { availability });
  if (slots.concerns && !correcting) answers.concerns = concerns;
  visitor.skipped = (visitor.skipped ?? []).filter((slot) => !given.includes(slot));
  for (const slot of given) touch(visitor, slot);
  return given;
}

/** Leaves a question unanswered because the visitor declined it. */
export function decline(visitor: VisitorState, slot: Slot): void {
  forget(visitor, slot);
  visitor.skipped = [...(visitor.skipped ?? []), slot];
  touch(visitor, slot);
}

/** Takes an answer (or a decline) back, so that its question is open again. */
export function forget(visitor: VisitorState, slot: Slot): void {
  delete visitor.answers?.[slot];
  visitor.skipped = (visitor.skipped ?? []).filter((other) => other !== slot);
  visitor.order = (visitor.order ?? []).filter((other) => other !== slot);
}

/** The last question that was answered or declined, among those given. */
export function lastTouched(visitor: VisitorState, among: readonly Slot[]): Slot | undefined {
  return (visitor.order ?? []).filter((slot) => among.includes(slot)).at(-1);
}

/** The questions that are still open, in their order. Without consent the health-related ones are left out. */
export function openQuestions(visitor: VisitorState, questions: readonly Question[]): Question[] {
  return askable(visitor, questions).filter(
    ({ slot }) => visitor.answers?.[slot] === undefined && !visitor.skipped?.includes(slot),
  );
}

/** The questions that may be asked: without consent none that touches on health. */
export function askable(visitor: VisitorState, questions: readonly Question[]): Question[] {
  return questions.filter(({ health }) => visitor.consent?.given === true || !health);
}

function touch(visitor: VisitorState, slot: Slot): void {
  visitor.order = [...(visitor.order ?? []).filter((other) => other !== slot), slot];
}
