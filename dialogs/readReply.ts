import type { Asks } from '../src/content/message';
import { SLOTS } from '../src/understanding/types';
import type { Slot, Understanding } from '../src/understanding/types';
import { choiceOf, isBareYesOrNo } from './choices';
import { pickedDay } from './dayPicked';
import { isAnyTime } from './keepDays';
import type { Services } from './services';
import type { Reply, Turn } from './turn';

/** Markup is no words. */
const MARKUP = /<script[^<]*<\/script>|<[^<>]*>/gi;

/**
 * Reads the visitor's message against the open question: which choice it picks, else what its words mean. What a choice
 * means is for the dialog that offered it to say, so a label is never read as if it had been typed.
 *
 * @param careful right after crisis help: the words are not read as an answer to the open question
 */
export async function readReply(turn: Turn, services: Services, careful = false): Promise<Reply> {
  const { content, understander } = services;
  const text = turn.reply.text.replace(MARKUP, ' ').trim();
  const { open } = turn.conversation;
  // "No" to help consents to nothing and declines nothing.
  const toHelp = careful && !turn.press && isBareYesOrNo(text, open?.choices ?? [], content);
  const choice = toHelp
    ? undefined
    : (choiceOf({ ...turn, reply: { ...turn.reply, text } }, content) ??
      pickedDay(text, open?.days, content));
  if (choice !== undefined) return { text, choice, understanding: { intent: 'answer', slots: {} } };
  // What stands on a button is no sentence of the visitor's.
  if (turn.press) return { text, understanding: { intent: 'none', slots: {} } };
  const asked = careful ? null : slotAsked(open?.asks);
  const understood = await understander.understand(text, { lang: turn.written ?? turn.language, asked });
  const time = careful ? undefined : await timeInBooking(text, turn, services, understood);
  if (time) return { text, understanding: time };
  if (turn.written !== undefined || understood.intent !== 'none') return { text, understanding: understood };
  return { text, understanding: (await inAnotherLanguage(text, turn, services)) ?? understood };
}

/** A few words that say nothing in the language of the turn may be a wish in another one: "borra mis datos". */
async function inAnotherLanguage(
  text: string,
  turn: Turn,
  { content, understander }: Services,
): Promise<Understanding | undefined> {
  for (const lang of content.languages.filter((language) => language !== turn.language)) {
    const understood = await understander.understand(text, { lang, asked: null });
    if (understood.intent !== 'none' && understood.intent !== 'answer') return understood;
  }
  return undefined;
}

/** Where something is about to be booked, "tomorrow morning" is a time, and neither a greeting nor a no. */
async function timeInBooking(
  text: string,
  turn: Turn,
  { understander }: Services,
  { slots }: Understanding,
): Promise<Understanding | undefined> {
  const { booking, open } = turn.conversation;
  const asks = open?.asks ?? '';
  const late = booking?.choice !== undefined && ['confirm', 'name', 'phone', 'email'].includes(asks);
  if (!late || Object.keys(slots).length > 0) return undefined;
  const lang = turn.written ?? turn.language;
  const read = await understander.understand(text, { lang, asked: 'availability' });
  const windows = read.slots.availability ?? [];
  // "Whatever" is no time.
  return read.intent === 'answer' && windows.length > 0 && !windows.some(isAnyTime) ? read : undefined;
}

/** The slot that an open question asks for: which way to go is a format, and a list of openings is times. */
function slotAsked(asks: Asks | undefined): Slot | null {
  if (asks === 'way') return 'format';
  if (asks === 'opening') return 'availability';
  return SLOTS.find((slot) => slot === asks) ?? null;
}
