import { createHash, randomBytes } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { DirectLineError } from './directLineError';
import type { Identity } from './tokens';

const short = z.string().max(512);
const bag = z.record(z.string(), z.unknown());

/**
 * What a client may say in an activity; everything else it sends is dropped, so that nobody speaks for another
 * visitor, for the bot or for the channel.
 */
const posted = z.object({
  type: z.enum(['message', 'event', 'typing', 'messageReaction']),
  text: z.string().optional(),
  textFormat: short.optional(),
  locale: short.optional(),
  name: short.optional(),
  value: z.unknown().optional(),
  valueType: short.optional(),
  replyToId: short.optional(),
  localTimestamp: short.optional(),
  localTimezone: short.optional(),
  channelData: bag.optional(),
  entities: z.array(bag).max(50).optional(),
  reactionsAdded: z.array(bag).max(20).optional(),
  reactionsRemoved: z.array(bag).max(20).optional(),
  attachments: z
    .array(
      z.object({
        contentType: short,
        name: short.optional(),
        // A file inside the address is as big as the body; the bot only says that it takes no files.
        contentUrl: z.string().max(2_048).optional().catch(undefined),
      }),
    )
    .max(20)
    .optional(),
  from: z.object({ name: short.optional() }).optional().catch(undefined),
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
