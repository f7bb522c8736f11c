import type { DialogContext } from 'botbuilder-dialogs';
import type { Content } from '../src/content/types';
import type { Intent } from '../src/understanding/types';
import { fold, wordsUnder } from './folded';
import { activeCapability, goTo } from './navigation';
import { referenceIn } from './referenceIn';
import type { Services } from './services';
import type { ManageDraft, Turn } from './turn';

/**
 * What a message has to do with a booking that is there, wherever the conversation is: it asks to see one, or it answers
 * the questions by which one is found. Those answers are read by the dialog alone and never kept as the visitor's own
 * details: a number that was tried is no contact. Undefined when the message has nothing to do with it.
 */
export async function manage(
  dc: DialogContext,
  turn: Turn,
  { content }: Services,
): Promise<'done' | 'continue' | undefined> {
  const { text, understanding } = turn.reply;
  if (answersQuestion(dc, turn)) return 'continue';
  if (!asksToSee(text, content) || STANDS_FIRST.has(understanding.intent)) return undefined;
  const reference = referenceIn(text);
  return goTo(dc, 'manageBooking', reference ? { reference } : {});
}

/** Goes to a booking to move or cancel it; in the middle of that, what is wanted changes. */
export async function manageFor(
  dc: DialogContext,
  turn: Turn,
  want: NonNullable<ManageDraft['want']>,
): Promise<'done'> {
  const { manage: draft } = turn.conversation;
  const reference = referenceIn(turn.reply.text) ?? draft?.reference;
  const options = { want, ...(reference && { reference }) };
  if (activeCapability(dc) !== 'manageBooking' || draft === undefined)
    return goTo(dc, 'manageBooking', options);
  Object.assign(draft, options);
  return goTo(dc, 'manageBooking', { resumed: true });
}

/** Wishes that go ahead, whatever booking is named beside them. */
const STANDS_FIRST: ReadonlySet<Intent> = new Set([
  'talk_to_human',
  'delete_my_data',
  'start_over',
  'change_language',
  'privacy_data',
]);

/** A few words that ask for a booking as it is: the whole message, or a question inside of it. */
function asksToSee(text: string, content: Content): boolean {
  const said = fold(text);
  return (
    wordsUnder('manage.mine_words', content).includes(said) ||
    wordsUnder('manage.see_words', content).some((phrase) => ` ${said} `.includes(` ${phrase} `))
  );
}

/** Whether this is meant as the reference, or as the number or address that was asked for with it. */
function answersQuestion(dc: DialogContext, { reply, conversation: { open, manage: draft } }: Turn): boolean {
  if (activeCapability(dc) !== 'manageBooking' || draft === undefined || draft.id !== undefined) return false;
  const { text, understanding } = reply;
  if (open?.asks === 'reference') {
    const looksLikeOne = referenceIn(text) !== undefined || /^(?=.*\d)[\w .-]{3,12}$/.test(text);
    return looksLikeOne || ['none', 'answer'].includes(understanding.intent);
  }
  return open?.asks === 'phone' && (text.includes('@') || (text.match(/\d/g) ?? []).length >= 4);
}
