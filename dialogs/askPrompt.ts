import type { DialogContext, DialogInstance, DialogTurnResult } from 'botbuilder-dialogs';
import type { TurnContext } from 'botbuilder';
import type { Message } from '../src/content/message';
import { Dialog } from './sdk';
import { say, turnOf } from './turn';
import type { Reply } from './turn';

interface AskOptions {
  /** Said before the question, once; not again when the question is asked again. */
  readonly before?: readonly Message[];
  readonly question: Message;
  /** The question has been said already, or will be said by a reprompt in this same turn. */
  readonly quiet?: boolean;
}

/**
 * Asks one question and ends with the visitor's {@link Reply}. What the reply means was read before the dialogs ran
 * (main dialog), so a prompt never swallows a question as an answer; the step that asked decides what to do with it.
 */
export class AskPrompt extends Dialog<AskOptions> {
  static readonly id = 'ask';

  constructor() {
    super(AskPrompt.id);
  }

  override async beginDialog(dc: DialogContext, options?: AskOptions): Promise<DialogTurnResult> {
    if (options?.question === undefined) return dc.endDialog();
    if (dc.activeDialog) dc.activeDialog.state = { question: options.question };
    for (const message of options.before ?? []) await say(dc.context, message);
    if (options.quiet) turnOf(dc.context).conversation.open = options.question;
    else await say(dc.context, options.question);
    return Dialog.EndOfTurn;
  }

  override continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return dc.endDialog(turnOf(dc.context).reply);
  }

  override async resumeDialog(dc: DialogContext): Promise<DialogTurnResult> {
    if (dc.activeDialog) await this.repromptDialog(dc.context, dc.activeDialog);
    return Dialog.EndOfTurn;
  }

  override async repromptDialog(context: TurnContext, instance: DialogInstance): Promise<void> {
    const { question } = instance.state as { question: Message };
    await say(context, question);
  }
}

/** The reply that the step before asked for. */
export function replyOf(step: { result?: unknown }): Reply | undefined {
  return step.result as Reply | undefined;
}
