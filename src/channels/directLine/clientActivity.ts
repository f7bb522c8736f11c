import { createHash, randomBytes } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { DirectLineError } from './directLineError';
import type { Identity } from './tokens';

/** A field that may be there; one that makes no sense is dropped, so that the rest is still heard. */
const maybe = <T extends z.ZodType>(type: T) => type.optional().catch(undefined);
const short = maybe(z.string().max(512));
const bag = z.record(z.string(), z.unknown());
const bags = maybe(z.array(bag).max(50));

/**
 * What a client may say in an activity; everything else it sends is dropped, so that nobody speaks for another
 * visitor, for the bot or for the channel.
 */
const posted = z.object({
  type: z.enum(['message', 'event', 'typing', 'messageReaction']),
  text: z.string().optional(),
  textFormat: short,
  locale: short,
  name: short,
  value: z.unknown().optional(),
  valueType: short,
  replyToId: short,
  localTimestamp: short,
  localTimezone: short,
  channelData: maybe(bag),
  entities: bags,
  reactionsAdded: bags,
  reactionsRemoved: bags,
  // A file inside its address is as big as the body; the bot only says that it takes no files.
  attachments: maybe(
    z.array(z.object({ contentType: short, name: short, contentUrl: maybe(z.string().max(2_048)) })).max(20),
  ),
  from: maybe(z.object({ name: short })),
});

/** What stands around every activity of a client, whoever sends it. */
export interface Surroundings {
  readonly bot: { readonly id: string; readonly name: string };
  readonly serviceUrl: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A client's activity, made safe. The same `clientId` in the same conversation always gets the same id. */
export interface ClientActivity {
  readonly activity: Partial<Activity> & { readonly id: string };
  readonly clientId?: string;
}

/** Reads what a client posted; refuses what is no activity with 400. */
export function clientActivity(body: unknown, identity: Identity, around: Surroundings): ClientActivity {
  const parsed = posted.safeParse(body);
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => issue.path.join('.') || 'the body');
    throw new DirectLineError(
      'BadArgument',
      `Not an activity that can be posted: ${[...new Set(where)].join(', ')}`,
    );
  }
  const { from, ...said } = parsed.data;
  const given = said.channelData?.clientActivityID;
  const clientId = typeof given === 'string' && given !== '' ? given : undefined;
  const activity = {
    ...said,
    id: `${identity.conversationId}|${clientId ? digest(clientId) : randomBytes(12).toString('base64url')}`,
    timestamp: new Date(around.at),
    channelId: 'directline',
    serviceUrl: around.serviceUrl,
    from: { id: identity.userId, name: from?.name ?? '', role: 'user' },
    recipient: { ...around.bot, role: 'bot' },
    conversation: { id: identity.conversationId },
  } as unknown as ClientActivity['activity'];
  return clientId === undefined ? { activity } : { activity, clientId: digest(clientId) };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
