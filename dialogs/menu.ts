import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { Message } from '../src/content/message';
import type { Content } from '../src/content/types';
import { AskPrompt, replyOf } from './askPrompt';
import { fold, wordsUnder } from './folded';
import { onward } from './onward';
import { ComponentDialog, WaterfallDialog } from './sdk';
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

const ENTRIES = ['explain', 'compare', 'preferences', 'booking', 'manageBooking', 'handoff'] as const;

/** Where a message leads that names the menu or one of its entries, wherever the conversation is. */
export function menuAnywhere(text: string, content: Content): (typeof ENTRIES)[number] | 'menu' | undefined {
  const said = fold(text);
  const named = (key: string): boolean => wordsUnder(key, content).includes(said);
  if (named('menu.anywhere_words')) return 'menu';
  return ENTRIES.find((id) => named(labelOf(id)));
}

function menu(again: boolean): Message {
  return {
    parts: [{ key: again ? 'menu.again' : 'menu.ask' }],
    asks: 'menu',
    choices: ENTRIES.map((id) => ({ id, label: { key: labelOf(id) } })),
  };
}

function labelOf(id: (typeof ENTRIES)[number]): string {
  return id === 'manageBooking' ? 'menu.manage' : `menu.${id}`;
}
