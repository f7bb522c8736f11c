import { ComponentDialog, WaterfallDialog } from 'botbuilder-dialogs';
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { Choice, Message } from '../src/content/message';
import type { Content } from '../src/content/types';
import { AskPrompt, replyOf } from './askPrompt';
import { formatChoices } from './explain';
import { onward } from './onward';
import type { Services } from './services';

/** How many rows of the comparison are said at once. */
const ROWS = 2;

/** Lays the formats side by side, a few aspects at a time, each format in equal detail. Recommends nothing. */
export class CompareDialog extends ComponentDialog {
  static readonly id = 'compare';

  constructor(private readonly services: Services) {
    super(CompareDialog.id);
    this.addDialog(new AskPrompt());
    this.addDialog(new WaterfallDialog('rows', [(step) => this.show(step), (step) => this.goOn(step)]));
    this.initialDialogId = 'rows';
  }

  private async show(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { from = 0 } = step.options as { from?: number };
    const { content } = this.services;
    const rows = content.comparison.slice(from, from + ROWS).map(({ id }) => rowMessage(id, content));
    const last = rows.at(-1) ?? { parts: [] };
    const question = { ...last, asks: 'menu', choices: choices(from + ROWS < content.comparison.length) };
    return step.beginDialog(AskPrompt.id, { before: rows.slice(0, -1), question });
  }

  private async goOn(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { from = 0 } = step.options as { from?: number };
    const picked = replyOf(step)?.choice;
    if (picked === undefined) return step.replaceDialog('rows', { from });
    if (picked === 'more') return step.replaceDialog('rows', { from: from + ROWS });
    return step.endDialog(onward(picked));
  }
}

/** One aspect: its heading, then a line for each format that the practice offers. */
export function rowMessage(id: string, content: Content): Message {
  const lines = formatChoices(content).map(({ id: format, label }) => ({
    key: 'menu.line',
    params: { format: label, text: { key: `compare.${id}.${format}` } },
  }));
  return { parts: [{ key: `compare.${id}.heading` }, ...lines] };
}

function choices(more: boolean): Choice[] {
  const on = ['preferences', 'explain', 'booking', 'menu'].map((id) => ({
    id,
    label: { key: `menu.${id}` },
  }));
  return more ? [{ id: 'more', label: { key: 'menu.more' } }, ...on] : on;
}
