import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { TwilioChannel } from '../channels/twilio/twilioChannel';
import type { Config } from '../config';
import type { Carrier } from '../handoff/carrier';
import { secret } from '../storage/secret';
import type { Database } from '../storage/types';
import { Recent } from '../turn/recent';
import { safetyFinding } from '../turn/safety';
import { stop } from '../turn/texting/stops';
import type { Turns } from './turns';

interface TwilioParts {
  readonly db: Database;
  readonly turns: Turns;
  readonly now: () => number;
  readonly log: Logger;
  /** Stands in the place of Twilio's API; for tests alone, no configuration leads here. */
  readonly api?: string | undefined;
}

/** Texts by Twilio, and the carrier of their replies. */
export interface Twilio {
  readonly channel: TwilioChannel;
  readonly carrier: Carrier;
}

/** Nothing of Twilio's is loaded where it is not configured: its client costs a third of what the rest of a start does. */
export async function wireTwilio(config: Config, parts: TwilioParts): Promise<Twilio | undefined> {
  const { PUBLIC_URL: url, TWILIO_ACCOUNT_SID: accountSid } = config;
  const { TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from } = config;
  if (url === undefined || !accountSid || !authToken || !from) return undefined;
  const { db, turns, now, log, api } = parts;
  const [{ TwilioChannel }, { TextSender }, { textCarrier, textReplies }] = await Promise.all([
    import('../channels/twilio/twilioChannel'),
    import('../channels/twilio/textSender'),
    import('../turn/texting/textReplies'),
  ]);
  const stopped = async (conversation: string): Promise<void> => {
    await db.transaction([stop(`visitor/twilio/${conversation}`, { byCarrier: true }, now())]);
  };
  const sent = new Recent<true>(10_000);
  const sender = new TextSender({ accountSid, authToken, from, sent, stopped, api });
  const channel = new TwilioChannel({
    authToken,
    url: new URL('/channels/twilio', url).href,
    key: await secret(db, 'text_conversations', () => randomBytes(32).toString('base64url')),
    sender,
    middleware: turns.middleware,
    logic: turns.run,
    replies: (context) => textReplies(context, now()),
    answered: (context) => safetyFinding(context)?.sent === true,
  });
  return { channel, carrier: textCarrier({ db, sender, now, log }) };
}
