import type { DialogContext } from 'botbuilder-dialogs';
import type { Message, Part } from '../src/content/message';
import type { Format } from '../src/fit/types';
import { SLOTS } from '../src/understanding/types';
import type { Intent, Slot, Slots } from '../src/understanding/types';
import { decline, record } from './answers';
import { back } from './back';
import { afterNews } from './bookingNews';
import { carryOn } from './carryOn';
import { rowMessage } from './compare';
import { describeAll } from './describe';
import { deleteData, startOver, sure } from './drastic';
import { pageMessages } from './explain';
import { languageWanted } from './languageWanted';
import { isPhone } from '../src/booking/phone';
import { sayNotTreated } from './notTreated';
import { HandoffDialog, reachParams } from './handoff';
import { manage, manageFor } from './manageAnywhere';
import { menuAnywhere } from './menu';
import { activeCapability, goTo, leaveBooking } from './navigation';
import type { Services } from './services';
import { timeNamed } from './timeNamed';
import { notUnderstood } from './notUnderstood';
import { say, turnOf, words } from './turn';
import type { Turn } from './turn';

/** What an interruption has left to do: `done`, ask the open question `again`, or let the dialog `continue`. */
type After = 'done' | 'again' | 'continue';
type Handler = (dc: DialogContext, turn: Turn, services: Services) => Promise<After>;

/**
 * Handles whatever a message does besides answering: a question is answered, a correction taken, a wish followed. Answers
 * in the same message are recorded first and said back, for whichever question they are.
 *
 * @returns true when the message is dealt with; false when the active dialog is to continue with it
 */
export async function interrupt(dc: DialogContext, services: Services, first: boolean): Promise<boolean> {
  const turn = turnOf(dc.context);
  const { choice } = turn.reply;
  if (choice !== undefined) {
    turn.conversation.misunderstood = 0;
    const asks = turn.conversation.open?.asks;
    if (choice === 'anew' && asks === 'resume') return startOver(dc, turn, services);
    if (await afterNews(dc, turn)) return true;
    if (choice === 'start_over' && asks === 'confirm') return startOver(dc, turn, services);
    if (choice === 'delete_my_data' && asks === 'confirm') return deleteData(dc, turn, services);
    return false;
  }
  const elsewhere = menuAnywhere(turn.reply.text, services.content);
  if (elsewhere !== undefined) return goTo(dc, elsewhere === 'menu' ? undefined : elsewhere).then(() => true);
  const carried = await carryOn(dc, turn, services);
  if (carried === 'again') await dc.repromptDialog();
  if (carried !== undefined) return true;
  if (await timeNamed(dc, turn)) return true;
  const { understanding } = turn.reply;
  const managed = await manage(dc, turn, services);
  if (managed !== undefined) return managed === 'done';
  const asked = turn.conversation.open?.asks;
  const { email } = understanding.slots;
  if (asked === 'email' && email === undefined && turn.reply.text.includes('@')) {
    await say(dc.context, words('question.email.again'));
    await dc.repromptDialog();
    return true;
  }
  const correcting = understanding.intent === 'change_answer' || activeCapability(dc) === 'change';
  const given = record(turn.visitor, permitted(turn, services), correcting);
  if (understanding.intent !== 'none') turn.conversation.misunderstood = 0;
  await sayBack(dc, turn, given);
  if (given.includes('concerns')) await sayNotTreated(dc.context, services);
  if (understanding.slots.phone !== undefined && !isPhone(understanding.slots.phone)) {
    await say(dc.context, words('question.phone.again'));
    await dc.repromptDialog();
    return true;
  }
  const after = await HANDLERS[understanding.intent](dc, turn, services);
  if (after === 'done') return true;
  const answered = given.some((slot) => slot === asked);
  if (after === 'continue' || answered) return false;
  if (!first || turn.conversation.open) await dc.repromptDialog();
  return true;
}

/** What may be kept of a message: no half phone number, and without consent nothing that touches on health. */
function permitted({ visitor, reply }: Turn, { content }: Services): Slots {
  const { phone, ...others } = reply.understanding.slots;
  const slots: Slots = { ...others, ...(phone !== undefined && isPhone(phone) && { phone }) };
  if (visitor.consent?.given !== false) return slots;
  const health = content.questions.filter((question) => question.health).map(({ slot }) => slot);
  return Object.fromEntries(Object.entries(slots).filter(([slot]) => !health.includes(slot as Slot)));
}

