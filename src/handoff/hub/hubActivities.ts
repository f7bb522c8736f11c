import type { Promised } from '../types';

/** A case as the hub is told of it: ids, and what was promised. */
export interface HubCase {
  readonly id: string;
  readonly reference: string;
  readonly channel: string;
  readonly language: string;
  readonly promise: Promised['kind'] | undefined;
  /** How the visitor wants to be reached and their answers, as far as they agreed that staff see them. */
  readonly contact?: unknown;
  readonly answers?: unknown;
}

/** A message as a transcript has it. `at`: ms since 1970. */
export interface HubMessage {
  readonly id: string;
  readonly at: number;
  readonly from: 'visitor' | 'bot';
  readonly text: string;
}

/** An activity as it is posted: JSON, with its time in ISO 8601. */
export type HubActivity = Readonly<Record<string, unknown>> & { readonly id: string };

/**
 * `handoff.initiate` of the Bot Framework's hand-off protocol, as the SDK's `EventFactory.createHandoffInitiation` makes
 * it: the hub's context is the value, the transcript an attachment. The conversation goes by the case's id: the hub
 * never learns the visitor's own address, and can write to nobody but through this bot.
 *
 * @param transcript left out: the visitor did not agree to share it
 */
export function initiation(
  id: string,
  found: HubCase,
  transcript?: readonly HubMessage[],
  at = Date.now(),
): HubActivity {
  const { reference, channel, language, promise, contact, answers } = found;
  const content = { activities: (transcript ?? []).map((message) => messageOf(message, found)) };
  return {
    ...around(id, found, at),
    type: 'event',
    name: 'handoff.initiate',
    value: { case: found.id, reference, channel, language, promise, contact, answers },
    locale: language,
    relatesTo: {
      ...{ channelId: channel, serviceUrl: SERVICE, conversation: { id: found.id } },
      ...{ bot: BOT, user: { id: found.id, name: '' } },
    },
    attachments: transcript ? [{ content, contentType: 'application/json', name: 'Transcript' }] : [],
    entities: [],
  };
}

/** What was written, as an activity of the hand-off's conversation. */
export function messageOf(
  { id, at, from, text }: HubMessage,
  found: Pick<HubCase, 'id' | 'channel'>,
): HubActivity {
  const sender = from === 'bot' ? { from: { ...BOT, role: 'bot' } } : {};
  return { ...around(id, found, at), ...sender, type: 'message', text };
}

/** The visitor has the bot back: the hub's agent is out. */
export function farewell(
  id: string,
  found: Pick<HubCase, 'id' | 'channel'>,
  why: string,
  at: number,
): HubActivity {
  const code = why === 'visitor' ? 'userCancelled' : 'botTimedOut';
  return { ...around(id, found, at), type: 'endOfConversation', code };
}

const BOT = { id: 'bot', name: '' };
const SERVICE = 'urn:triage:handoff';

function around(id: string, found: Pick<HubCase, 'id' | 'channel'>, at: number) {
  return {
    id,
    timestamp: new Date(at).toISOString(),
    channelId: found.channel,
    serviceUrl: SERVICE,
    conversation: { id: found.id },
    from: { id: found.id, name: '', role: 'user' },
    recipient: BOT,
  };
}
