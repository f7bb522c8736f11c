import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { Card, Choice, Message, Part } from '../src/content/message';
import type { Content } from '../src/content/types';
import { fit } from '../src/fit/fit';
import type { Format, FormatReasons } from '../src/fit/types';
import type { Slot } from '../src/understanding/types';
import { AskPrompt, replyOf } from './askPrompt';
import { aspectsCard, onCard, rowMessage } from './compare';
import { describeAll } from './describe';
import { onward } from './onward';
import { ComponentDialog, WaterfallDialog } from './sdk';
import type { Services } from './services';
import { turnOf } from './turn';
import type { Turn } from './turn';

/** What is laid side by side for a visitor whose answers leave everything open. */
const ROWS_WHEN_OPEN: readonly string[] = ['how', 'first', 'cost'];

/**
 * Lays the formats beside the visitor's own answers, for and against each, without recommending one, and asks which way
 * to go. Any answer can be changed; the summary is then laid out anew.
 */
export class SummaryDialog extends ComponentDialog {
  static readonly id = 'summary';

  constructor(private readonly services: Services) {
    super(SummaryDialog.id);
    this.addDialog(new AskPrompt());
    this.addDialog(new WaterfallDialog('way', [(step) => this.layOut(step), (step) => this.go(step)]));
    this.initialDialogId = 'way';
  }

  private async layOut(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const { content } = this.services;
    const comparison = compared(turn, content);
    const open = comparison.every(({ for: pros, against: cons }) => pros.length + cons.length === 0);
    const beside = open ? plainComparison(content) : comparison.map(reasonsMessage).map(onCard);
    const before = [answersMessage(turn, content), ...beside];
    const card: Card = open ? aspectsCard(ROWS_WHEN_OPEN, content) : { kind: 'sides' };
    return step.beginDialog(AskPrompt.id, { before, question: { ...wayQuestion(comparison), card } });
  }

  private async go(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const reply = replyOf(step);
    const format = reply?.understanding.slots.format;
    switch (reply?.choice ?? format) {
      case 'individual':
      case 'couples_family':
      case 'group':
        return step.endDialog(onward('booking', { format: reply?.choice ?? format }));
      case 'both':
      case 'either':
        return step.endDialog(onward('booking', { both: true }));
      case 'talk':
        return step.endDialog(onward('handoff'));
      case 'change':
        return step.endDialog(onward('change', { back: 'summary' }));
      case 'later':
        return step.endDialog();
      default:
        return step.replaceDialog('way');
    }
  }
}

/** Each format with the visitor's own reasons; formats that the practice does not offer are left out. */
export function compared({ visitor }: Turn, content: Content): FormatReasons[] {
  const { formats } = content.profile;
  const all = fit(visitor.answers ?? {}, content.fitRules, formats);
  return all.filter(({ id }) => formats[id].offered);
}

function answersMessage({ visitor }: Turn, content: Content): Message {
  const asked = content.questions.map(({ slot }) => slot);
  const answers = Object.fromEntries(
    asked.flatMap((slot: Slot) => {
      const value = visitor.answers?.[slot];
      return value === undefined ? [] : [[slot, value]];
    }),
  );
  const lines = describeAll(answers);
  if (lines.length === 0) return { parts: [{ key: 'summary.nothing' }] };
  return {
    parts: [
      { key: 'summary.answers' },
      ...lines.map((answer) => ({ key: 'summary.answer', params: { answer } })),
    ],
  };
}

/** Where no answer speaks for or against anything, the formats themselves are still worth comparing. */
function plainComparison(content: Content): Message[] {
  const rows = content.comparison.filter(({ id }) => ROWS_WHEN_OPEN.includes(id));
  return [{ parts: [{ key: 'summary.open' }] }, ...rows.map(({ id }) => onCard(rowMessage(id, content)))];
}

function reasonsMessage({ id, for: pros, against: cons }: FormatReasons): Message {
  const reasons = (ids: readonly string[]): Part[] =>
    ids.map((id) => ({ key: 'summary.reason', params: { reason: { key: `reason.${id}` } } }));
  const parts: Part[] = [{ key: 'summary.format', params: { format: formatName(id) } }];
  if (pros.length > 0) parts.push({ key: 'summary.for' }, ...reasons(pros));
  if (cons.length > 0) parts.push({ key: 'summary.against' }, ...reasons(cons));
  if (pros.length + cons.length === 0) parts.push({ key: 'summary.neutral' });
  return { parts };
}

function wayQuestion(comparison: FormatReasons[]): Message {
  const formats: Choice[] = comparison.map(({ id }) => ({ id, label: { key: `choice.format.${id}` } }));
  const ways: Choice[] = ['both', 'talk', 'change', 'later'].map((id) => ({
    id,
    label: { key: `summary.way.${id}` },
  }));
  return {
    parts: [{ key: 'summary.neither_better' }, { key: 'summary.ask' }],
    asks: 'way',
    choices: [...formats, ...ways],
    comparison: { formats: comparison },
  };
}

function formatName(id: Format): Part {
  return { key: `choice.format.${id}` };
}
