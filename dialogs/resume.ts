import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { AskPrompt } from './askPrompt';
import { ComponentDialog, WaterfallDialog } from './sdk';
import { words } from './turn';
import type { Turn } from './turn';

/** After how long a visitor who comes back is asked whether to go on. */
const AWAY_MS = 6 * 3_600_000;

/**
 * Welcome back: go on where we were, or start anew? What was under way lies beneath and asks its question again; starting
 * anew is an interruption like "start over".
 */
export class ResumeDialog extends ComponentDialog {
  static readonly id = 'resume';

  constructor() {
    super(ResumeDialog.id);
    this.addDialog(new AskPrompt());
    this.addDialog(new WaterfallDialog('resume', [(step) => this.ask(step), (step) => step.endDialog()]));
    this.initialDialogId = 'resume';
  }

  /**
   * Whether this message is the first after a long time away, in the middle of something, and says nothing by itself
   * that would go on with it.
   */
  static due({ conversation, now, reply }: Turn): boolean {
    const { open, lastAt } = conversation;
    const away = lastAt !== undefined && now.getTime() - Date.parse(lastAt) > AWAY_MS;
    const middle = open !== undefined && open.asks !== 'menu' && open.asks !== ResumeDialog.id;
    const { intent } = reply.understanding;
    return away && middle && reply.choice === undefined && (intent === 'greet' || intent === 'none');
  }

  private async ask(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const question = {
      ...words('flow.welcome_back'),
      asks: 'resume' as const,
      choices: ['go_on', 'anew'].map((id) => ({ id, label: { key: `flow.resume.${id}` } })),
    };
    return step.beginDialog(AskPrompt.id, { question });
  }
}
