import type { Server } from 'restify';
import { Bucket } from './bucket';
import { clientAddress } from './clientAddress';
import { formOnly, formText } from './guards';
import { headerOf } from './http';

/** Takes one text as Twilio delivers it; rejects with what its sender did wrong, or when the turn was not committed. */
export type ReceiveText = (
  signature: string | undefined,
  params: Readonly<Record<string, string | readonly string[]>>,
) => Promise<void>;

/** Generous for a practice's texts; somebody who tries signatures is slowed down. */
const LIMIT = { burst: 200, perSecond: 20 };

/** Nothing is said here: the answers go out by Twilio's API, so that they are sent when, and only when, all is kept. */
const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** `POST /channels/twilio`: a text message, signed by Twilio. */
export function twilioRoute(server: Server, receive: ReceiveText, trustProxy: number): void {
  const calls = new Bucket(LIMIT);
  server.post('/channels/twilio', formOnly, async (req, res) => {
    calls.take(clientAddress(req, trustProxy));
    await receive(headerOf(req, 'x-twilio-signature'), paramsOf(String(formText(req))));
    res.sendRaw(200, EMPTY_TWIML, { 'Content-Type': 'text/xml; charset=utf-8' });
  });
}

/** What stands in the form several times is a list, as Twilio signs it. */
function paramsOf(body: string): Readonly<Record<string, string | readonly string[]>> {
  const fields = new URLSearchParams(body);
  const names = [...new Set(fields.keys())];
  const valueOf = (name: string): string | string[] => {
    const values = fields.getAll(name);
    return values.length === 1 ? (values[0] ?? '') : values;
  };
  return Object.fromEntries(names.map((name) => [name, valueOf(name)]));
}
