import type { DialogContext, DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { noteOfView } from '../src/booking/bookingWords';
import type { News } from '../src/booking/systems/answers';
import type { BookingView } from '../src/booking/types';
import type { Message } from '../src/content/message';
import { AskPrompt } from './askPrompt';
import { reachParams } from './handoff';
import { goTo } from './navigation';
import { ComponentDialog, WaterfallDialog } from './sdk';
import type { Services } from './services';
import type { BookingDraft, Turn } from './turn';

/** What is offered when a time can not be had, or nobody has answered. */
const INSTEAD = ['news_times', 'news_callback', 'news_keep'] as const;

/**
 * What another booking system has said, in words. It comes unasked, perhaps by SMS and under other people's eyes, so it
 * says when and nothing of what for.
 */
export function newsMessage(news: News, view: BookingView, { content }: Services): Message {
  const { profile } = content;
  const { reference, startsAt = '', zone = profile.timeZone } = view;
  const at = { at: startsAt, zone, style: 'dateTime' } as const;
  const told = {
    parts: [{ key: `elsewhere.news.${news}`, params: { at, reference, ...reachParams(profile) } }],
    booking: noteOfView(view),
  };
  if (news !== 'declined' && news !== 'unanswered' && news !== 'cancelled') return told;
  return {
    parts: [...told.parts, { key: 'elsewhere.instead' }],
    asks: 'way',
    booking: told.booking,
    choices: INSTEAD.map((id) => ({ id, label: { key: `elsewhere.${id}` } })),
  };
}

/**
 * Asks what a visitor would like who did not get what they asked for. What was under way lies beneath and asks its
 * question again; another time or a call-back is an interruption ({@link afterNews}).
 */
export class BookingNewsDialog extends ComponentDialog {
  static readonly id = 'news';

  constructor() {
    super(BookingNewsDialog.id);
    this.addDialog(new AskPrompt());
    this.addDialog(new WaterfallDialog('news', [(step) => this.ask(step), (step) => step.endDialog()]));
    this.initialDialogId = 'news';
  }

  private ask(step: WaterfallStepContext): Promise<DialogTurnResult> {
    return step.beginDialog(AskPrompt.id, step.options);
  }
}

/** Follows what was picked after such news; false when it was something else. */
export async function afterNews(dc: DialogContext, { conversation, reply }: Turn): Promise<boolean> {
  const { choice } = reply;
  if (choice !== 'news_times' && choice !== 'news_callback') return false;
  const { kind } = conversation.open?.booking ?? {};
  const draft: BookingDraft =
    choice === 'news_callback'
      ? { kind: 'callback' }
      : kind === 'group'
        ? { kind, format: 'group' }
        : { kind: 'appointment' };
  await goTo(dc, 'booking', { draft });
  return true;
}
