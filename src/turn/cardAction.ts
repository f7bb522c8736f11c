import type { Activity, TurnContext } from 'botbuilder';
import type { Turn } from '../../dialogs/turn';
import type { Content } from '../content/types';

/** A button of a card with `Action.Execute`: it comes as an invoke, and its sender waits for an answer of its own. */
export function isCardAction({ type, name }: Pick<Activity, 'type' | 'name'>): boolean {
  return type === 'invoke' && name === 'adaptiveCard/action';
}

/** Says that the button was taken, or that it is none of ours. What follows from it comes as messages. */
export async function answerCardAction(
  context: TurnContext,
  { press, language }: Turn,
  content: Content,
): Promise<void> {
  const text = (key: string): string => content.text(key, language);
  const body = press
    ? { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text('flow.pressed') }
    : {
        statusCode: 400,
        type: 'application/vnd.microsoft.error',
        value: { code: 'BadRequest', message: text('flow.old_button') },
      };
  await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body } });
}
