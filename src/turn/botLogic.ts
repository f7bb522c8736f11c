import { ActivityTypes } from 'botbuilder';
import type { Activity, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import { isOnButton } from '../../dialogs/choices';
import type { MainDialog } from '../../dialogs/main';
import { openTurn, say, turnOf, words } from '../../dialogs/turn';
import type { Turn } from '../../dialogs/turn';
import { isText } from '../channels/capabilities';
import type { Message } from '../content/message';
import type { Content } from '../content/types';
import type { Detection } from '../crisis/types';
import type { LiveState } from '../handoff/live';
import type { Desk } from '../handoff/types';
import type { Database } from '../storage/types';
import { escalationOf } from './escalationOf';
import { hasFiles } from './hasFiles';
import { whileLive } from './live/whileLive';
import { countFunnel, countsOf, openCounts, saidIn } from './funnel';
import { READ_AT_MOST, loadTurn } from './loadTurn';
import { safely } from './safely';
import { isArrival } from './isArrival';
import { answerCardAction, isCardAction } from './cardAction';
import { isAcute, safetyFinding } from './safety';
import type { Safety, SafetyFinding } from './safety';
import { whileTexting } from './texting/whileTexting';
import type { Logic } from './turnRunner';

/** What the logic of a turn works with. */
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

/** The bot's logic for one attempt of a turn: state in, second look, root dialog, state out. */
export function createBotLogic(options: BotLogicOptions): Logic {
  return async (context, work, outer) => {
    const { turn, keep } = loadTurn(context, work, options);
    const { activity } = context;
    const first = safetyFinding(outer);
    const counts = openCounts(context, outer);
    const said = activity.type === MESSAGE || isCardAction(activity);
    if (said) await message(context, turn, first, outer, options);
    else if (first) await answerCrisis(context, turn, first, options);
    else if (isArrival(activity) && !turn.conversation.live) await welcome(context, turn, options);
    else return;
    if (isCardAction(activity)) await answerCardAction(context, turn, options.content);
    if (said) turn.conversation.lastAt = turn.now.toISOString();
    counts.steps = countFunnel(turn, saidIn(context));
    keep();
  };
}

async function message(
  context: TurnContext,
  turn: Turn,
  first: SafetyFinding | undefined,
  outer: TurnContext,
  options: BotLogicOptions,
): Promise<void> {
  const { activity } = context;
  const { conversation } = turn;
  const moved = learnCountry(activity, turn, options);
  const recent = conversation.recent ?? [];
  const button = isButton(turn, options);
  const finding =
    inPlace(first, activity, turn, options) ??
    (await secondLook(activity, turn, outer, button ? [] : recent, options)) ??
    moved;
  if (!button) conversation.recent = [...recent, turn.reply.text].slice(-2);
  if (isText(activity.channelId)) {
    const acute = finding !== undefined && isAcute(finding.detection.tier);
    if ((await whileTexting(context, turn, acute, options)) === 'done') return;
  }
  if (conversation.live) return besideStaff(context, turn, conversation.live, finding, options);
  if (finding) return answerCrisis(context, turn, finding, options);
  return read(context, turn, options);
}

/** Greets, once: a channel may tell of the same arrival in more than one way. */
async function welcome(context: TurnContext, turn: Turn, options: BotLogicOptions): Promise<void> {
  if (!turn.group) return safely(context, options, () => options.main.welcome(context));
  if (turn.conversation.introduced) return;
  turn.conversation.introduced = true;
  await options.main.introduce(context);
}

/** The bot reads a message that calls for no help. */
async function read(context: TurnContext, turn: Turn, options: BotLogicOptions): Promise<void> {
  const { activity } = context;
  if (turn.group) return safely(context, options, () => options.main.inGroup(context));
  const files = hasFiles(activity);
  if (turn.reply.text === '' && !turn.press) {
    // A button that opens a chat sends no words, and is greeted.
    if (files || turn.conversation.open) await say(context, words(files ? 'flow.attachment' : 'flow.empty'));
    return safely(context, options, () => options.main.again(context));
  }
  if (files) await say(context, words('flow.attachment_beside'));
  if ((activity.text ?? '').length > READ_AT_MOST) await say(context, words('flow.too_long'));
  return safely(context, options, () => options.main.message(context));
}

/** A person is in the conversation: help in a crisis still comes first; then no dialog runs unless the bot is back. */
async function besideStaff(
  context: TurnContext,
  turn: Turn,
  live: LiveState,
  finding: SafetyFinding | undefined,
  options: BotLogicOptions,
): Promise<void> {
  const acute = finding !== undefined && isAcute(finding.detection.tier);
  if (acute) await help(context, turn, finding, options);
  const after = await whileLive(context, live, acute, options);
  if (after === 'done') return;
  if (acute) return followUp(context, turn, finding, options);
  if (after === 'again') return safely(context, options, () => options.main.again(context));
  return read(context, turn, options);
}

/** Says the help ahead of the dialogs, so that no fault of theirs can take it away; the open question stays open. */
async function sayBefore(context: TurnContext, help: Message): Promise<void> {
  const { conversation } = turnOf(context);
  const { open } = conversation;
  await say(context, help);
  if (open) conversation.open = open;
  else delete conversation.open;
}

/** Help, and what is asked after it. */
async function answerCrisis(
  context: TurnContext,
  turn: Turn,
  finding: SafetyFinding,
  options: BotLogicOptions,
): Promise<void> {
  await help(context, turn, finding, options);
  // Nothing is asked beside a person of the staff, nor where others read along.
  if (!turn.conversation.live && !turn.group) await followUp(context, turn, finding, options);
}

/** Records the finding. The help itself has gone out, unless the channel refused it or only now was it due. */
async function help(context: TurnContext, turn: Turn, finding: SafetyFinding, { desk }: BotLogicOptions) {
  const { tier } = finding.detection;
  if (!finding.repeats) {
    record(turn, desk, finding, context.activity);
    const counts = countsOf(context);
    if (counts) counts.escalation = tier;
  }
  const before = turn.conversation.alert?.tier;
  turn.conversation.alert = { tier: before && !isAcute(tier) ? before : tier, at: turn.now.toISOString() };
  if (!finding.sent) await sayBefore(context, finding.help);
  // What has been answered is not joined to the next messages: a question after help would call for help again.
  if (isAcute(tier)) turn.conversation.recent = [];
}

/** What the visitor would like to do now; after the soft words on what lies in the past, the message goes to its question. */
function followUp(
  context: TurnContext,
  turn: Turn,
  { detection, help }: SafetyFinding,
  options: BotLogicOptions,
) {
  if (isAcute(detection.tier)) openTurn(context, { ...turn, crisis: help });
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
async function secondLook(
  activity: Activity,
  turn: Turn,
  outer: TurnContext,
  previous: readonly string[],
  { safety }: BotLogicOptions,
): Promise<SafetyFinding | undefined> {
  const { conversation } = turn;
  const detection = await safety.look([activity.text ?? ''], {
    // While a person is in the conversation, the bot's question is not what is being answered.
    asked: conversation.live ? null : (conversation.open?.asks ?? null),
    previous,
    alert: conversation.alert !== undefined,
    turn: outer,
  });
  if (isAcute(detection.tier)) {
    return { detection, ...safety.compose(activity, detection, turn.language), sent: false };
  }
  if (detection.tier === 'none' || conversation.alert) return undefined;
  return { detection, ...safety.past(activity, turn.language), sent: false };
}

/**
 * A button's words are ours: read as one sentence with what was said before, "Keep going here" and "Not for me" would say
 * what nobody meant.
 */
function isButton({ conversation: { open }, reply }: Turn, { content }: BotLogicOptions): boolean {
  return isOnButton(reply.text, open?.choices ?? [], content);
}

function record(turn: Turn, desk: Desk, finding: SafetyFinding | undefined, activity: Activity): void {
  if (!finding) return;
  const { language, visitorId: visitor, now: at } = turn;
  desk.escalate(turn.work, escalationOf(finding, activity, { language, visitor, at }));
}
