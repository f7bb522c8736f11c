import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { TurnContext } from 'botbuilder';
import type { Message } from '../src/content/message';
import type { Intent } from '../src/understanding/types';
import { BookingDialog } from './booking';
import { BookingNewsDialog } from './bookingNews';
import { ChangeDialog } from './change';
import { choiceOf } from './choices';
import { CompareDialog } from './compare';
import { CrisisFollowUpDialog } from './crisisFollowUp';
import { ExplainDialog } from './explain';
import { HandoffDialog } from './handoff';
import { answerInGroup, introduce } from './inGroup';
import { interrupt } from './interruptions';
import { ManageBookingDialog } from './manageBooking';
import { MENU, MenuDialog } from './menu';
import type { Onward } from './onward';
import { PreferencesDialog } from './preferences';
import { pressed } from './pressed';
import { readReply } from './readReply';
import { ResumeDialog } from './resume';
import { DialogContext, DialogSet, WaterfallDialog } from './sdk';
import type { Services } from './services';
import { SureDialog } from './sure';
import { SummaryDialog } from './summary';
import { say, turnOf, words } from './turn';
import type { Reply } from './turn';

/**
 * The root of the conversation. Each message is read once; an interruption (a question, a correction, "a person please")
 * is handled first and the open question asked again; otherwise the active dialog continues.
 *
 * The stack is always the waterfall `main`, which goes from capability to capability, with the active capability on it,
 * and on top of that at most a hand-off, a crisis follow-up or a question of the bot's own (welcome back, are
 * you sure), which give way to what lies beneath.
 */
export class MainDialog {
  private readonly dialogs = new DialogSet();
  private memory: unknown;

  constructor(private readonly services: Services) {
    const capabilities = [
      MenuDialog,
      ExplainDialog,
      CompareDialog,
      PreferencesDialog,
      SummaryDialog,
      BookingDialog,
      ManageBookingDialog,
    ];
    for (const Capability of [...capabilities, ChangeDialog, HandoffDialog, CrisisFollowUpDialog]) {
      this.dialogs.add(new Capability(services));
    }
    for (const dialog of [new ResumeDialog(), new SureDialog(), new BookingNewsDialog()])
      this.dialogs.add(dialog);
    this.dialogs.add(new WaterfallDialog('main', [begin, goOn]));
  }

  /** A conversation has begun without a message: greets once. */
  async welcome(context: TurnContext): Promise<void> {
    const dc = this.open(context);
    if (dc.activeDialog) return;
    await say(context, greeting());
    await dc.beginDialog('main');
  }

  /** A message has come. */
  async message(context: TurnContext): Promise<void> {
    const turn = turnOf(context);
    const dc = this.open(context);
    const first = !dc.activeDialog;
    if (first && !turn.crisis) await say(context, greeting());
    if (first) await dc.beginDialog('main', { options: { quiet: true } });
    if (turn.crisis) return this.crisis(dc, turn.crisis);
    if (await this.asksForHelpAgain(dc)) return dc.repromptDialog();
    const careful = this.leaveCrisis(dc);
    turn.reply = await readReply(turn, this.services, careful);
    if (await pressed(dc, this.services)) return;
    if (careful && isLight(turn.reply)) {
      await say(context, words('crisis.reply.continue'));
      return dc.repromptDialog();
    }
    if (ResumeDialog.due(turn)) {
      await dc.beginDialog(ResumeDialog.id);
      return;
    }
    const { intent, slots } = turn.reply.understanding;
    // Whoever says hello first has just been greeted.
    if (first && intent === 'greet' && Object.keys(slots).length === 0) return dc.repromptDialog();
    const done = await interrupt(dc, this.services, first);
    if (!done) await dc.continueDialog();
  }

  /**
   * Whether a message wants something by itself, whatever was asked before it: a question, a wish, a greeting. Thanks, a
   * farewell and an answer do not.
   */
  async wantsSomething(context: TurnContext): Promise<boolean> {
    const { understanding } = await readReply({ ...turnOf(context), conversation: {} }, this.services);
    return !LIGHT.has(understanding.intent) || understanding.intent === 'greet';
  }

  /** A message has come where others read along. */
  inGroup(context: TurnContext): Promise<void> {
    return answerInGroup(context, this.services);
  }

  /** Says in a group what the bot is there for. */
  introduce(context: TurnContext): Promise<void> {
    return introduce(context, this.services);
  }

  /** Says the open question again. */
  async again(context: TurnContext): Promise<void> {
    const dc = this.open(context);
    if (dc.activeDialog) return dc.repromptDialog();
    await say(context, greeting());
    await dc.beginDialog('main');
  }

