import { ComponentDialog, WaterfallDialog } from 'botbuilder-dialogs';
import type { DialogContext, DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { BookingRequest } from '../src/booking/types';
import type { Message } from '../src/content/message';
import { AskPrompt, replyOf } from './askPrompt';
import { confirmed, confirmQuestion, listCohorts, listOpenings, whatQuestion } from './bookingMessages';
import { ContactDialog, contactOf } from './contact';
import { forget } from './answers';
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
    const { format } = (options ?? {}) as { format?: BookingDraft['format'] | 'either' };
    if (format !== undefined && format !== 'either' && format !== turn.conversation.booking?.format) {
      this.drop(turn);
      turn.conversation.booking = { format, kind: this.kindOf(format) };
    }
    turn.conversation.booking ??= {};
    return super.onBeginDialog(dc);
  }

  /** Asks for the first thing that the draft still misses. */
  private async next(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const draft = (turn.conversation.booking ??= {});
    const { content } = this.services;
    if (draft.kind === undefined) return this.ask(step, 'what', whatQuestion(content));
    if (draft.choice === undefined && draft.kind === 'appointment') return this.askOpening(step, turn, draft);
    if (draft.choice === undefined && draft.kind === 'group') return this.askCohort(step, turn, draft);
    const { name, phone, email } = turn.visitor.answers ?? {};
    if (name === undefined || (phone === undefined && email === undefined)) {
      (step.values as { asked?: string }).asked = 'contact';
      return step.beginDialog(ContactDialog.id);
    }
    const question = await confirmQuestion(draft, contactOf(turn), this.services);
    if (question) return this.ask(step, 'confirm', question);
    return this.gone(step, draft);
  }

  private async take(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const draft = (turn.conversation.booking ??= {});
    const { asked } = step.values as { asked?: string };
    if (asked === 'contact') {
      if (step.result === true) return step.replaceDialog('loop');
      return this.leave(step, turn, 'booking.no_contact');
    }
    const reply = replyOf(step);
    if (asked === 'what') this.takeKind(draft, reply);
    if (asked === 'choice') await this.takeChoice(turn, draft, reply);
    if (asked === 'confirm') return this.takeConfirm(step, turn, draft, reply);
    if (reply?.choice === 'leave') return this.leave(step, turn, 'booking.left');
    return step.replaceDialog('loop');
  }

  private async askOpening(
    step: WaterfallStepContext,
    turn: Turn,
    draft: BookingDraft,
  ): Promise<DialogTurnResult> {
    const found = await this.services.diary.openings(wishOf(turn, draft), {
      skip: draft.skip ?? 0,
      take: SHOWN,
    });
    return this.ask(step, 'choice', listOpenings(found, (draft.skip ?? 0) > 0));
  }

  private async askCohort(
    step: WaterfallStepContext,
    turn: Turn,
    draft: BookingDraft,
  ): Promise<DialogTurnResult> {
    const found = await this.services.diary.cohorts(wishOf(turn, draft), {
      skip: draft.skip ?? 0,
      take: SHOWN,
    });
    return this.ask(step, 'choice', listCohorts(found, (draft.skip ?? 0) > 0));
  }

  private takeKind(draft: BookingDraft, reply?: Reply): void {
    const picked = reply?.choice ?? reply?.understanding.slots.format;
    if (picked === 'callback') draft.kind = 'callback';
    if (picked !== 'individual' && picked !== 'group' && picked !== 'couples_family') return;
    draft.format = picked;
    draft.kind = this.kindOf(picked);
  }

  private async takeChoice(turn: Turn, draft: BookingDraft, reply?: Reply): Promise<void> {
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
      if (!choice) return;
      draft.choice = picked;
      Object.assign(draft, await diary.hold(turn.work, choice));
    } else if (reply?.understanding.slots.availability) draft.skip = 0;
  }

  private async takeConfirm(
    step: WaterfallStepContext,
    turn: Turn,
    draft: BookingDraft,
    reply?: Reply,
  ): Promise<DialogTurnResult> {
    if (reply?.choice === 'leave') return this.leave(step, turn, 'booking.left');
    if (reply?.choice === 'time') {
      this.drop(turn);
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
    await say(step.context, words('booking.gone'));
    return step.replaceDialog('loop');
  }

  private async leave(step: WaterfallStepContext, turn: Turn, key: string): Promise<DialogTurnResult> {
    this.drop(turn);
    await say(step.context, words(key));
    return step.endDialog();
  }

  private drop({ conversation, work }: Turn): void {
    if (conversation.booking?.hold) this.services.diary.release(work, conversation.booking.hold);
    delete conversation.booking;
  }

  private async ask(step: WaterfallStepContext, asked: string, question: Message): Promise<DialogTurnResult> {
    (step.values as { asked?: string }).asked = asked;
    return step.beginDialog(AskPrompt.id, { question });
  }

  private kindOf(format: NonNullable<BookingDraft['format']>): NonNullable<BookingDraft['kind']> {
    if (format === 'group') return 'group';
    return this.services.content.profile.booking.openings ? 'appointment' : 'callback';
  }
}

function wishOf({ visitor, language }: Turn, { format }: BookingDraft) {
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
  return (
    kind && {
      kind,
      contact: contactOf(turn),
      language: turn.language,
      visitor: turn.visitorId,
      ...(choice && { choice }),
      ...(format && { format }),
      ...(hold && { hold }),
      ...(availability && { availability }),
      ...(mode && { mode }),
    }
  );
}
