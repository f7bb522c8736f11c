import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { Card, Choice, Message } from '../src/content/message';
import type { Content } from '../src/content/types';
import { AskPrompt, replyOf } from './askPrompt';
import { formatChoices } from './explain';
import { inPieces } from './inPieces';
import { onward } from './onward';
import { ComponentDialog, WaterfallDialog } from './sdk';
import type { Services } from './services';
import { words } from './turn';

/** How many rows of the comparison, or paragraphs around it, are said at once. */
const ROWS = 2;
const PARAGRAPHS = 3;
/** Paragraphs that come before the rows: which decision this is, the options, what is laid out. */
const FIRST = 3;

/**
 * Lays the formats side by side, a few aspects at a time, each format in equal detail. Begins with the decision and the
 * options, and ends with the evidence, what is uncertain, and where all this comes from (IPDAS). Recommends nothing.
 */
export class CompareDialog extends ComponentDialog {
  static readonly id = 'compare';

  constructor(private readonly services: Services) {
    super(CompareDialog.id);
    this.addDialog(new AskPrompt());
    this.addDialog(new WaterfallDialog('page', [(step) => this.show(step), (step) => this.goOn(step)]));
    this.initialDialogId = 'page';
  }

  private async show(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { page = 0 } = step.options as { page?: number };
    const { content } = this.services;
    const pages = comparisonPages(content);
    const { messages = [], rows = [] } = pages[page] ?? {};
    const question: Message = {
      parts: [{ key: 'menu.next' }],
      asks: 'menu',
      choices: choices(page + 1 < pages.length),
      ...(rows.length > 0 && { card: aspectsCard(rows, content) }),
    };
    return step.beginDialog(AskPrompt.id, { before: messages, question });
  }

  private async goOn(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { page = 0 } = step.options as { page?: number };
    const picked = replyOf(step)?.choice;
    if (picked === undefined) return step.replaceDialog('page', { page });
    if (picked === 'more') return step.replaceDialog('page', { page: page + 1 });
    return step.endDialog(onward(picked));
  }
}

/** A page of the comparison: a few messages, and which subjects they lay side by side. */
export interface ComparisonPage {
  readonly messages: readonly Message[];
  readonly rows?: readonly string[];
}

/** Everything the comparison says, page by page. */
export function comparisonPages(content: Content): ComparisonPage[] {
  const about = content.about.map(({ id }) => `compare.about.${id}`);
  const rows = inPieces(
    content.comparison.map(({ id }) => id),
    ROWS,
  );
  const around = inPieces(about.slice(FIRST), PARAGRAPHS);
  return [
    { messages: [words(...about.slice(0, FIRST))] },
    ...rows.map((ids) => ({ messages: ids.map((id) => onCard(rowMessage(id, content))), rows: ids })),
    ...around.map((keys) => ({ messages: [words(...keys)] })),
  ];
}

/** Said in words where no card says it. */
export function onCard(message: Message): Message {
  return { ...message, parts: message.parts.map((part) => ({ ...part, where: 'no_card' })) };
}

/** Subjects side by side, a cell for each format that the practice offers. */
export function aspectsCard(rows: readonly string[], content: Content): Card {
  return { kind: 'aspects', rows, formats: formatChoices(content).map(({ id }) => id) };
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
