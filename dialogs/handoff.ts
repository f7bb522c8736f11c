import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { Choice, Message, Part } from '../src/content/message';
import type { PracticeProfile } from '../src/content/profile';
import type { Promised } from '../src/handoff/types';
import { AskPrompt, replyOf } from './askPrompt';
import { ContactDialog, contactOf } from './contact';
import { ComponentDialog, WaterfallDialog } from './sdk';
import type { Services } from './services';
import { say, turnOf, words } from './turn';
import type { Turn } from './turn';

/**
 * "A person, please": says how to reach the practice now and when somebody is there, and takes a name and a number so
 * that someone gets back, or lets the visitor wait in the chat. The request is passed on first; whether staff may read
 * the chat is asked afterwards, so that nothing is lost when the visitor goes.
 */
export class HandoffDialog extends ComponentDialog {
  static readonly id = 'handoff';

  constructor(private readonly services: Services) {
    super(HandoffDialog.id);
    this.addDialog(new AskPrompt());
    this.addDialog(new ContactDialog());
    this.addDialog(
      new WaterfallDialog('handoff', [
        (step) => step.beginDialog(AskPrompt.id, { question: this.offer() }),
        (step) => this.contact(step),
        (step) => this.pass(step),
        (step) => this.share(step),
      ]),
    );
    this.initialDialogId = 'handoff';
  }

  private async contact(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const reply = replyOf(step);
    const given = reply?.understanding.slots ?? {};
    if (reply?.choice === 'here') return step.next('here');
    const wanted = reply?.choice === 'leave' || given.name !== undefined || given.phone !== undefined;
    if (wanted || given.email !== undefined) return step.beginDialog(ContactDialog.id);
    await say(step.context, words('handoff.not_left'));
    return step.endDialog();
  }

  private async pass(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const here = step.result === 'here';
    if (step.result !== true && !here) {
      await say(step.context, words('handoff.not_left'));
      return step.endDialog();
    }
    const { desk, content } = this.services;
    const { language, channel, visitorId: visitor, address } = turn;
    const contact = here ? {} : { contact: contactOf(turn) };
    const reference = desk.handoff(turn.work, { ...contact, language, channel, visitor, address });
    (step.values as { reference?: string }).reference = reference;
    const passed: Part = { key: here ? 'handoff.waiting' : 'handoff.passed', params: { reference } };
    const before = [{ parts: [passed, ...promiseParts(desk.promise(), content.profile)] }];
    return step.beginDialog(AskPrompt.id, { before, question: SHARE });
  }

  private async share(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const { reference } = step.values as { reference: string };
    const transcript = replyOf(step)?.choice === 'yes';
    const shared = { transcript, ...(transcript && { answers: answersOf(turn) }) };
    this.services.desk.share(turn.work, reference, shared);
    await say(step.context, words(transcript ? 'handoff.shared' : 'handoff.not_shared'));
    return step.endDialog();
  }

  private offer(): Message {
    const { content, desk } = this.services;
    const { profile } = content;
    const promise = desk.promise();
    // Only while somebody is there: waiting for nobody is worse than being called back.
    const here = profile.live.offered && promise.kind === 'open';
    return {
      parts: [
        { key: 'handoff.reach', params: reachParams(profile) },
        ...promiseParts(promise, profile),
        { key: 'handoff.offer' },
        ...(here ? [{ key: 'handoff.here_offer' }] : []),
      ],
      asks: 'name',
      choices: [choice('leave'), ...(here ? [choice('here')] : []), choice('back')],
    };
  }
}

const SHARE: Message = {
  parts: [{ key: 'handoff.share.ask' }, { key: 'handoff.share.why' }],
  asks: 'consent',
  choices: [
    { id: 'yes', label: { key: 'handoff.share.yes' } },
    { id: 'no', label: { key: 'handoff.share.no' } },
  ],
};

function choice(id: 'leave' | 'here' | 'back'): Choice {
  return { id, label: { key: `handoff.${id}` } };
}

/** How to reach the practice by telephone and e-mail, as links. */
export function reachParams(profile: PracticeProfile): {
  phone: { link: string; shown: string };
  email: { link: string; shown: string };
} {
  return {
    phone: { link: `tel:${profile.phone}`, shown: profile.phoneShown ?? profile.phone },
    email: { link: `mailto:${profile.email}`, shown: profile.email },
  };
}

/** When somebody will be there, in words; nothing where the profile knows no opening hours. */
function promiseParts({ kind, at = 0, until = 0 }: Promised, { timeZone: zone }: PracticeProfile): Part[] {
  const moment = (ms: number) => new Date(ms).toISOString();
  if (kind === 'open') {
    return [{ key: 'handoff.promise.open', params: { until: { at: moment(until), zone, style: 'time' } } }];
  }
  if (kind === 'none') return [];
  return [{ key: 'handoff.promise.closed', params: { from: { at: moment(at), zone, style: 'dateTime' } } }];
}

/** The visitor's answers without how to reach them, which the case has already. */
function answersOf({ visitor: { answers = {} } }: Turn): Readonly<Record<string, unknown>> {
  const contact = new Set(['name', 'phone', 'email']);
  return Object.fromEntries(Object.entries(answers).filter(([slot]) => !contact.has(slot)));
}
