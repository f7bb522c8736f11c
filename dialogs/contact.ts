import type { DialogContext, DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs';
import type { Contact } from '../src/booking/types';
import type { Message } from '../src/content/message';
import type { Slots } from '../src/understanding/types';
import { AskPrompt, replyOf } from './askPrompt';
import { decline, forget } from './answers';
import { ComponentDialog, WaterfallDialog } from './sdk';
import { say, turnOf, words } from './turn';
import type { Turn } from './turn';

/**
 * Captures how the practice can reach the visitor: a name, then a phone number or an e-mail address. One looping
 * waterfall; what was said before is not asked again. Ends with true, or false when the visitor leaves or gives neither.
 */
export class ContactDialog extends ComponentDialog {
  static readonly id = 'contact';

  constructor() {
    super(ContactDialog.id);
    this.addDialog(new AskPrompt());
    this.addDialog(new WaterfallDialog('loop', [(step) => this.ask(step), (step) => this.take(step)]));
    this.initialDialogId = 'loop';
  }

  protected override onBeginDialog(innerDc: DialogContext, options?: object): Promise<DialogTurnResult> {
    // Whoever comes here again may have changed their mind.
    for (const slot of ['phone', 'email'] as const) {
      const { visitor } = turnOf(innerDc.context);
      if (visitor.skipped?.includes(slot)) forget(visitor, slot);
    }
    return super.onBeginDialog(innerDc, options);
  }

  private async ask(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const slot = missing(turnOf(step.context));
    if (slot === undefined) return step.endDialog(true);
    if (slot === 'none') return step.endDialog(false);
    (step.values as { slot?: string }).slot = slot;
    return step.beginDialog(AskPrompt.id, { question: question(slot) });
  }

  private async take(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { visitor } = turnOf(step.context);
    const { slot } = step.values as { slot: 'name' | 'phone' | 'email' };
    const reply = replyOf(step);
    const instead = reply?.choice === 'other';
    const declined = instead || reply?.understanding.intent === 'skip';
    if (reply?.choice === 'leave') return step.endDialog(false);
    if (declined && slot === 'name') await say(step.context, words('contact.name_needed'));
    else if (declined) decline(visitor, slot);
    // "Use phone instead" takes back that no phone number was to be given.
    if (instead && slot === 'email') forget(visitor, 'phone');
    return step.replaceDialog('loop');
  }
}

function missing({ visitor }: Turn): 'name' | 'phone' | 'email' | 'none' | undefined {
  const answers: Slots = visitor.answers ?? {};
  const skipped = visitor.skipped ?? [];
  if (answers.name === undefined) return 'name';
  if (answers.phone !== undefined || answers.email !== undefined) return undefined;
  if (!skipped.includes('phone')) return 'phone';
  return skipped.includes('email') ? 'none' : 'email';
}

function question(slot: 'name' | 'phone' | 'email'): Message {
  const parts = contactParts(slot);
  // A bare no declines the question, and does not leave the booking.
  const leave = { id: 'leave', label: { key: 'contact.leave' } };
  if (slot === 'name') return { parts, asks: slot, choices: [leave] };
  return { parts, asks: slot, choices: [{ id: 'other', label: { key: `contact.instead.${slot}` } }, leave] };
}

/** What is asked, and why. */
export function contactParts(slot: 'name' | 'phone' | 'email'): Message['parts'] {
  return [{ key: `question.${slot}.ask` }, { key: `question.${slot}.why` }];
}

/** The visitor's name and how to reach them, as captured. */
export function contactOf({ visitor }: Turn): Contact {
  const { name, phone, email } = visitor.answers ?? {};
  return { name: name ?? '', ...(phone && { phone }), ...(email && { email }) };
}
