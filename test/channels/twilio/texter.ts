import { randomBytes } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks';
import type { Logger } from 'pino';
import type { AppParts } from '../../../src/app';
import { smsParts } from '../../../src/channels/smsParts';
import { startBot } from '../../support/bot';
import type { Bot } from '../../support/bot';
import { TwilioApi } from './twilioApi';

export const TOKEN = 'a-token-of-the-tests-0123456789ab';
export const PRACTICE = '+13035550100';
export const PUBLIC_URL = 'https://chat.example.org';
export const ENV = {
  PUBLIC_URL,
  TWILIO_ACCOUNT_SID: `AC${'0123456789abcdef'.repeat(2)}`,
  TWILIO_AUTH_TOKEN: TOKEN,
  TWILIO_FROM: PRACTICE,
};

export type Form = Readonly<Record<string, string>>;

/** A bot with Twilio, and the server that stands in for Twilio's API. */
export interface TextBot {
  readonly bot: Bot;
  readonly api: TwilioApi;
  texter(number?: string, more?: Form): Texter;
  stop(): Promise<void>;
}

/** Starts both. */
export async function startTextBot({
  env = {},
  parts = {},
  log,
}: { env?: NodeJS.ProcessEnv; parts?: AppParts; log?: Logger } = {}): Promise<TextBot> {
  const api = await TwilioApi.start();
  const around = { env: { ...ENV, ...env }, parts: { ...parts, twilioApi: api.url } };
  const bot = await startBot({ ...around, ...(log && { log }) });
  let count = 0;
  return {
    bot,
    api,
    texter: (number = `+1303555${String(1000 + count++)}`, more = {}) => new Texter(bot, api, number, more),
    stop: async () => {
      await bot.stop();
      await api.stop();
    },
  };
}

/** Somebody who writes texts, as Twilio delivers them. */
export class Texter {
  constructor(
    private readonly bot: Bot,
    private readonly api: TwilioApi,
    readonly number: string,
    private readonly more: Form,
  ) {}

  /** Writes a text, and resolves to the texts that answer it, once all of them are there. */
  async say(body: string, more: Form = {}): Promise<string[]> {
    const from = this.mine().length;
    const response = await this.post(this.form(body, more));
    if (response.status !== 200) throw new Error(`the bot answered ${response.status}`);
    await this.quiet();
    const answers = this.mine().slice(from);
    this.check(answers);
    return answers;
  }

  /** All texts that have come, in order. */
  mine(): string[] {
    return this.api.sent.filter(({ To }) => To === this.number).map(({ Body }) => Body);
  }

  /** The parameters of a text, in the shape in which Twilio sends them. */
  form(body: string, more: Form = {}): Form {
    const sid = `SM${randomBytes(16).toString('hex')}`;
    return {
      ToCountry: 'US',
      ToState: 'CO',
      SmsMessageSid: sid,
      NumMedia: '0',
      ToCity: 'DENVER',
      FromZip: '80202',
      SmsSid: sid,
      FromState: 'CO',
      SmsStatus: 'received',
      FromCity: 'DENVER',
      Body: body,
      FromCountry: 'US',
      To: PRACTICE,
      ToZip: '80202',
      NumSegments: String(Math.max(1, smsParts(body).length)),
      MessageSid: sid,
      AccountSid: ENV.TWILIO_ACCOUNT_SID,
      From: this.number,
      ApiVersion: '2010-04-01',
      ...this.more,
      ...more,
    };
  }

  /** Posts a form, signed as Twilio signs it unless told otherwise. */
  post(form: Form, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.bot.url}/channels/twilio`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'X-Twilio-Signature': signatureOf(form),
        ...headers,
      },
      body: new URLSearchParams(form).toString(),
    });
  }

  /** Waits until nothing is on its way to anybody. */
  async quiet(): Promise<void> {
    const { db } = this.bot.app;
    const waiting = `SELECT id FROM outbox WHERE done_at IS NULL AND topic = 'visitor.texts'
      UNION SELECT id FROM deliveries WHERE status = 'waiting' AND carrier = 'texts'`;
    for (let waited = 0; waited < 20_000; waited += 10) {
      if ((await db.query(waiting)).length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('texts are still on their way');
  }

  /** What holds for every turn: three messages at most, two parts each. */
  private check(answers: readonly string[]): void {
    const parts = answers.map((text) => smsParts(text).length);
    if (parts.length > 3 || parts.some((count) => count > 2)) {
      throw new Error(`too much at once: ${JSON.stringify({ parts, answers }, null, 1)}`);
    }
  }
}

/** Twilio's signature of a form, posted to where the practice told it to. */
export function signatureOf(form: Form, url = `${PUBLIC_URL}/channels/twilio`, token = TOKEN): string {
  return getExpectedTwilioSignature(token, url, form);
}
