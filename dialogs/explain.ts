import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { Choice, Message, Part } from '../src/content/message';
import type { Content } from '../src/content/types';
import { FORMATS } from '../src/fit/types';
import type { Format } from '../src/fit/types';
import { AskPrompt, replyOf } from './askPrompt';
import { inPieces } from './inPieces';
import { onward } from './onward';
import { ComponentDialog, WaterfallDialog } from './sdk';
import type { Services } from './services';
import { words } from './turn';

/** What can be read about a format, in the order in which it is offered. */
const PAGES = ['short', 'points', 'details', 'first'] as const;
/** Points in full that stand in one message. */
const DETAILS = 2;
type Page = (typeof PAGES)[number];

interface Reading {
  format?: Format;
  page?: Page;
}

/**
 * Explains a format in steps: short, then for and against, then what a first session is like. A question can be asked
 * at any step; it is answered by the main dialog and the step comes again.
 */
export class ExplainDialog extends ComponentDialog {
  static readonly id = 'explain';

  constructor(private readonly services: Services) {
    super(ExplainDialog.id);
    this.addDialog(new AskPrompt());
    this.addDialog(new WaterfallDialog('page', [(step) => this.show(step), (step) => this.turnPage(step)]));
    this.initialDialogId = 'page';
  }

  private async show(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { format, page } = step.options as Reading;
    const { content } = this.services;
    if (format === undefined) return step.beginDialog(AskPrompt.id, { question: whichFormat(content) });
    const choices = nextChoices(format, page ?? 'short', content);
    const question: Message = { parts: [{ key: 'menu.next' }], asks: 'menu', choices };
    return step.beginDialog(AskPrompt.id, {
      before: pageMessages(format, page ?? 'short', content),
      question,
    });
  }

  private async turnPage(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { format, page } = step.options as Reading;
    const reply = replyOf(step);
    const picked = reply?.choice ?? reply?.understanding.slots.format;
    if (isFormat(picked)) return step.replaceDialog('page', { format: picked });
    if (PAGES.some((other) => other === picked)) return step.replaceDialog('page', { format, page: picked });
    if (picked === undefined) return step.replaceDialog('page', { format, page });
    return step.endDialog(onward(picked));
  }
}

/** The messages of one page about a format; points for and against in equal detail. */
export function pageMessages(format: Format, page: Page, { points, profile }: Content): Message[] {
  if (page === 'short') return [words(`explain.${format}.short`, `explain.${format}.who`)];
  if (page === 'first') {
    const screening = format === 'group' && profile.formats.group.screeningCall;
    return [words(`explain.${format}.first`, ...(screening ? ['explain.group.screening'] : []))];
  }
  return (['for', 'against'] as const).flatMap((side) => {
    const ids = points.filter((point) => point.format === format && point.side === side).map(({ id }) => id);
    const heading: Part = { key: `menu.${side}`, params: { format: { key: `choice.format.${format}` } } };
    if (page === 'points') return [{ parts: [heading, ...ids.map((id) => line(`point.${id}_short`))] }];
    return inPieces(ids, DETAILS).map((piece, index) => ({
      parts: [...(index === 0 ? [heading] : []), ...piece.map((id) => line(`point.${id}`))],
    }));
  });
}

function line(key: string): Part {
  return { key: 'menu.point', params: { point: { key } } };
}

function whichFormat(content: Content): Message {
  return {
    parts: [{ key: 'explain.therapy.what' }, { key: 'menu.which_format' }],
    asks: 'menu',
    choices: [...formatChoices(content), { id: 'compare', label: { key: 'menu.compare' } }],
  };
}

function nextChoices(format: Format, page: Page, content: Content): Choice[] {
  const further = PAGES.slice(PAGES.indexOf(page) + 1).map((id) => ({
    id,
    label: { key: `menu.page.${id}` },
  }));
  const others = formatChoices(content).filter(({ id }) => id !== format);
  const on = ['compare', 'preferences', 'booking', 'menu'].map((id) => ({
    id,
    label: { key: `menu.${id}` },
  }));
  return [...further, ...others, ...on];
}

/** The formats that the practice offers, as choices. */
export function formatChoices({ profile }: Content): (Choice & { readonly id: Format })[] {
  return FORMATS.filter((id) => profile.formats[id].offered).map((id) => ({
    id,
    label: { key: `choice.format.${id}` },
  }));
}

function isFormat(id: string | undefined): id is Format {
  return FORMATS.some((format) => format === id);
}