/** Says back what was taken from typed words, so that a misreading is seen; contact details are said back later. */
async function sayBack(
  dc: DialogContext,
  { visitor, conversation, reply }: Turn,
  given: Slot[],
): Promise<void> {
  const obvious = given.every(
    (slot) => isContact(slot) || (slot === 'format' && conversation.open?.asks === 'way'),
  );
  if (given.length === 0 || (obvious && reply.understanding.intent === 'answer')) return;
  const taken = Object.fromEntries(given.map((slot) => [slot, visitor.answers?.[slot]]));
  const key = reply.understanding.intent === 'change_answer' ? 'flow.changed' : 'flow.noted';
  await say(dc.context, {
    parts: [{ key, params: { answers: { list: describeAll(taken, 'said.noted') } } }],
  });
}

const answerQuestion: Handler = async (dc, turn, { content }) => {
  const answer = content.answer(turn.reply.understanding.intent);
  if (!answer) return 'again';
  const source = answer.source
    ? [{ key: 'flow.source', params: { source: { key: `source.${answer.source}` } } }]
    : [];
  await say(dc.context, { parts: [...answer.parts, ...source] });
  return 'again';
};

/** Explains in full from the menu; in the middle of something else, briefly. */
function explain(format: Format): Handler {
  return async (dc, _turn, { content }) => {
    if (browsing(dc)) return goTo(dc, 'explain', { format });
    for (const message of pageMessages(format, 'short', content)) await say(dc.context, message);
    return 'again';
  };
}

const HANDLERS: Record<Intent, Handler> = {
  greet: (dc) => reply(dc, words('flow.hello')),
  thanks: (dc) => reply(dc, words('flow.thanks')),
  goodbye: async (dc) => {
    await say(dc.context, words('flow.goodbye'));
    return 'done';
  },
  explain_individual: explain('individual'),
  explain_group: explain('group'),
  explain_couples_family: explain('couples_family'),
  compare: async (dc, _turn, { content }) => {
    if (browsing(dc)) return goTo(dc, 'compare');
    for (const { id } of content.comparison.slice(0, 2)) await say(dc.context, rowMessage(id, content));
    return 'again';
  },
  help_choose: async (dc) => {
    await say(dc.context, words('flow.neither_better'));
    return browsing(dc) ? goTo(dc, 'preferences') : 'again';
  },
  book: async (dc, turn) => {
    if (turn.conversation.open?.asks === 'confirm') turn.reply = { ...turn.reply, choice: 'yes' };
    if (activeCapability(dc) === 'booking') return 'continue';
    const { format } = turn.reply.understanding.slots;
    return goTo(dc, 'booking', format && { format });
  },
  reschedule: (dc, turn) => manageFor(dc, turn, 'move'),
  cancel_booking: async (dc, turn, services) => {
    if (activeCapability(dc) !== 'booking') return manageFor(dc, turn, 'cancel');
    leaveBooking(turn, services);
    await say(dc.context, words('booking.left'));
    return goTo(dc);
  },
  faq_cost: answerQuestion,
  faq_insurance: answerQuestion,
  faq_confidentiality: answerQuestion,
  faq_group_size: answerQuestion,
  faq_therapist_qualifications: answerQuestion,
  faq_first_session: answerQuestion,
  faq_effectiveness: answerQuestion,
  faq_session_length: answerQuestion,
  faq_online: answerQuestion,
  faq_location_hours: answerQuestion,
  faq_group_members: answerQuestion,
  faq_both_formats: answerQuestion,
  faq_concerns_treated: answerQuestion,
  bot_identity: answerQuestion,
  privacy_data: async (dc, turn, services) => {
    await answerQuestion(dc, turn, services);
    await say(dc.context, known(turn));
    return 'again';
  },
  talk_to_human: async (dc) => {
    if (dc.activeDialog?.id === HandoffDialog.id) return 'again';
    await dc.beginDialog(HandoffDialog.id);
    return 'done';
  },
  change_answer: async (dc, turn, services) => {
    const { slots, target } = turn.reply.understanding;
    const back = activeCapability(dc);
    if (Object.keys(slots).length > 0) return reenter(dc, turn, services);
    const contact = target && isContact(target.slot);
    if (contact && back === undefined && (await hasBooked(turn, services)))
      return changeByPractice(dc, services);
    return goTo(dc, 'change', { ...(target && { slot: target.slot }), ...(back && { back }) });
  },
  go_back: back,
  start_over: (dc, turn, services) => sure(dc, turn, services, 'start_over'),
  repeat: () => Promise.resolve('again'),
  help: (dc) => reply(dc, words('flow.help')),
  skip: async (dc, turn) => {
    const { open } = turn.conversation;
    const declinable = open?.choices?.some(({ id }) => DECLINES.has(id));
    return declinable ? 'continue' : goTo(dc);
  },
  delete_my_data: (dc, turn, services) => sure(dc, turn, services, 'delete_my_data'),
  change_language: async (dc, turn, { content }) => {
    const wanted = languageWanted(turn, content.languages);
    turn.language = wanted;
    turn.visitor.language = wanted;
    return reply(dc, words('flow.language'));
  },
  answer: async (dc, turn) => {
    const { slots } = turn.reply.understanding;
    const asks = turn.conversation.open?.asks;
    if (Object.keys(slots).length > 0) return volunteered(dc, turn);
    const asked = SLOTS.find((slot) => slot === asks);
    if (!asked || isContact(asked) || /\d/.test(turn.reply.text)) return notUnderstood(dc, turn);
    // "No idea" is an answer too: the question is left open for good and the conversation goes on.
    decline(turn.visitor, asked);
    await say(dc.context, words('flow.left_open'));
    return 'continue';
  },
  none: notUnderstood,
};

