import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import RequestClient from 'twilio/lib/base/RequestClient';
import Twilio from 'twilio/lib/rest/Twilio';
import type { Recent } from '../../turn/recent';
import { TextError } from './textError';

/** Who sends, and over which account. */
export interface TextSenderOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** A number in E.164, or the SID of a messaging service. */
  readonly from: string;
  /** What has been taken already, by occasion and words. */
  readonly sent: Pick<Recent<true>, 'has' | 'set'>;
  /** The carrier lets nothing through to the visitor of a conversation any more. */
  readonly stopped: (conversation: string) => Promise<void>;
  /** Stands in the place of https://api.twilio.com; for tests alone. */
  readonly api?: string | undefined;
}

/** The two ends of a conversation: numbers in E.164, `whatsapp:` before them where it is WhatsApp. */
export interface Line {
  /** The conversation's id. */
  readonly conversation: string;
  readonly visitor: string;
  /** The number of the practice that the visitor wrote to. */
  readonly practice: string;
}

/** One request may take this long. */
const REQUEST_MS = 4_000;
const ATTEMPTS = 2;
/** Longer than that nobody waits between two attempts: who sent the text tries again later. */
const WAIT_AT_MOST_MS = 2_000;
const FIRST_WAIT_MS = 300;
/** Twilio's code for a number that has opted out. */
const OPTED_OUT = 21_610;
/**
 * What Twilio says of a number or a text that will never go (twilio.com/docs/api/errors): no number, a short code, our own
 * number, a country that is not allowed, not on a trial account's list, opted out, not to be reached, no mobile number, too
 * long, a landline.
 */
const REFUSED_TEXTS = [
  ...[21_211, 21_265, 21_266, 21_408, 21_608, OPTED_OUT, 21_612, 21_614, 21_617, 21_635],
];
/**
 * What it says of who sends: no number, not a number of this account, not one that can send texts, no such service, no such
 * sender of WhatsApp. Only somebody who mends the settings changes that, by when the answer answers nothing any more.
 */
const REFUSED_SENDERS = [...[21_212, 21_401, 21_601, 21_603, 21_606, 21_659, 21_660, 21_661, 21_705, 63_007]];
/** Everything else is tried again: a token that was changed, a queue that is full, a server that is down. */
const REFUSED: ReadonlyMap<unknown, 'text' | 'sender'> = new Map([
  ...REFUSED_TEXTS.map((code) => [code, 'text'] as const),
  ...REFUSED_SENDERS.map((code) => [code, 'sender'] as const),
]);

/** Sends texts by Twilio's own client, within a time-out, and once more after what may be over in a moment. */
export class TextSender {
  readonly #twilio: Twilio;

  constructor(private readonly options: TextSenderOptions) {
    const { accountSid, authToken, api } = options;
    // Said here, so that neither an edge, a region nor a debug log comes in from the environment.
    const fixed = { edge: '', region: '', logLevel: 'none', timeout: REQUEST_MS } as const;
    this.#twilio = new Twilio(accountSid, authToken, { ...fixed, httpClient: new Requests(api) });
  }

  /**
   * Sends one text; resolves when Twilio has it.
   *
   * @param occasion what it answers: the same text for the same occasion is sent once
   * @throws TextError
   */
  async send(line: Line, occasion: string, text: string): Promise<void> {
    const { sent, stopped } = this.options;
    const once = createHash('sha256').update(`${occasion}\n${text}`).digest('base64');
    if (sent.has(once)) return;
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#twilio.messages.create({ to: line.visitor, body: text, ...this.#by(line) });
        sent.set(once, true);
        return;
      } catch (error) {
        const failed = textErrorOf(error);
        if (failed.fault.stopped) await stopped(line.conversation);
        if (failed.fault.refused || attempt === ATTEMPTS) throw failed;
        await sleep(Math.min(failed.fault.retryAfterMs ?? FIRST_WAIT_MS, WAIT_AT_MOST_MS));
      }
    }
  }

  /** The answer comes from the number that was written to; a service keeps to it by itself, but has no WhatsApp. */
  #by({ visitor, practice }: Line): { messagingServiceSid: string } | { from: string } {
    const { from } = this.options;
    const service = from.startsWith('MG') && !visitor.startsWith('whatsapp:');
    return service ? { messagingServiceSid: from } : { from: practice };
  }
}

/** Twilio's HTTP client, which keeps what it says about coming back: its own errors drop the header. */
class Requests extends RequestClient {
  constructor(private readonly api: string | undefined) {
    super({ timeout: REQUEST_MS });
  }

  override async request<T>(options: RequestClient.RequestOptions<T>) {
    const { api } = this;
    const uri = api === undefined ? options.uri : options.uri.replace(/^https:\/\/[^/]+/, api);
    const response = await super.request({ ...options, uri });
    const { statusCode, headers } = response as { statusCode: number; headers?: Record<string, unknown> };
    if (statusCode !== 429 && statusCode < 500) return response;
    const seconds = Number(headers?.['retry-after'] ?? NaN);
    const retryAfterMs = Number.isFinite(seconds) ? seconds * 1_000 : undefined;
    throw new TextError(`HTTP ${statusCode}`, { retryAfterMs });
  }
}

/** Codes and states are kept, messages are not: they quote numbers. */
function textErrorOf(error: unknown): TextError {
  if (error instanceof TextError) return error;
  const { status, code } = (error ?? {}) as { status?: unknown; code?: unknown };
  if (typeof status === 'number') {
    const refused = REFUSED.get(code);
    return new TextError(typeof code === 'number' ? String(code) : `HTTP ${status}`, {
      ...(refused && { refused }),
      stopped: code === OPTED_OUT,
    });
  }
  return new TextError(typeof code === 'string' && /^[A-Z_]{2,40}$/.test(code) ? code : 'unknown');
}