  /**
   * Something has come of a booking, unasked: it is said at once, and what it asks stands above what was under way. Next
   * to help in a crisis, or to a person who has joined, nothing is asked.
   */
  async news(context: TurnContext, message: Message): Promise<void> {
    const dc = this.open(context);
    const { conversation, discreet } = turnOf(context);
    const { parts, booking, asks } = message;
    const beside = conversation.open?.asks === 'crisis' || conversation.live !== undefined;
    if (beside || asks === undefined) {
      await say(context, { parts: parts.slice(0, 1), ...(booking && { booking }) });
      const again = !beside && !discreet && conversation.open && conversation.open.asks !== 'menu';
      if (again) await dc.repromptDialog();
      return;
    }
    if (!dc.activeDialog) await dc.beginDialog('main', { options: { quiet: true } });
    await dc.beginDialog(BookingNewsDialog.id, { question: message });
  }

  /** Throws the stack away and offers the menu; answers are kept. For a stack that can not go on. */
  async restart(context: TurnContext, key: string): Promise<void> {
    const { conversation } = turnOf(context);
    delete conversation.dialogs;
    delete conversation.open;
    await say(context, words(key));
    await this.open(context).beginDialog('main');
  }

  /** The help has been said; what was under way stays beneath, and its question comes again afterwards. */
  private async crisis(dc: DialogContext, help: Message): Promise<void> {
    const { conversation } = turnOf(dc.context);
    if (dc.activeDialog?.id === CrisisFollowUpDialog.id) dc.stack.pop();
    else if (conversation.open) conversation.beneath = conversation.open;
    await dc.beginDialog(CrisisFollowUpDialog.id, { question: help });
  }

  /** "Help", right after help was shown: it is that help that is wanted, not how the chat works. */
  private async asksForHelpAgain(dc: DialogContext): Promise<boolean> {
    const turn = turnOf(dc.context);
    const { content, understander } = this.services;
    if (dc.activeDialog?.id !== CrisisFollowUpDialog.id || choiceOf(turn, content) !== undefined)
      return false;
    for (const lang of content.languages) {
      const { intent } = await understander.understand(turn.reply.text, { lang, asked: null });
      if (intent === 'help' || intent === 'repeat') return true;
    }
    return false;
  }

  /**
   * Whoever writes something else than one of the choices after crisis help goes on with the conversation: the
   * follow-up is taken off the stack. True then: the words are meant for the help, not as an answer to the question
   * beneath, so only what is clearly a request or one of its buttons is taken for one.
   */
  private leaveCrisis(dc: DialogContext): boolean {
    const turn = turnOf(dc.context);
    const { conversation, work, visitorId } = turn;
    const { content, desk } = this.services;
    if (dc.activeDialog?.id !== CrisisFollowUpDialog.id) return false;
    if (choiceOf(turn, content) !== undefined) return false;
    desk.outcome(work, visitorId, 'continued');
    dc.stack.pop();
    if (conversation.beneath) conversation.open = conversation.beneath;
    else delete conversation.open;
    delete conversation.beneath;
    return true;
  }

  private open(context: TurnContext): DialogContext {
    const { conversation } = turnOf(context);
    const version = this.dialogs.getVersion();
    if (conversation.dialogs?.version !== version) {
      // Written by dialogs that are no more: begun anew, with the answers kept.
      delete conversation.open;
      conversation.dialogs = { version, stack: { dialogStack: [] } };
    }
    // The SDK finds out anew in every turn what its memory is made of, which never changes.
    if (this.memory !== undefined) context.turnState.set(MEMORY, this.memory);
    const dc = new DialogContext(this.dialogs, context, conversation.dialogs.stack);
    this.memory ??= context.turnState.get(MEMORY);
    return dc;
  }
}

/** Where the SDK keeps, for a turn, the makers of its dialogs' memory (dialogStateManager.js). */
const MEMORY = 'DialogStateManagerConfiguration';

async function begin(step: WaterfallStepContext): Promise<DialogTurnResult> {
  const { to, options } = step.options as Onward;
  return step.beginDialog(to ?? MENU, options);
}

async function goOn(step: WaterfallStepContext): Promise<DialogTurnResult> {
  return step.replaceDialog('main', (step.result as Onward | undefined) ?? { options: { again: true } });
}

function greeting(): Message {
  return words('greeting.automated', 'greeting.can_do', 'greeting.help_line');
}

/** Says nothing that would have to be acted on: no button was pressed, and nothing was asked or wished for. */
function isLight({ choice, understanding }: Reply): boolean {
  return choice === undefined && LIGHT.has(understanding.intent);
}

const LIGHT: ReadonlySet<Intent> = new Set([
  'answer',
  'none',
  'greet',
  'thanks',
  'goodbye',
  'skip',
  'change_answer',
  'go_back',
]);
