import type { Asks } from '../src/content/message';
import { SLOTS } from '../src/understanding/types';
import type { Slot } from '../src/understanding/types';
import { pickedChoice } from './choices';
import type { Services } from './services';
import type { Reply, Turn } from './turn';

/**
 * Reads the visitor's message against the open question: which choice it picks, and what its words mean. A choice that
 * was picked by its number is read by its label, so that "2" for "weekday evenings" gives the times.
 */
export async function readReply(turn: Turn, { content, understander }: Services): Promise<Reply> {
  const { text } = turn.reply;
  const { open } = turn.conversation;
  const choice = pickedChoice(text, open?.choices ?? [], content);
  const label = open?.choices?.find(({ id }) => id === choice)?.label;
  const read = label ? content.text(label.key, turn.language, label.params) : text;
  const reading = { lang: turn.language, asked: slotAsked(open?.asks) };
  const understanding = await understander.understand(read, reading);
  return { text, understanding, ...(choice !== undefined && { choice }) };
}

/** The slot that an open question asks for: which way to go is a format, and a list of openings is times. */
function slotAsked(asks: Asks | undefined): Slot | null {
  if (asks === 'way') return 'format';
  if (asks === 'opening') return 'availability';
  return SLOTS.find((slot) => slot === asks) ?? null;
}
