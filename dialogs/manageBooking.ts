import type { DialogContext, DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { Message } from '../src/content/message';
import { AskPrompt, replyOf } from './askPrompt';
import { takeDay } from './bookingPick';
import { dayQuestion } from './bookingLists';
import {
  cancelQuestion,
  changedMessage,
  factorQuestion,
  referenceQuestion,
  seenQuestion,
  tellMessage,
  whichQuestion,
} from './manageWords';
import { moveList, moveQuestion, takeMove } from './manageMove';
import { leaveManage } from './navigation';
import { referenceIn } from './referenceIn';
import { ComponentDialog, WaterfallDialog } from './sdk';
import type { Services } from './services';
import { say, turnOf, words } from './turn';
import type { ManageDraft, Reply, Turn } from './turn';

/** Choices that end the dialog wherever they are picked; what is then said has the same name. */
const ENDS = ['leave', 'keep', 'lost'] as const;

type Asked = 'which' | 'reference' | 'factor' | 'seen' | 'cancel' | 'day' | 'list' | 'move';

/**
 * Shows, moves or cancels a booking that is there. What was booked in this conversation is the visitor's own; any other is
 * asked for by its reference and by the phone number or e-mail address that was given with it. One looping waterfall.
 */
export class ManageBookingDialog extends ComponentDialog {
  static readonly id = 'manageBooking';

  constructor(private readonly services: Services) {
    super(ManageBookingDialog.id);
    this.addDialog(new AskPrompt());
    this.addDialog(new WaterfallDialog('loop', [(step) => this.next(step), (step) => this.take(step)]));
    this.initialDialogId = 'loop';
  }

  /** `options`: what is wanted, and the reference if it was said; left out when coming back from beneath. */
  protected override onBeginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const { want, reference, resumed } = (options ?? {}) as ManageDraft & { resumed?: boolean };
    if (resumed !== true) {
      leaveManage(turn, this.services);
      turn.conversation.manage = { ...(want && { want }), ...(reference && { reference, other: true }) };
    }
    return super.onBeginDialog(dc);
  }

  override resumeDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return dc.replaceDialog(ManageBookingDialog.id, { resumed: true });
  }

  private async next(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const draft = (turn.conversation.manage ??= {});
    if (draft.id === undefined) return this.identify(step, turn, draft);
    const view = await this.services.bookings.booking(draft.id);
    if (!view || view.status === 'cancelled') return this.end(step, tellMessage('gone', this.services));
    if (draft.want === 'cancel') {
      if (!view.canCancel) return this.end(step, tellMessage('fixed', this.services));
      return this.ask(step, 'cancel', cancelQuestion(view, this.services));
    }
    if (draft.want !== 'move') return this.ask(step, 'seen', seenQuestion(view, this.services));
    if (!view.canMove) return this.end(step, tellMessage('fixed', this.services));
    if (draft.aside === 'day') return this.ask(step, 'day', dayQuestion(this.services.content));
    const question = draft.choice && (await moveQuestion(turn, draft, view, this.services));
    if (question) return this.ask(step, 'move', question);
    return this.ask(step, 'list', await moveList(turn, draft, view, this.services));
  }

  /** Finds out which booking it is: one of the visitor's own here, else by its reference and a second factor. */
  private async identify(
    step: WaterfallStepContext,
    turn: Turn,
    draft: ManageDraft,
  ): Promise<DialogTurnResult> {
    const mine = await this.services.bookings.ofVisitor(turn.visitorId);
    const named = mine.find(({ reference }) => reference === draft.reference);
    if (draft.reference !== undefined && !named) return this.ask(step, 'factor', factorQuestion());
    const own = named ? [named] : draft.other ? [] : mine;
    const [only] = own;
    if (only && own.length === 1) {
      draft.id = only.id;
      return step.replaceDialog('loop');
    }
    if (only) return this.ask(step, 'which', whichQuestion(own, this.services));
    return this.ask(step, 'reference', referenceQuestion());
  }

  private async take(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const draft = (turn.conversation.manage ??= {});
    const { asked } = step.values as { asked?: Asked };
    const reply = replyOf(step);
    const ends = ENDS.find((end) => end === reply?.choice);
    if (ends) return this.end(step, tellMessage(ends, this.services));
    if (asked === 'factor') return this.takeFactor(step, turn, draft, reply);
    if (asked === 'which') await this.takeWhich(turn, draft, reply);
    else if (asked === 'reference') await this.takeReference(step, draft, reply);
    else if (asked === 'day') takeDay(turn, draft, reply, this.services.content);
    else return this.takeWish(step, turn, draft, reply);
    return step.replaceDialog('loop');
  }

  private async takeReference(step: WaterfallStepContext, draft: ManageDraft, reply?: Reply): Promise<void> {
    const reference = referenceIn(reply?.text ?? '');
    if (reference !== undefined) draft.reference = reference;
    else await say(step.context, words('manage.reference.again'));
  }

  private async takeWhich(turn: Turn, draft: ManageDraft, reply?: Reply): Promise<void> {
    const own = await this.services.bookings.ofVisitor(turn.visitorId);
    const typed = referenceIn(reply?.text ?? '');
    const picked = own.find(({ reference }) => reference === (reply?.choice ?? typed));
    if (picked) draft.id = picked.id;
    else if (reply?.choice === 'other') draft.other = true;
    else if (typed !== undefined) draft.reference = typed;
  }

  /** The second factor. What is wrong is not said: neither which of the two, nor whether there is such a booking. */
  private async takeFactor(
    step: WaterfallStepContext,
    turn: Turn,
    draft: ManageDraft,
    reply?: Reply,
  ): Promise<DialogTurnResult> {
    const { reference = '' } = draft;
    const { phone, email } = reply?.understanding.slots ?? {};
    const factor = phone ?? email ?? reply?.text ?? '';
    const opened = await this.services.bookings.open(turn.work, {
      reference,
      factor,
      visitor: turn.visitorId,
    });
    if (opened.outcome === 'limited')
      return this.end(step, tellMessage('limited', this.services, opened.until));
    delete draft.reference;
    draft.other = true;
    if (opened.outcome === 'open') draft.id = opened.booking.id;
    else await say(step.context, tellMessage('unknown', this.services));
    return step.replaceDialog('loop');
  }

  /** What is to be done with a booking that has been let in. */
  private async takeWish(
    step: WaterfallStepContext,
    turn: Turn,
    draft: ManageDraft,
    reply?: Reply,
  ): Promise<DialogTurnResult> {
    const { asked } = step.values as { asked?: Asked };
    const { choice } = reply ?? {};
    if (asked === 'seen' && (choice === 'accept' || choice === 'decline'))
      return this.answerOffer(step, draft, choice);
    if (asked === 'seen' && (choice === 'move' || choice === 'cancel')) draft.want = choice;
    if (asked === 'cancel' && choice === 'yes') {
      const view = await this.services.bookings.cancel(turn.work, draft.id ?? '');
      return this.end(step, changedMessage(view, 'cancelled', this.services));
    }
    if (asked === 'list' || asked === 'move') {
      const moved = await takeMove(turn, draft, reply, this.services);
      if (moved === 'gone') await say(step.context, words('booking.gone'));
      else if (moved) return this.end(step, changedMessage(moved, 'moved', this.services));
    }
    return step.replaceDialog('loop');
  }

  /** A place that is free for somebody on the waitlist: taken, or left to the next. */
  private async answerOffer(
    step: WaterfallStepContext,
    { id = '' }: ManageDraft,
    answer: 'accept' | 'decline',
  ): Promise<DialogTurnResult> {
    const { bookings } = this.services;
    const now = await bookings.booking(id);
    if (!now?.offer) return this.end(step, tellMessage('no_offer', this.services));
    const view = await bookings.answerOffer(turnOf(step.context).work, id, answer);
    const what = answer === 'accept' ? 'accepted' : 'declined';
    return this.end(step, changedMessage(view, what, this.services));
  }

  private async end(step: WaterfallStepContext, message: Message): Promise<DialogTurnResult> {
    leaveManage(turnOf(step.context), this.services);
    await say(step.context, message);
    return step.endDialog();
  }

  private async ask(step: WaterfallStepContext, asked: Asked, question: Message): Promise<DialogTurnResult> {
    (step.values as { asked?: Asked }).asked = asked;
    return step.beginDialog(AskPrompt.id, { question });
  }
}
