import type { Activity, ConversationReference } from 'botbuilder';
import { alertMessage } from './alertCard';
import type { AlertWords } from './alertCard';
import { CarrierError, type Carrier, type Letter } from './carrier';

/** A channel of a team, where staff are told. */
export interface TeamsChannel {
  /** Id of the channel's conversation: `19:…@thread.tacv2`. */
  readonly conversation: string;
  /** Where the Bot Framework's connector for it is: `https://smba.trafficmanager.net/amer/`. */
  readonly serviceUrl: string;
  /** Posts to a conversation by the Bot Framework; rejects when the connector does not take it. */
  readonly post: (
    reference: Partial<ConversationReference>,
    occasion: string,
    activity: Partial<Activity>,
  ) => Promise<void>;
}

const TIMEOUT_MS = 20_000;

/**
 * A message in a Teams channel: an Adaptive Card with the case's reference and a link to the staff console, nothing
 * clinical and no name, because everybody in the channel sees it, and their phones show it on locked screens.
 */
export function teamsCarrier(
  { conversation, serviceUrl, post }: TeamsChannel,
  takes: (topic: string) => boolean,
  words: (letter: Letter) => AlertWords,
): Carrier {
  const reference = {
    channelId: 'msteams',
    serviceUrl,
    conversation: { id: conversation, isGroup: true, conversationType: 'channel' },
  } as Partial<ConversationReference>;
  return {
    id: 'teams',
    timeoutMs: TIMEOUT_MS,
    takes,
    async deliver(letter) {
      try {
        await post(reference, letter.id, alertMessage(words(letter)));
      } catch (error) {
        throw new CarrierError(reasonOfConnector(error), { cause: error });
      }
    },
  };
}

function reasonOfConnector(error: unknown): string {
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  if (typeof statusCode === 'number') return `HTTP ${statusCode}`;
  return typeof code === 'string' ? code : 'connector';
}
