import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { TriageError } from '../../errors';

/** A field that may be there; one that makes no sense is dropped, so that the rest is still heard. */
const maybe = <T extends z.ZodType>(type: T) => type.optional().catch(undefined);
const text = maybe(z.string());
const bag = z.looseObject({});
const account = maybe(z.looseObject({ id: z.string() }));
/** Of a list what can be read. */
const list = <T extends z.ZodType>(type: T) =>
  maybe(z.array(type.optional().catch(undefined)).transform((all) => all.filter((one) => one !== undefined)));

/** The fields that the bot or the SDK reads; whatever else a channel sends stays as it is. */
const activity = z.looseObject({
  type: z.string().min(1),
  conversation: z.looseObject({ id: z.string().min(1) }),
  ...{ id: text, text, locale: text, name: text, replyToId: text, deliveryMode: text, textFormat: text },
  ...{ channelId: text, serviceUrl: text },
  ...{ from: account, recipient: account },
  ...{
    membersAdded: list(bag),
    membersRemoved: list(bag),
    reactionsAdded: list(bag),
    reactionsRemoved: list(bag),
  },
  ...{ attachments: list(bag), entities: list(bag) },
  channelData: maybe(bag),
});

/**
 * Reads what a connector posted.
 * @throws TriageError ACTIVITY_INVALID, 400, for what has no type or no conversation
 */
export function connectorActivity(body: unknown): Activity {
  const parsed = activity.safeParse(body);
  if (parsed.success) return parsed.data as unknown as Activity;
  throw new TriageError(
    'ACTIVITY_INVALID',
    'The body is no activity: it needs a type and a conversation id.',
    { status: 400 },
  );
}
