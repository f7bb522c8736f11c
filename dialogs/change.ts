import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { Message } from '../src/content/message';
import type { Content } from '../src/content/types';
import type { Slot } from '../src/understanding/types';
import { askable } from './answers';
import { AskPrompt, replyOf } from './askPrompt';
import { contactParts } from './contact';
import { onward } from './onward';
import { questionMessage, takeAnswer } from './preferences';
import { ComponentDialog, WaterfallDialog } from './sdk';
import type { Services } from './services';
import { turnOf } from './turn';
import type { Turn } from './turn';

interface ChangeOptions {
  /** Which answer; asked for when it is left out. */
  readonly slot?: Slot;
  /** The capability to go back to; it begins anew, so that everything that followed from the answer follows again. */
  readonly back?: string;
}

/** Changes one answer: asks which (unless told), asks that question again and takes the new answer. */
export class ChangeDialog extends ComponentDialog {
  static readonly id = 'change';

  constructor(private readonly services: Services) {
    super(ChangeDialog.id);
    this.addDialog(new AskPrompt());
    this.addDialog(
      new WaterfallDialog('change', [
        (step) => this.which(step),
        (step) => this.ask(step),
        (step) => this.take(step),
      ]),
    );
    this.initialDialogId = 'change';
  }

  private async which(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { slot } = step.options as ChangeOptions;
    if (slot) return step.next({ choice: slot });
    return step.beginDialog(AskPrompt.id, {
      question: whichQuestion(turnOf(step.context), this.services.content),
    });
  }

  private async ask(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const picked = replyOf(step)?.choice;
    const { visitor } = turnOf(step.context);
    const asked = askable(visitor, this.services.content.questions).find(({ slot }) => slot === picked);
    const question = asked ? questionMessage(asked, 0) : contactAgain(picked);
    if (!question) return step.endDialog(onward((step.options as ChangeOptions).back));
    (step.values as { slot?: string }).slot = picked ?? '';
    return step.beginDialog(AskPrompt.id, { question });
  }

  private async take(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { slot } = step.values as { slot: string };
    const question = this.services.content.questions.find((other) => other.slot === slot);
    const reply = replyOf(step);
    if (reply && question) takeAnswer(turnOf(step.context), question, reply, true);
    return step.endDialog(onward((step.options as ChangeOptions).back));
  }
}

/** A name, a number or an address anew: what was typed replaces the old one, and whoever declines keeps it. */
function contactAgain(slot: string | undefined): Message | undefined {
  if (slot !== 'name' && slot !== 'phone' && slot !== 'email') return undefined;
  return { parts: contactParts(slot), asks: slot, choices: [KEEP] };
}

const KEEP = { id: 'none', label: { key: 'summary.change_nothing' } };

function whichQuestion({ visitor }: Turn, content: Content): Message {
  return {
    parts: [{ key: 'summary.which' }],
    asks: 'clarify',
    choices: [
      ...askable(visitor, content.questions).map(({ slot }) => ({
        id: slot,
        label: { key: `said.name.${slot}` },
      })),
      KEEP,
    ],
  };
}
