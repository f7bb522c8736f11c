import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { Message } from '../src/content/message';
import type { PracticeProfile } from '../src/content/profile';
import { AskPrompt, replyOf } from './askPrompt';
import { ContactDialog, contactOf } from './contact';
import { ComponentDialog, WaterfallDialog } from './sdk';
import type { Services } from './services';
import { say, turnOf, words } from './turn';

/** "A person, please": says how to reach the practice now, and takes a name and a number so that someone gets back. */
export class HandoffDialog extends ComponentDialog {
  static readonly id = 'handoff';

  constructor(private readonly services: Services) {
    super(HandoffDialog.id);
    this.addDialog(new AskPrompt());
    this.addDialog(new ContactDialog());
    this.addDialog(
      new WaterfallDialog('handoff', [
        (step) => step.beginDialog(AskPrompt.id, { question: offer(this.services.content.profile) }),
        (step) => this.contact(step),
        (step) => this.pass(step),
      ]),
    );
    this.initialDialogId = 'handoff';
  }

  private async contact(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const reply = replyOf(step);
    const given = reply?.understanding.slots ?? {};
    const wanted = reply?.choice === 'leave' || given.name !== undefined || given.phone !== undefined;
    if (wanted || given.email !== undefined) return step.beginDialog(ContactDialog.id);
    await say(step.context, words('handoff.not_left'));
    return step.endDialog();
  }

  private async pass(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    if (step.result !== true) {
      await say(step.context, words('handoff.not_left'));
      return step.endDialog();
    }
    const { desk } = this.services;
    const { language, channel, visitorId: visitor } = turn;
    const reference = desk.handoff(turn.work, { contact: contactOf(turn), language, channel, visitor });
    await say(step.context, { parts: [{ key: 'handoff.passed', params: { reference } }] });
    return step.endDialog();
  }
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

function offer(profile: PracticeProfile): Message {
  return {
    parts: [{ key: 'handoff.reach', params: reachParams(profile) }, { key: 'handoff.offer' }],
    asks: 'name',
    choices: [
      { id: 'leave', label: { key: 'handoff.leave' } },
      { id: 'back', label: { key: 'handoff.back' } },
    ],
  };
}
