import type { DialogContext, DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { BookingRequest } from '../src/booking/types';
import type { Message } from '../src/content/message';
import { AskPrompt, replyOf } from './askPrompt';
import { confirmed, confirmQuestion, mailable } from './bookingConfirmation';
import { kindFor, linkQuestion } from './bookingElsewhere';
import { hasRunOut, keptMessage, renewHold } from './bookingHold';
import { dayQuestion, instead, whatQuestion } from './bookingLists';
import { listChoices, takeChoice, takeDay } from './bookingPick';
import { ContactDialog, contactOf } from './contact';
import { forget } from './answers';
import { leaveBooking } from './navigation';
import { ComponentDialog, WaterfallDialog } from './sdk';
import type { Services } from './services';
import { say, turnOf, words } from './turn';
import type { BookingDraft, Reply, Turn } from './turn';

/**
 * Books an opening, a place in a group, or a call-back. One looping waterfall over the draft: whatever is still
 * missing is asked next, so a correction simply takes something out of the draft again.
 */
export class BookingDialog extends ComponentDialog {
  static readonly id = 'booking';

  constructor(private readonly services: Services) {
    super(BookingDialog.id);
    this.addDialog(new AskPrompt());
    this.addDialog(new ContactDialog());
    this.addDialog(new WaterfallDialog('loop', [(step) => this.next(step), (step) => this.take(step)]));
    this.initialDialogId = 'loop';
  }

  protected override onBeginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    const turn = turnOf(dc.context);
    const { format, both, draft } = (options ?? {}) as {
      format?: BookingDraft['format'] | 'either';
      both?: boolean;
      draft?: BookingDraft;
    };
    if (format !== undefined && format !== 'either' && format !== turn.conversation.booking?.format) {
      leaveBooking(turn, this.services);
      turn.conversation.booking = { format, kind: this.kindOf(format) };
    }
    if (both || draft) leaveBooking(turn, this.services);
    if (draft) turn.conversation.booking = { ...draft };
    turn.conversation.booking ??= both ? { both } : {};
    return super.onBeginDialog(dc);
  }

  /** Coming back from a hand-off or crisis help: what was said there is not asked again. */
  override resumeDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return dc.replaceDialog(BookingDialog.id);
  }

  /** Asks for the first thing that the draft still misses. */
  private async next(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const draft = (turn.conversation.booking ??= {});
    const { content } = this.services;
    if (draft.kind === undefined) return this.ask(step, 'what', whatQuestion(content, draft.both === true));
    if (draft.kind === 'link') return this.ask(step, 'link', linkQuestion(turn, draft, content));
    if (draft.aside === 'day') return this.ask(step, 'day', dayQuestion(content));
    if (draft.aside === 'instead') return this.ask(step, 'instead', instead());
    if (draft.choice === undefined && (draft.kind === 'appointment' || draft.kind === 'group')) {
      return this.ask(step, 'choice', await listChoices(turn, draft, this.services));
    }
    if (!isReachable(turn)) {
      (step.values as { asked?: string }).asked = 'contact';
      return step.beginDialog(ContactDialog.id);
    }
    if (await renewHold(turn, draft, this.services)) await say(step.context, words('booking.kept_again'));
    const question = await confirmQuestion(turn, draft, this.services);
    if (question) return this.ask(step, 'confirm', question);
    return this.gone(step, draft);
  }

  private async take(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const draft = (turn.conversation.booking ??= {});
    const { asked } = step.values as { asked?: string };
    if (asked === 'contact') {
      if (step.result === true) return step.replaceDialog('loop');
      return this.leave(
        step,
        turn,
        turn.visitor.skipped?.includes('email') ? 'booking.no_contact' : 'booking.left',
      );
    }
    const reply = replyOf(step);
    if (asked === 'what') this.takeKind(draft, reply);
    if (asked === 'link' && reply?.choice === 'callback') draft.kind = 'callback';
    if (asked === 'day') takeDay(turn, draft, reply, this.services.content);
    if (asked === 'instead') takeInstead(draft, reply?.choice);
    if (asked === 'choice') {
      if (!(await takeChoice(turn, draft, reply, this.services))) return this.gone(step, draft);
      const kept = keptMessage(draft, this.services.content.profile);
      // With the details at hand, the question whether to book says it.
      if (kept && !isReachable(turn)) await say(step.context, kept);
    }
    if (asked === 'confirm') return this.takeConfirm(step, turn, draft, reply);
    if (reply?.choice === 'leave') return this.leave(step, turn, 'booking.left');
    return step.replaceDialog('loop');
  }

  private takeKind(draft: BookingDraft, reply?: Reply): void {
    const picked = reply?.choice ?? reply?.understanding.slots.format;
    if (picked === 'callback') draft.kind = 'callback';
    if (picked !== 'individual' && picked !== 'group' && picked !== 'couples_family') return;
    draft.format = picked;
    draft.kind = this.kindOf(picked);
  }

  private async takeConfirm(
    step: WaterfallStepContext,
    turn: Turn,
    draft: BookingDraft,
    reply?: Reply,
  ): Promise<DialogTurnResult> {
    if (reply?.choice === 'leave') return this.leave(step, turn, 'booking.left');
    if (reply?.choice === 'time') {
      leaveBooking(turn, this.services);
      turn.conversation.booking = {
        ...(draft.format && { format: draft.format, kind: this.kindOf(draft.format) }),
      };
    }
    if (reply?.choice === 'contact') {
      for (const slot of ['name', 'phone', 'email'] as const) forget(turn.visitor, slot);
    }
    if (reply?.choice !== 'yes' && reply?.choice !== 'no_mail') return step.replaceDialog('loop');
    const mail = reply.choice === 'yes' && mailable(turn, this.services);
    const request = requestOf(turn, draft, mail);
    const message = request && (await confirmed(turn, request, this.services));
    if (!message) return this.gone(step, draft);
    delete turn.conversation.booking;
    await say(step.context, message);
    return step.endDialog();
  }

  /** What was picked can not be had any more: says so and shows what there is now. */
  private async gone(step: WaterfallStepContext, draft: BookingDraft): Promise<DialogTurnResult> {
    const why = hasRunOut(draft, turnOf(step.context).now) ? 'booking.expired' : 'booking.gone';
    for (const key of ['choice', 'hold', 'until', 'skip'] as const) delete draft[key];
    // A waitlist was joined for a group that is no more, or has places again: the groups are shown as they are now.
    if (draft.kind === 'waitlist') draft.kind = 'group';
    await say(step.context, words(why));
    return step.replaceDialog('loop');
  }

  private async leave(step: WaterfallStepContext, turn: Turn, key: string): Promise<DialogTurnResult> {
    leaveBooking(turn, this.services);
    await say(step.context, words(key));
    return step.endDialog();
  }

  private async ask(step: WaterfallStepContext, asked: string, question: Message): Promise<DialogTurnResult> {
    (step.values as { asked?: string }).asked = asked;
    return step.beginDialog(AskPrompt.id, { question });
  }

  private kindOf(format: NonNullable<BookingDraft['format']>): NonNullable<BookingDraft['kind']> {
    return kindFor(this.services.content, format);
  }
}

/** Nothing fitted: those who wait leave their wish, those who want to be called need no list. */
function takeInstead(draft: BookingDraft, picked?: string): void {
  delete draft.aside;
  if (picked === 'another_day') draft.aside = 'day';
  if (picked === 'waitlist' || picked === 'callback') draft.kind = picked;
}

function isReachable({ visitor }: Turn): boolean {
  const { name, phone, email } = visitor.answers ?? {};
  return name !== undefined && (phone !== undefined || email !== undefined);
}

function requestOf(
  turn: Turn,
  { kind, choice, format, hold }: BookingDraft,
  mail: boolean,
): BookingRequest | undefined {
  const { availability, mode } = turn.visitor.answers ?? {};
  if (kind === undefined || kind === 'link') return undefined;
  return {
    kind,
    contact: contactOf(turn),
    language: turn.language,
    visitor: turn.visitorId,
    ...(mail && { mail }),
    ...(choice && { choice }),
    ...(format && { format }),
    ...(hold && { hold }),
    // Only what the practice needs for it: times to call, not the whole list that the search used.
    ...(availability && kind !== 'appointment' && kind !== 'group' && { availability }),
    ...(mode && kind === 'appointment' && { mode }),
  };
}
