import { BotAdapter, TurnContext } from 'botbuilder';
import type { Activity, ConversationReference, ResourceResponse } from 'botbuilder';
import { TriageError } from '../../errors';
import type { Line, TextSender } from './textSender';

type Logic = (context: TurnContext) => Promise<void>;

/** Hands texts from Twilio to the shared middleware and logic, and sends what is sent by Twilio's API. */
export class TwilioAdapter extends BotAdapter {
  constructor(private readonly sender: Pick<TextSender, 'send'>) {
    super();
  }

  /** Runs a turn. Rejects when it was not committed. */
  async processActivity(activity: Partial<Activity>, logic: Logic, around?: (context: TurnContext) => void) {
    const context = new TurnContext(this, activity);
    around?.(context);
    await this.runMiddleware(context, logic);
  }

  /** Sends at once and in order. Only words can be sent. */
  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]) {
    const responses: ResourceResponse[] = [];
    for (const activity of activities) {
      const { type, text = '' } = activity;
      const { conversation, id = '' } = context.activity;
      if (type === 'message' && text !== '')
        await this.sender.send(lineOf(activity, conversation.id), `${conversation.id}/${id}`, text);
      responses.push({ id: '' });
    }
    return responses;
  }

  /**
   * Runs logic on a conversation that the visitor has not just written in.
   * @param occasion a stable id of what this is about: the same one again is the same turn
   */
  override async continueConversation(
    reference: Partial<ConversationReference>,
    logic: Logic,
    occasion: string = crypto.randomUUID(),
  ): Promise<void> {
    const event = { type: 'event', name: 'continueConversation' };
    const activity = TurnContext.applyConversationReference(event, reference, true);
    activity.id = `p-${occasion}`;
    await this.processActivity(activity, logic);
  }

  /** Refused: a text that was sent stays as it is. */
  override updateActivity(): Promise<void> {
    return Promise.reject(unsupported('updateActivity'));
  }

  /** Refused: a text that was sent stays sent. */
  override deleteActivity(): Promise<void> {
    return Promise.reject(unsupported('deleteActivity'));
  }
}

/** The numbers that an outgoing activity goes from and to. */
function lineOf({ recipient, from }: Partial<Activity>, conversation: string): Line {
  return { conversation, visitor: recipient?.id ?? '', practice: from?.id ?? '' };
}

function unsupported(call: string): TriageError {
  return new TriageError('TURN_UNSUPPORTED', `${call} is not possible by text: send another message.`);
}
