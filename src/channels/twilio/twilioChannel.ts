import type { ConversationReference, Middleware, TurnContext } from 'botbuilder';
import { REPLY_LOG } from '../replyLog';
import type { ReplyLog } from '../replyLog';
import { checkSignature } from './checkSignature';
import type { TwilioAccount } from './checkSignature';
import { textActivity } from './textActivity';
import type { FormParams } from './textActivity';
import type { TextSender } from './textSender';
import { TwilioAdapter } from './twilioAdapter';

/** What the channel is made of. */
export interface TwilioChannelOptions extends TwilioAccount {
  /** The secret that conversations' ids are made with. */
  readonly key: string;
  readonly sender: Pick<TextSender, 'send'>;
  readonly middleware: readonly Middleware[];
  readonly logic: (context: TurnContext) => Promise<void>;
  /** How the replies of a turn are committed with it, to be sent afterwards. */
  readonly replies: (context: TurnContext) => ReplyLog;
  /** Whether the visitor was answered although the turn failed: then the failure is not the sender's to repeat. */
  readonly answered: (context: TurnContext) => boolean;
}

/**
 * Texts by Twilio, without Azure between. What comes in is taken when its turn is committed, with its replies; they are
 * sent afterwards, so that Twilio never waits for its own API. Help in a crisis waits for neither.
 */
export class TwilioChannel {
  readonly #adapter: TwilioAdapter;

  constructor(private readonly options: TwilioChannelOptions) {
    this.#adapter = new TwilioAdapter(options.sender);
    for (const middleware of options.middleware) this.#adapter.use(middleware);
    this.#adapter.onTurnError = (context, error) => {
      if (!options.answered(context)) throw error;
      return Promise.resolve();
    };
  }

  /**
   * `POST /channels/twilio`. Resolves when the text is taken.
   *
   * @param signature the header X-Twilio-Signature
   * @throws TriageError TWILIO_UNAUTHORIZED (403) or TWILIO_INVALID (400)
   */
  async receive(signature: string | undefined, params: FormParams): Promise<void> {
    const { key, logic, replies } = this.options;
    checkSignature(this.options, signature, params);
    await this.#adapter.processActivity(textActivity(params, key), logic, (context) =>
      context.turnState.set(REPLY_LOG, replies(context)),
    );
  }

  /** Runs `run` on a conversation that nobody has just written in: the middleware first, as always. */
  continueConversation(
    reference: Partial<ConversationReference>,
    occasion: string,
    run: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    return this.#adapter.continueConversation(reference, run, occasion);
  }
}
