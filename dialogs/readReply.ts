import type { Asks } from '../src/content/message';
import { SLOTS } from '../src/understanding/types';
import type { Slot } from '../src/understanding/types';
import { pickedChoice } from './choices';
import type { Services } from './services';
import type { Reply, Turn } from './turn';

/**
 * Reads the visitor's message against the open question: which choice it picks, else what its words mean. What a choice
 * means is for the dialog that offered it to say, so a label is never read as if it had been typed.
 */
export async function readReply(turn: Turn, { content, understander }: Services): Promise<Reply> {
  const { text } = turn.reply;
  const { open } = turn.conversation;
  const choice = pickedChoice(text, open?.choices ?? [], content);
  if (choice !== undefined) return { text, choice, understanding: { intent: 'answer', slots: {} } };
  const reading = { lang: turn.written ?? turn.language, asked: slotAsked(open?.asks) };
  return { text, understanding: await understander.understand(text, reading) };
}

/** The slot that an open question asks for: which way to go is a format, and a list of openings is times. */
function slotAsked(asks: Asks | undefined): Slot | null {
  if (asks === 'way') return 'format';
  if (asks === 'opening') return 'availability';
  return SLOTS.find((slot) => slot === asks) ?? null;
}
