import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import { AskPrompt } from './askPrompt';
import { ComponentDialog, WaterfallDialog } from './sdk';
import { words } from './turn';

/** What is not done on one message that may have been misread: `sure.<what>` asks, `sure.do.<what>` does it. */
export type Drastic = 'start_over' | 'delete_my_data';

/**
 * Asks once more before answers are thrown away. Saying yes is the choice with the id of what is to be done, which the main
 * dialog's interruptions take; anything else goes on with what lies beneath.
 */
export class SureDialog extends ComponentDialog {
  static readonly id = 'sure';

  constructor() {
    super(SureDialog.id);
    this.addDialog(new AskPrompt());
    this.addDialog(new WaterfallDialog('sure', [(step) => this.ask(step), (step) => step.endDialog()]));
    this.initialDialogId = 'sure';
  }

  private async ask(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { what } = step.options as { what: Drastic };
    const question = {
      ...words(`sure.${what}`),
      asks: 'confirm' as const,
      choices: [
        { id: what, label: { key: `sure.do.${what}` } },
        { id: 'keep', label: { key: 'sure.keep' } },
      ],
    };
    return step.beginDialog(AskPrompt.id, { question });
  }
}
