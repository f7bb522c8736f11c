import type { DialogContext, DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { BookingRequest, Wish } from '../src/booking/types';
import type { Message } from '../src/content/message';
import { AskPrompt, replyOf } from './askPrompt';
import { confirmed, confirmQuestion } from './bookingConfirmation';
import { kindFor, linkQuestion } from './bookingElsewhere';
import { listCohorts, listOpenings, whatQuestion } from './bookingLists';
import { ContactDialog, contactOf } from './contact';
import { forget } from './answers';
import { leaveBooking } from './navigation';
import { ComponentDialog, WaterfallDialog } from './sdk';
import type { Services } from './services';
import { say, turnOf, words } from './turn';
import type { BookingDraft, Reply, Turn } from './turn';

/** How many openings or groups are shown at once. */
const SHOWN = 3;

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
    const { format, both } = (options ?? {}) as {
      format?: BookingDraft['format'] | 'either';
      both?: boolean;
    };
    if (format !== undefined && format !== 'either' && format !== turn.conversation.booking?.format) {
      leaveBooking(turn, this.services);
      turn.conversation.booking = { format, kind: this.kindOf(format) };
    }
    if (both) leaveBooking(turn, this.services);
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
    if (draft.choice === undefined && (draft.kind === 'appointment' || draft.kind === 'group')) {
      return this.ask(step, 'choice', await this.listChoices(turn, draft));
    }
    const { name, phone, email } = turn.visitor.answers ?? {};
    if (name === undefined || (phone === undefined && email === undefined)) {
      (step.values as { asked?: string }).asked = 'contact';
      return step.beginDialog(ContactDialog.id);
    }
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
    if (asked === 'choice' && !(await this.takeChoice(turn, draft, reply))) return this.gone(step, draft);
    if (asked === 'confirm') return this.takeConfirm(step, turn, draft, reply);
    if (reply?.choice === 'leave') return this.leave(step, turn, 'booking.left');
    return step.replaceDialog('loop');
  }

  private async listChoices(turn: Turn, draft: BookingDraft): Promise<Message> {
    const { diary } = this.services;
    const skip = draft.skip ?? 0;
    const page = { skip, take: SHOWN };
    const wish = wishOf(turn, draft);
    const listing = { wish, later: skip > 0 };
    if (draft.kind === 'group') return listCohorts(await diary.cohorts(wish, page), listing);
    return listOpenings(await diary.openings(wish, page), listing);
  }

  private takeKind(draft: BookingDraft, reply?: Reply): void {
    const picked = reply?.choice ?? reply?.understanding.slots.format;
    if (picked === 'callback') draft.kind = 'callback';
    if (picked !== 'individual' && picked !== 'group' && picked !== 'couples_family') return;
    draft.format = picked;
    draft.kind = this.kindOf(picked);
  }

  /** Takes what was picked from the list; false when it can not be had any more. */
  private async takeChoice(turn: Turn, draft: BookingDraft, reply?: Reply): Promise<boolean> {
    const picked = reply?.choice;
    const { diary } = this.services;
    if (picked === 'more') draft.skip = (draft.skip ?? 0) + SHOWN;
    else if (picked === 'first') draft.skip = 0;
    else if (picked === 'callback') draft.kind = 'callback';
    else if (picked?.startsWith('waitlist:')) {
      draft.kind = 'waitlist';
      draft.choice = picked.slice('waitlist:'.length);
    } else if (picked !== undefined && picked !== 'leave') {
      const opening = draft.kind === 'appointment' ? await diary.opening(picked) : undefined;
      const cohort = draft.kind === 'group' ? await diary.cohort(picked) : undefined;
      const choice = opening ? { opening } : cohort && cohort.seatsLeft > 0 ? { cohort } : undefined;
      if (!choice) return false;
      draft.choice = picked;
      Object.assign(draft, await diary.hold(turn.work, choice));
    } else if (reply?.understanding.slots.availability) draft.skip = 0;
    return true;
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
    if (reply?.choice !== 'yes') return step.replaceDialog('loop');
    const request = requestOf(turn, draft);
    const message = request && (await confirmed(turn, request, this.services));
    if (!message) return this.gone(step, draft);
    delete turn.conversation.booking;
    await say(step.context, message);
    return step.endDialog();
  }

  /** What was picked can not be had any more: says so and shows what there is now. */
  private async gone(step: WaterfallStepContext, draft: BookingDraft): Promise<DialogTurnResult> {
    for (const key of ['choice', 'hold', 'until', 'skip'] as const) delete draft[key];
    // A waitlist was joined for a group that is no more, or has places again: the groups are shown as they are now.
    if (draft.kind === 'waitlist') draft.kind = 'group';
    await say(step.context, words('booking.gone'));
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

function wishOf({ visitor, language }: Turn, { format }: BookingDraft): Wish {
  const { concerns, availability, mode } = visitor.answers ?? {};
  return {
    language,
    ...(format && { format }),
    ...(concerns && { concerns }),
    ...(availability && { availability }),
    ...(mode && { mode }),
  };
}

function requestOf(turn: Turn, { kind, choice, format, hold }: BookingDraft): BookingRequest | undefined {
  const { availability, mode } = turn.visitor.answers ?? {};
  if (kind === undefined || kind === 'link') return undefined;
  return {
    kind,
    contact: contactOf(turn),
    language: turn.language,
    visitor: turn.visitorId,
    ...(choice && { choice }),
    ...(format && { format }),
    ...(hold && { hold }),
    // Only what the practice needs for it: times to call, not the whole list that the search used.
    ...(availability && kind !== 'appointment' && kind !== 'group' && { availability }),
    ...(mode && kind === 'appointment' && { mode }),
  };
}
