import { ActivityTypes, BotAdapter } from 'botbuilder';
import type { Activity, ConversationReference, ResourceResponse, TurnContext } from 'botbuilder';
import { TriageError } from '../errors';

/**
 * The inner adapter of a turn: what the bot sends is rendered and collected, not sent. The turn runner commits the
 * collected activities together with the state and sends them afterwards, so a turn that is run again says nothing twice.
 *
 * Typing goes straight out, because it is worth nothing later. Traces are dropped: they carry the whole state.
 */
export class CollectingAdapter extends BotAdapter {
  readonly collected: Partial<Activity>[] = [];
  /** The same as the bot said it: in content keys, which the rendered words no longer hold. */
  readonly unrendered: Partial<Activity>[] = [];

  /**
   * @param passThrough sends what must not wait for the commit (typing) by the outer adapter
   * @param render gives an activity the form of its channel, at once: a later change of the same object in the bot's
   *   hands does not change what was said
   */
  constructor(
    private readonly passThrough: (activity: Partial<Activity>) => Promise<unknown>,
    private readonly render: (activity: Partial<Activity>) => Partial<Activity>,
  ) {
    super();
  }

  async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const responses: ResourceResponse[] = [];
    for (const activity of activities) {
      if (activity.type === ActivityTypes.Typing) await this.passThrough(activity);
      else if (activity.type !== ActivityTypes.Trace) {
        const said = { ...this.render(activity) };
        // Who it goes to is known again when it is sent; in the store it would be a name or a number.
        delete said.recipient;
        this.collected.push(said);
        this.unrendered.push(activity);
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
