import { ComponentDialog, WaterfallDialog } from 'botbuilder-dialogs';
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { Message } from '../src/content/message';
import { AskPrompt, replyOf } from './askPrompt';
import { onward } from './onward';
import type { Services } from './services';

/** Id of the menu, where every capability leads back to. */
export const MENU = 'menu';

/** What would you like to do? */
export class MenuDialog extends ComponentDialog {
  constructor(_services: Services) {
    super(MENU);
    this.addDialog(new AskPrompt());
    this.addDialog(new WaterfallDialog('menu', [ask, go]));
    this.initialDialogId = 'menu';
  }
}

async function ask(step: WaterfallStepContext): Promise<DialogTurnResult> {
  const { again, quiet } = step.options as { again?: boolean; quiet?: boolean };
  return step.beginDialog(AskPrompt.id, { question: menu(again === true), quiet: quiet === true });
}

async function go(step: WaterfallStepContext): Promise<DialogTurnResult> {
  return step.endDialog(onward(replyOf(step)?.choice));
}

function menu(again: boolean): Message {
  const ids = ['explain', 'compare', 'preferences', 'booking', 'handoff'];
  return {
    parts: [{ key: again ? 'menu.again' : 'menu.ask' }],
    asks: 'menu',
    choices: ids.map((id) => ({ id, label: { key: `menu.${id}` } })),
  };
}
