import { ActivityTypes } from 'botbuilder';
import type { Activity, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { MainDialog } from '../../dialogs/main';
import { openTurn, say, turnOf, words } from '../../dialogs/turn';
import type { ConversationState, Turn, VisitorState } from '../../dialogs/turn';
import type { Message } from '../content/message';
import type { Content } from '../content/types';
import type { Detection } from '../crisis/types';
import { eraseTraces } from '../storage/erase';
import type { Database } from '../storage/types';
import type { Desk } from '../handoff/types';
import { TriageError } from '../errors';
import { Carry } from './carry';
import { escalationOf } from './escalationOf';
import { localeOf } from './locale';
import { isAcute, safetyFinding } from './safety';
import type { Safety, SafetyFinding } from './safety';
import { turnKeys } from './turnRunner';
import type { Logic } from './turnRunner';
import type { UnitOfWork } from './unitOfWork';

export interface BotLogicOptions {
  readonly main: MainDialog;
  readonly safety: Safety;
  readonly content: Content;
  readonly desk: Desk;
  readonly db: Database;
  readonly now: () => number;
  readonly log: Logger;
}

const MESSAGE: string = ActivityTypes.Message;
const CONVERSATION_UPDATE: string = ActivityTypes.ConversationUpdate;
/** Longer messages are looked at whole for a crisis; the dialogs read this much of them. */
const READ_AT_MOST = 2_000;

/** The bot's logic for one attempt of a turn: state in, second look, root dialog, state out. */
export function createBotLogic(options: BotLogicOptions): Logic {
  return async (context, work, outer) => {
    const keys = turnKeys(outer.activity);
    const { turn, conversation, visitor } = load(context, work, options);
    const { activity } = context;
    const first = safetyFinding(outer);
    if (activity.type === MESSAGE) await message(context, turn, first, options);
    else if (first) await answerCrisis(context, turn, first, options);
    else if (isJoining(activity)) await safely(context, options, () => options.main.welcome(context));
    else return;
    if (activity.type === MESSAGE) conversation.lastAt = turn.now.toISOString();
    work.put(keys.conversation, conversation);
    work.put(keys.visitor, visitor);
  };
}

function load(context: TurnContext, work: UnitOfWork, { content, db, now }: BotLogicOptions) {
  const { activity } = context;
  const keys = turnKeys(activity);
  const conversation = work.get<ConversationState>(keys.conversation) ?? {};
  const visitor = work.get<VisitorState>(keys.visitor) ?? {};
  const turn: Turn = {
    conversation,
    visitor,
    work,
    ...localeOf(activity, conversation, visitor, content),
    channel: activity.channelId,
    visitorId: keys.visitor,
    now: new Date(now()),
    carry: new Carry(db, work, visitor, now()),
    erase: () => {
      empty(conversation, ['dialogs', 'open', 'locale']);
      empty(visitor, ['language', 'writes']);
      const traces = { ...keys, conversationId: activity.conversation.id };
      work.stage(...eraseTraces(traces));
    },
    reply: {
      text: (activity.text ?? '').trim().slice(0, READ_AT_MOST),
      understanding: { intent: 'none', slots: {} },
    },
  };
  openTurn(context, turn);
  return { turn, conversation, visitor };
}

/** Deletes every field but those named, which hold nothing about the person. */
function empty<T extends object>(state: T, kept: readonly (keyof T)[]): void {
  for (const key of Object.keys(state) as (keyof T)[]) if (!kept.includes(key)) delete state[key];
}

async function message(
  context: TurnContext,
  turn: Turn,
  first: SafetyFinding | undefined,
  options: BotLogicOptions,
): Promise<void> {
  const { activity } = context;
  const { conversation } = turn;
  const moved = learnCountry(activity, turn, options);
  const finding = inPlace(first, activity, turn, options) ?? secondLook(activity, turn, options) ?? moved;
  conversation.recent = [...(conversation.recent ?? []), turn.reply.text].slice(-2);
  if (finding) return answerCrisis(context, turn, finding, options);
  if (turn.reply.text === '') {
    const key = (activity.attachments ?? []).length > 0 ? 'flow.attachment' : 'flow.empty';
    await say(context, words(key));
    return safely(context, options, () => options.main.again(context));
  }
  if ((activity.text ?? '').length > READ_AT_MOST) await say(context, words('flow.too_long'));
  return safely(context, options, () => options.main.message(context));
}

/** Says the help ahead of the dialogs, so that no fault of theirs can take it away; the open question stays open. */
async function sayBefore(context: TurnContext, help: Message): Promise<void> {
  const { conversation } = turnOf(context);
  const { open } = conversation;
  await say(context, help);
  if (open) conversation.open = open;
  else delete conversation.open;
}

/** What is asked after the help; the help itself has gone out, unless the channel refused it or only now was it due. */
async function answerCrisis(
  context: TurnContext,
  turn: Turn,
  finding: SafetyFinding,
  options: BotLogicOptions,
) {
  const { tier } = finding.detection;
  if (!finding.repeats) record(turn, options.desk, finding, context.activity);
  const before = turn.conversation.alert?.tier;
  turn.conversation.alert = { tier: before && !isAcute(tier) ? before : tier, at: turn.now.toISOString() };
  if (!finding.sent) await sayBefore(context, finding.help);
  // What has been answered is not joined to the next messages: a question after help would call for help again.
  if (isAcute(tier)) turn.conversation.recent = [];
  if (isAcute(tier)) openTurn(context, { ...turn, crisis: finding.help });
  return safely(context, options, () => options.main.message(context));
}

/**
 * Where the visitor says they are, for this turn and the next. When that comes in answer to help whose lines are another
 * country's, the help is said again with theirs.
 */
function learnCountry(
  activity: Activity,
  turn: Turn,
  { safety }: BotLogicOptions,
): SafetyFinding | undefined {
  const { conversation } = turn;
  const given = conversation.open?.escalation;
  const country = safety.whereabouts.learn(activity, conversation.country, given !== undefined);
  if (country === undefined) return undefined;
  const news = country !== conversation.country;
  conversation.country = country;
  if (!news || !given || given.country === country) return undefined;
  const detection: Detection = { tier: given.tier, entries: [], language: null };
  return { detection, ...safety.compose(activity, detection, turn.language), sent: false, repeats: true };
}

/** What the first look found. Its help did not wait for the state: if that knows of another country, the right one follows. */
function inPlace(
  first: SafetyFinding | undefined,
  activity: Activity,
  turn: Turn,
  { safety }: BotLogicOptions,
): SafetyFinding | undefined {
  const { country } = turn.conversation;
  if (!first || country === undefined || first.country === country) return first;
  return { ...first, ...safety.compose(activity, first.detection, turn.language), sent: false };
}

/**
 * The second look, with what had been asked and the last messages joined; its help is the turn's first reply. What lies
 * in the past is answered softly, once, and the message goes on to its question.
 */
function secondLook(activity: Activity, turn: Turn, options: BotLogicOptions): SafetyFinding | undefined {
  const { conversation } = turn;
  const { safety } = options;
  const detection = safety.look([activity.text ?? ''], {
    asked: conversation.open?.asks ?? null,
    previous: conversation.recent ?? [],
    alert: conversation.alert !== undefined,
  });
  if (isAcute(detection.tier)) {
    return { detection, ...safety.compose(activity, detection, turn.language), sent: false };
  }
  if (detection.tier === 'none' || conversation.alert) return undefined;
  return { detection, ...safety.past(activity, turn.language), sent: false };
}

function record(turn: Turn, desk: Desk, finding: SafetyFinding | undefined, activity: Activity): void {
  if (!finding) return;
  const { language, visitorId: visitor, now: at } = turn;
  desk.escalate(turn.work, escalationOf(finding, activity, { language, visitor, at }));
}

/**
 * A fault of ours must not trap a visitor: a dialog that throws would throw again at every message. The stack is thrown
 * away, the answers are kept, and the menu is offered. A store that is down is no such fault: the turn fails whole.
 */
async function safely(context: TurnContext, { main, log }: BotLogicOptions, run: () => Promise<void>) {
  try {
    await run();
  } catch (error) {
    if (error instanceof TriageError && error.code.startsWith('STORAGE_')) throw error;
    log.error(
      { err: error, code: 'DIALOG_FAILED', asks: turnOf(context).conversation.open?.asks },
      'dialog failed',
    );
    await main.restart(context, 'flow.recovered');
  }
}

/** Someone (not the bot alone) has joined. */
function isJoining(activity: Activity): boolean {
  if (activity.type !== CONVERSATION_UPDATE) return false;
  return (activity.membersAdded ?? []).some(({ id }) => id !== activity.recipient?.id);
}
