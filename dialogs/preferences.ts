import type { DialogContext, DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { Choice, Message } from '../src/content/message';
import type { Content, Question } from '../src/content/types';
import { decline, forget, openQuestions, record } from './answers';
import { AskPrompt, replyOf } from './askPrompt';
import { sayNotTreated } from './notTreated';
import { onward } from './onward';
import { ComponentDialog, WaterfallDialog } from './sdk';
import type { Services } from './services';
import { turnOf } from './turn';
import type { Reply, Turn } from './turn';

/**
 * Captures the preferences: one looping waterfall that asks the next open question, takes the answer and begins again.
 * Answers are kept by slot and not by step, so a question that is added, removed or answered out of turn can never
 * file an answer under another one.
 */
export class PreferencesDialog extends ComponentDialog {
  static readonly id = 'preferences';

  constructor(private readonly services: Services) {
    super(PreferencesDialog.id);
    this.addDialog(new AskPrompt());
    this.addDialog(new WaterfallDialog('loop', [(step) => this.ask(step), (step) => this.take(step)]));
    this.initialDialogId = 'loop';
  }

  /** Coming back from a hand-off or crisis help: what was said there is not asked again. */
  override resumeDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return dc.replaceDialog(PreferencesDialog.id);
  }

  private async ask(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const { content } = this.services;
    const values = step.values as { slot?: string };
    if (needsConsent(turn, content)) {
      values.slot = 'consent';
      return step.beginDialog(AskPrompt.id, { question: consentQuestion() });
    }
    const [next, ...later] = openQuestions(turn.visitor, content.questions);
    if (next === undefined) return step.endDialog(onward('summary'));
    values.slot = next.slot;
    return step.beginDialog(AskPrompt.id, { question: questionMessage(next, later.length) });
  }

  private async take(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const turn = turnOf(step.context);
    const { slot } = step.values as { slot: string };
    const reply = replyOf(step);
    if (reply && slot === 'consent') takeConsent(turn, reply, this.services.content);
    const question = this.services.content.questions.find((other) => other.slot === slot);
    if (reply && question) takeAnswer(turn, question, reply);
    if (slot === 'concerns' && reply?.choice !== undefined) await sayNotTreated(step.context, this.services);
    return step.replaceDialog('loop');
  }
}

const SKIP: Choice = { id: 'skip', label: { key: 'choice.skip' } };

/** Asks one question: what, why it is asked, what can be picked, and that it can be skipped. */
export function questionMessage({ slot, kind, choices }: Question, later: number): Message {
  const labels: Choice[] = choices.map((id) => ({ id, label: { key: `choice.${slot}.${id}` } }));
  return {
    parts: [
      { key: `question.${slot}.ask` },
      { key: `question.${slot}.why` },
      { key: 'preferences.left', params: { later } },
    ],
    asks: slot,
    // Where there is a long list, the way past it comes first.
    choices: kind === 'choices' ? [SKIP, ...labels] : [...labels, SKIP],
  };
}

/**
 * Takes the reply to a question. What typed words meant has been recorded already; a picked choice is the slot's value,
 * or stands for times.
 */
export function takeAnswer({ visitor }: Turn, question: Question, reply: Reply, correcting = false): void {
  const { slot, kind } = question;
  const window = question.windows?.[reply.choice ?? ''];
  if (reply.choice === 'skip' || (reply.choice === undefined && reply.understanding.intent === 'skip')) {
    decline(visitor, slot);
  } else if (reply.choice !== undefined && (kind === 'choice' || kind === 'choices')) {
    record(visitor, { [slot]: kind === 'choices' ? [reply.choice] : reply.choice }, correcting);
  } else if (window) record(visitor, { availability: [window] });
}

function needsConsent({ visitor }: Turn, content: Content): boolean {
  const health = content.questions.some(
    ({ health, slot }) => health && visitor.answers?.[slot] === undefined,
  );
  return health && visitor.consent?.version !== content.profile.privacy.consentVersion;
}

function consentQuestion(): Message {
  return {
    parts: [{ key: 'consent.ask' }, { key: 'consent.what' }],
    asks: 'consent',
    choices: [
      { id: 'yes', label: { key: 'consent.yes' } },
      { id: 'no', label: { key: 'consent.no' } },
    ],
  };
}

/** Records the decision; without consent, health-related answers that came on their own are not kept either. */
function takeConsent({ visitor, now }: Turn, reply: Reply, content: Content): void {
  if (reply.choice === undefined) return;
  if (reply.choice === 'no') content.questions.forEach(({ slot, health }) => health && forget(visitor, slot));
  const version = content.profile.privacy.consentVersion;
  visitor.consent = { version, at: now.toISOString(), given: reply.choice === 'yes' };
}
