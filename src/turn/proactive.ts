import type { ConversationReference, TurnContext } from 'botbuilder';
import { isText } from '../channels/capabilities';
import { readAddress } from '../handoff/addresses';
import type { Address } from '../handoff/types';
import type { Database } from '../storage/types';
import { stopOf } from './texting/stops';
import type { Logic } from './turnRunner';

/**
 * Runs `run` on a conversation that the visitor has not just written in, by the adapter of its channel.
 * @param occasion a stable id of what this is about: the same one again is the same turn
 */
export type Continue = (
  reference: Partial<ConversationReference>,
  occasion: string,
  run: (context: TurnContext) => Promise<void>,
) => Promise<void>;

/** What proactive turns are made of. */
export interface ProactiveParts {
  readonly db: Database;
  /** The way to a channel; undefined for one that this process can not write to first. */
  readonly channel: (address: Pick<Address, 'channel' | 'reference'>) => Continue | undefined;
  /** The turn runner: state, replies and effects commit together, then the replies are sent. */
  readonly run: (context: TurnContext, logic: Logic) => Promise<void>;
}

/**
 * Turns that no visitor began: the result of something that took its time, a person who joins. They run through the same
 * unit of work as every other turn; what they say is stored with their occasion, so that the same occasion again says
 * the same, and a channel that was down gets it when it is tried again.
 */
export class Proactive {
  constructor(private readonly parts: ProactiveParts) {}

  /** Whether this process can write to somebody first: their channel is there, and they have not asked for silence. */
  async reaches(address: Pick<Address, 'channel' | 'reference' | 'visitor'>): Promise<boolean> {
    return this.parts.channel(address) !== undefined && !(await this.#isSilent(address));
  }

  /**
   * Runs a turn in a conversation.
   *
   * @param conversation document key of its state
   * @param occasion     stable id of what this is about
   * @returns `gone`: nothing is known of it any more, or its visitor wants no texts; `unreachable`: its channel is not configured here
   */
  async turn(conversation: string, occasion: string, logic: Logic): Promise<'done' | 'gone' | 'unreachable'> {
    const { db, channel, run } = this.parts;
    const address = await readAddress(db, conversation);
    if (!address) return 'gone';
    if (await this.#isSilent(address)) return 'gone';
    const go = channel(address);
    if (!go) return 'unreachable';
    await go(address.reference, occasion, (context) => run(context, logic));
    return 'done';
  }

  async #isSilent({ channel, visitor }: Pick<Address, 'channel' | 'visitor'>): Promise<boolean> {
    return isText(channel) && (await stopOf(this.parts.db, visitor)) !== undefined;
  }
}
