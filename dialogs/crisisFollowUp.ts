import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { Message } from '../src/content/message';
import { crisisReply } from '../src/crisis/help';
import type { Outcome } from '../src/handoff/types';
import { AskPrompt, replyOf } from './askPrompt';
import { ComponentDialog, WaterfallDialog } from './sdk';
import type { Services } from './services';
import { say, turnOf } from './turn';

/**
 * After the crisis help has gone out: what would the visitor like to do? The dialog that was under way stays beneath and
 * asks its question again when this one ends. Nobody is kept here: any message that is not one of the choices goes on.
 */
export class CrisisFollowUpDialog extends ComponentDialog {
  static readonly id = 'crisis';

  constructor(private readonly services: Services) {
    super(CrisisFollowUpDialog.id);
    this.addDialog(new AskPrompt());
    this.addDialog(
      new WaterfallDialog('follow-up', [(step) => this.wait(step), (step) => this.choose(step)]),
    );
    this.initialDialogId = 'follow-up';
  }

  /** Help that has gone out carried the choices; they are only remembered here. */
  private async wait(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { question } = step.options as { question: Message };
    return step.beginDialog(AskPrompt.id, { question, quiet: true });
  }

  private async choose(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { work, visitorId, conversation, language } = turnOf(step.context);
    const { content, desk } = this.services;
    const choice = replyOf(step)?.choice;
    desk.outcome(work, visitorId, OUTCOMES[choice ?? ''] ?? 'continued');
    const { tier = 'ideation', country = content.profile.country } = conversation.open?.escalation ?? {};
    const helplines = content.helplines(country);
    await say(step.context, crisisReply(choice, tier, { helplines, language }));
    return step.endDialog();
  }
}

/** What is recorded of a choice; everything else is going on. */
const OUTCOMES: Readonly<Record<string, Outcome>> = {
  safe: 'safe',
  practice: 'asked_for_practice',
  call: 'asked_to_call',
  text: 'asked_to_text',
};
