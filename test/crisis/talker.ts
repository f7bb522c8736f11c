import { randomUUID } from 'node:crypto';
import type { Connector } from '../azure/connector';
import type { Bot } from '../support/bot';
import type { Visitor } from '../support/visitor';
import type { WAY } from '../support/way';

/** A visitor on any channel, as far as tests of what is said first need one. */
export interface Talker {
  readonly channel: string;
  /** Of the conversation. */
  readonly id: string;
  /** Sends a message and resolves when its turn is through, or has failed. `more` is laid over the activity. */
  send(text: string, more?: object): Promise<void>;
  /** Texts of the bot since the last call, oldest first. */
  heard(): Promise<string[]>;
}

/** A visitor on this channel who has just come, or goes on under this id. Direct Line is talked to over HTTP, the others by a connector. */
export async function talker(
  bot: Pick<Bot, 'url' | 'visitor'>,
  connector: Connector,
  channel: string,
  id = `${channel}-${randomUUID()}`,
): Promise<Talker> {
  if (channel === 'directline') return onDirectLine(await bot.visitor('en'));
  return {
    channel,
    id,
    send: async (text, more = {}) => {
      await fetch(`${bot.url}/api/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          type: 'message',
          id: randomUUID(),
          text,
          channelId: channel,
          serviceUrl: connector.url,
          conversation: { id },
          from: { id: `user-${id}`, name: '' },
          recipient: { id: 'bot', name: '' },
          ...more,
        }),
      });
    },
    heard: () => Promise.resolve(take(connector, id)),
  };
}

function onDirectLine(visitor: Visitor): Talker {
  return {
    channel: 'directline',
    id: visitor.conversationId,
    // A turn that failed is answered with an error; what was said is read all the same.
    send: (text, more = {}) =>
      visitor.send({ type: 'message', text, ...more }).then(
        () => undefined,
        () => undefined,
      ),
    heard: async () => (await visitor.read()).map(({ text }) => text),
  };
}

function take({ taken }: Connector, id: string): string[] {
  const mine = taken.filter(({ conversation, type }) => conversation?.id === id && type === 'message');
  for (const activity of mine) taken.splice(taken.indexOf(activity), 1);
  return mine.map(({ text }) => text ?? '');
}

/** Takes one step of the way, by words that every channel takes: a button's label, or its number in the list. */
export function step(visitor: Talker, bot: Bot, { pick, typed }: (typeof WAY)[number]): Promise<void> {
  if (typeof pick === 'string') return visitor.send(bot.app.content.text(pick, 'en'));
  return visitor.send(pick === undefined ? (typed ?? '') : String(pick));
}
