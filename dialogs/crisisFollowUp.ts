import { ComponentDialog, WaterfallDialog } from 'botbuilder-dialogs';
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { Message } from '../src/content/message';
import { AskPrompt, replyOf } from './askPrompt';
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
    const { question, quiet } = step.options as { question: Message; quiet: boolean };
    return step.beginDialog(AskPrompt.id, { question, quiet });
  }

  private async choose(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { work, visitorId, conversation } = turnOf(step.context);
    const { content, desk } = this.services;
    const choice = replyOf(step)?.choice;
    desk.outcome(work, visitorId, OUTCOMES[choice ?? ''] ?? 'continued');
    const country = conversation.open?.escalation?.country ?? content.profile.country;
    const line = content.helplines(country).find(({ use }) => use === 'suicide' || use === 'directory');
    const number = line && { link: line.link, shown: line.number };
    const key =
      choice === 'call' || choice === 'text' ? 'crisis.call' : `crisis.reply.${choice ?? 'continue'}`;
    await say(step.context, { parts: [{ key, ...(number && { params: { number } }) }] });
    return step.endDialog();
  }
}

const OUTCOMES: Readonly<Record<string, 'safe' | 'continued' | 'asked_for_practice'>> = {
  safe: 'safe',
  practice: 'asked_for_practice',
};