/** Choices that "skip" stands for: the dialog that offered them goes on. */
const DECLINES: ReadonlySet<string> = new Set(['skip', 'other', 'leave', 'none']);

/** Everything that is kept of the visitor, in words. */
function known({ visitor: { answers = {}, consent } }: Turn): Message {
  const kept = describeAll(answers).map((answer): Part => ({ key: 'summary.answer', params: { answer } }));
  const agreed: Part[] = consent?.given
    ? [{ key: 'flow.consented', params: { version: consent.version } }]
    : [];
  const parts = kept.length > 0 ? [{ key: 'flow.known' }, ...kept] : [{ key: 'flow.nothing_known' }];
  return { parts: [...parts, ...agreed] };
}

async function reply(dc: DialogContext, message: Message): Promise<After> {
  await say(dc.context, message);
  return 'again';
}

function isContact(slot: Slot): boolean {
  return slot === 'name' || slot === 'phone' || slot === 'email';
}

/** Reading, not answering: at the menu, or between the pages of an explanation or the comparison. */
function browsing(dc: DialogContext): boolean {
  const active = activeCapability(dc);
  return active === undefined || active === 'explain' || active === 'compare';
}

/** Answers without a question: at the menu they begin the preferences; a format's name alone asks about that format. */
async function volunteered(dc: DialogContext, turn: Turn): Promise<After> {
  const { slots } = turn.reply.understanding;
  if (!browsing(dc)) return stay(dc, turn);
  // Whoever gives a format and how to be reached wants a place in it.
  const reachable = slots.phone !== undefined || slots.email !== undefined;
  if (reachable && slots.format && slots.format !== 'either')
    return goTo(dc, 'booking', { format: slots.format });
  const onlyFormat = Object.keys(slots).length === 1 && slots.format;
  return onlyFormat && onlyFormat !== 'either'
    ? goTo(dc, 'explain', { format: onlyFormat })
    : goTo(dc, 'preferences');
}

/** An answer out of turn: the summary is laid out anew, everything else goes on from where it is. */
async function stay(dc: DialogContext, turn: Turn): Promise<After> {
  const format = turn.reply.understanding.slots.format;
  if (activeCapability(dc) === 'summary' && format === undefined) return goTo(dc, 'summary');
  return 'continue';
}

/** After a correction, begins the active capability anew, so that everything that followed from the answer follows again. */
async function reenter(dc: DialogContext, turn: Turn, services: Services): Promise<After> {
  const active = activeCapability(dc);
  const { format } = turn.reply.understanding.slots;
  if (active === 'booking') return goTo(dc, 'booking', format && { format });
  if (active === 'preferences' || active === 'summary') return goTo(dc, active);
  const given = Object.keys(turn.reply.understanding.slots) as Slot[];
  if (active === undefined && given.every(isContact)) {
    return (await hasBooked(turn, services)) ? changeByPractice(dc, services) : 'again';
  }
  return active === undefined ? goTo(dc, 'preferences') : 'again';
}

/** What has been booked holds the old details, and only the practice can change those. */
async function hasBooked({ visitorId }: Turn, { diary }: Services): Promise<boolean> {
  return (await diary.bookingsOf(visitorId)).length > 0;
}

async function changeByPractice(dc: DialogContext, { content }: Services): Promise<After> {
  await say(dc.context, {
    parts: [{ key: 'booking.change_by_practice', params: reachParams(content.profile) }],
  });
  return 'again';
}
