import { ActivityTypes, BotAdapter } from 'botbuilder';
import type { Activity, ConversationReference, ResourceResponse, TurnContext } from 'botbuilder';
import { TriageError } from '../errors';

/**
 * The inner adapter of a turn: what the bot sends is collected, not sent. The turn runner commits the collected
 * activities together with the state and sends them afterwards, so a turn that is run again says nothing twice.
 *
 * Typing goes straight out, because it is worth nothing later. Traces are dropped: they carry the whole state.
 */
export class CollectingAdapter extends BotAdapter {
  readonly collected: Partial<Activity>[] = [];

  /** @param passThrough sends what must not wait for the commit (typing) by the outer adapter */
  constructor(private readonly passThrough: (activity: Partial<Activity>) => Promise<unknown>) {
    super();
  }

  async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const responses: ResourceResponse[] = [];
    for (const activity of activities) {
      if (activity.type === ActivityTypes.Typing) await this.passThrough(activity);
      else if (activity.type !== ActivityTypes.Trace) {
        const said = { ...activity };
        // Who it goes to is known again when it is sent; in the store it would be a name or a number.
        delete said.recipient;
        this.collected.push(said);
      }
      responses.push({ id: String(this.collected.length) });
    }
    return responses;
  }

  updateActivity(): Promise<void> {
    return Promise.reject(unsupported('updateActivity'));
  }

  deleteActivity(): Promise<void> {
    return Promise.reject(unsupported('deleteActivity'));
  }

  continueConversation(_reference: Partial<ConversationReference>): Promise<void> {
    return Promise.reject(unsupported('continueConversation'));
  }
}

function unsupported(call: string): TriageError {
  return new TriageError(
    'TURN_UNSUPPORTED',
    `${call} is not possible inside a turn: replies are collected and sent after the commit. Send a new activity.`,
  );
}
