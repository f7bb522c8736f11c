import { createHmac } from 'node:crypto';
import type { Activity, Attachment } from 'botbuilder';
import { z } from 'zod';
import { TriageError } from '../../errors';

/** A request's form: what stands there twice is a list. */
export type FormParams = Readonly<Record<string, string | readonly string[]>>;

/** What Twilio noticed by itself in a text: the carrier has answered it, and blocked or unblocked the number. */
export type OptOutType = 'STOP' | 'START' | 'HELP';

const number = z.string().regex(/^(?:[a-z]+:)?\+?\w{3,40}$/);

/** The parameters that are read; Twilio sends more, and may send new ones at any time. */
const incoming = z.object({
  MessageSid: z.string().regex(/^\w{8,64}$/),
  From: number,
  To: number,
  Body: z.string().default(''),
  NumMedia: z.coerce.number().int().nonnegative().catch(0),
  FromCountry: z.string().optional().catch(undefined),
  OptOutType: z.enum(['STOP', 'START', 'HELP']).optional().catch(undefined),
});

/** More pictures than a message can hold. */
const MEDIA_AT_MOST = 10;

/**
 * The activity of a text that Twilio delivers. The conversation is known by a keyed hash of its two numbers, so that no
 * number stands in a key of the store; the numbers are its `from` and `recipient`.
 *
 * @param key the secret of the hash
 * @throws TriageError TWILIO_INVALID when it is no text
 */
export function textActivity(params: FormParams, key: string): Partial<Activity> {
  const parsed = incoming.safeParse(params);
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path }) => path.join('.'));
    throw new TriageError('TWILIO_INVALID', `This is no text message of Twilio's: see ${names.join(', ')}.`, {
      status: 400,
    });
  }
  const { MessageSid: id, From: from, To: to, Body: text, NumMedia: media, ...more } = parsed.data;
  const conversation = createHmac('sha256', key).update(`${from}|${to}`).digest('base64url');
  const { FromCountry: country, OptOutType: optOutType } = more;
  return {
    ...{ type: 'message', id, channelId: 'twilio', serviceUrl: 'https://api.twilio.com', text },
    conversation: { id: conversation } as Activity['conversation'],
    from: { id: from } as Activity['from'],
    recipient: { id: to } as Activity['recipient'],
    // The region alone; in which language somebody writes is not known from their number.
    ...(/^[A-Z]{2}$/.test(country ?? '') && { locale: `und-${country}` }),
    ...(media > 0 && { attachments: mediaOf(params, media) }),
    ...(optOutType && { channelData: { optOutType } }),
  };
}

/** That there are pictures, and of which kind. They are never fetched, so their addresses are not kept. */
function mediaOf(params: FormParams, media: number): Attachment[] {
  return Array.from({ length: Math.min(media, MEDIA_AT_MOST) }, (_, index) => {
    const type = params[`MediaContentType${index}`];
    return { contentType: typeof type === 'string' ? type : 'application/octet-stream' };
  });
}
