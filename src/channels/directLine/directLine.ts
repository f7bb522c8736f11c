import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { LoggedActivity } from './activityLog';
import type { Listener } from './audience';
import { DirectLineError } from './directLineError';
import { Gate, newIdentity } from './gate';
import { storeDown } from './storeDown';
import type { Identity, Tokens } from './tokens';
import { TOKEN_SECONDS } from './tokens';
import type { VisitorTurnsOptions } from './visitorTurns';
import { VisitorTurns } from './visitorTurns';
import type { Place } from './watermark';
import { parseWatermark, watermarkOf } from './watermark';

const PAGE = 200;

export interface DirectLineOptions extends VisitorTurnsOptions {
  readonly tokens: Tokens;
  /** Days after which the token of an old visit no longer opens its conversation again; 30 unless told. */
  readonly reopenDays?: number;
}

/** A token as clients get it. `expires_in`: seconds. */
export interface TokenBody {
  readonly conversationId: string;
  readonly token: string;
  readonly expires_in: number;
}
export interface ConversationBody extends TokenBody {
  readonly streamUrl: string;
}
export interface ActivitySet {
  readonly activities: readonly Partial<Activity>[];
  readonly watermark: string;
}

const text = (max: number) => z.string().max(max).optional().catch(undefined);
const startBody = z.object({ locale: text(35) }).catch({});
const widgetBody = z.object({ start: startBody.optional() }).catch({});
const generateBody = z
  .object({ user: z.object({ id: z.string().regex(/^dl_[\w.-]{1,64}$/) }).optional() })
  .nullish()
  .or(z.literal(''));

/**
 * Direct Line 3.0 without HTTP: what each operation does, in the terms and with the errors of Azure's service. All of
 * it stays of use while the store is down, so that a message still reaches those who look for a crisis in it.
 * `authorization` is the request's header, `origin` what the client calls the server by: `https://host`.
 */
export class DirectLine {
  private readonly gate: Gate;
  private readonly turns: VisitorTurns;
  private readonly now: () => number;

  constructor(private readonly options: DirectLineOptions) {
    this.now = options.now ?? Date.now;
    this.gate = new Gate(options.tokens, options.adapter.log, this.now);
    this.turns = new VisitorTurns(options);
  }

  /** `POST tokens/generate`, with the secret as bearer: a token for a new conversation. */
  generate(authorization: string | undefined, body: unknown): TokenBody {
    this.gate.secretOnly(authorization);
    const parsed = generateBody.safeParse(body);
    if (!parsed.success) {
      throw new DirectLineError(
        'BadArgument',
        'user.id must be dl_ and 1 to 64 letters, digits, ".", "_" or "-"',
      );
    }
    return this.tokenBody(newIdentity(parsed.data ? parsed.data.user?.id : undefined));
  }

  /** `POST tokens/refresh`: the same rights for another half hour. */
  refresh(authorization: string | undefined): TokenBody {
    return this.tokenBody(this.gate.holder(authorization));
  }

  /**
   * `POST /widget/token`, without the secret: a token for the conversation of an earlier visit, or for a new one.
   * Whether the page may ask is for the server to say, by its origin. With `start: { locale }` in the body the
   * conversation is started too and what has been said in it comes along, which saves two round trips before the
   * greeting.
   */
  async widgetToken(
    previous: string | undefined,
    first: { readonly body?: unknown; readonly locale?: string | undefined } = {},
  ): Promise<TokenBody & { readonly userId: string } & Partial<ActivitySet>> {
    const { tokens, reopenDays = 30 } = this.options;
    const identity = (previous && tokens.reopen(previous, reopenDays)) || newIdentity();
    const answer = { ...this.tokenBody(identity), userId: identity.userId };
    const { start } = widgetBody.parse(first.body);
    if (!start) return answer;
    await this.begin(identity, start.locale ?? first.locale);
    return { ...answer, ...(await this.since(identity.conversationId, parseWatermark(undefined))) };
  }

  /** `POST conversations`: starts the token's conversation (`created`) or finds it. */
  async start(
    authorization: string | undefined,
    body: unknown,
    around: { readonly origin: string; readonly locale?: string | undefined },
  ): Promise<{ created: boolean; body: ConversationBody }> {
    const identity = this.gate.starter(authorization);
    const created = await this.begin(identity, startBody.parse(body).locale ?? around.locale);
    return { created, body: this.conversationBody(identity, around.origin, '-') };
  }

  /** `GET conversations/:id`: a new token and stream for a conversation under way. */
  async reconnect(
    authorization: string | undefined,
    conversationId: string,
    watermark: string | undefined,
    origin: string,
  ): Promise<ConversationBody> {
    const identity = await this.gate.member(authorization, conversationId);
    parseWatermark(watermark);
    await this.mustExist(conversationId);
    return this.conversationBody(identity, origin, watermark || '-');
  }

  /**
   * `GET conversations/:id/activities`, for a {@link member} of it. While the store is down: what was sent since then.
   */
  async read(conversationId: string, watermark: string | undefined): Promise<ActivitySet> {
    return this.since(conversationId, parseWatermark(watermark));
  }

  /** What was said after a place. */
  private async since(conversationId: string, place: Place): Promise<ActivitySet> {
    const logged = await this.logged(conversationId, place);
    const asides = this.options.adapter.outage.after(conversationId, place.aside);
    const seq = logged.at(-1)?.seq ?? place.seq;
    const aside = asides.at(-1)?.aside ?? place.aside;
    const activities = [...logged, ...asides].map((one) => one.activity);
    return { activities, watermark: watermarkOf({ seq, aside }) };
  }

  /**
   * `POST conversations/:id/activities`: files what the visitor said and runs the turn. Answers when the turn is
   * through; the same `channelData.clientActivityID` again gets the same id and no second turn.
   */
  async post(identity: Identity, body: unknown): Promise<{ id: string }> {
    return { id: await this.turns.post(identity, body) };
  }

  /** Whom a bearer speaks for in a conversation; refuses whoever speaks for nobody there. */
  member(authorization: string | undefined, conversationId: string): Promise<Identity> {
    return this.gate.member(authorization, conversationId);
  }

  /** The opening of a stream: uses up the ticket and says from where on to read. */
  async admit(ticket: string, conversationId: string, watermark: string | undefined): Promise<Place> {
    const place = parseWatermark(watermark);
    await this.gate.admit(ticket, conversationId);
    return place;
  }

  /** Lets a stream listen; returns how it leaves. */
  listen(conversationId: string, listener: Listener, place: Place): () => void {
    return this.options.adapter.audience.join(conversationId, listener, place);
  }

  /** Resolves when no turn of this process is under way. */
  idle(): Promise<void> {
    return this.turns.idle();
  }

  /** Ends all streams with a close code. */
  closeStreams(code: number, reason: string): void {
    this.options.adapter.audience.close(code, reason);
  }

  /** Makes the conversation and greets; true when it is new. */
  private async begin(identity: Identity, locale: string | undefined): Promise<boolean> {
    const { created, silent } = await this.open(identity);
    if (silent) await this.turns.greet(identity, locale);
    return created;
  }

  /** Makes the conversation. `silent`: nothing was said yet, so that a greeting lost with a crash still comes. */
  private async open({ conversationId, userId }: Identity): Promise<{ created: boolean; silent: boolean }> {
    const { log } = this.options.adapter;
    try {
      if (await log.open(conversationId, userId, this.now())) return { created: true, silent: true };
      return { created: false, silent: (await log.conversation(conversationId))?.lastSeq === 0 };
    } catch (error) {
      if (storeDown(error)) return { created: true, silent: true };
      throw error;
    }
  }

  private async logged(conversationId: string, place: Place): Promise<readonly LoggedActivity[]> {
    try {
      const page = await this.options.adapter.log.after(conversationId, place.seq, PAGE);
      if (page.length === 0 && place.seq === 0) await this.mustExist(conversationId);
      return page;
    } catch (error) {
      if (storeDown(error)) return [];
      throw error;
    }
  }

  private async mustExist(conversationId: string): Promise<void> {
    try {
      if (await this.options.adapter.log.conversation(conversationId)) return;
    } catch (error) {
      if (storeDown(error)) return;
      throw error;
    }
    throw new DirectLineError('NotFound', 'Conversation not found');
  }

  private tokenBody(identity: Identity): TokenBody {
    const token = this.options.tokens.mint(identity);
    return { conversationId: identity.conversationId, token, expires_in: TOKEN_SECONDS };
  }

  private conversationBody(identity: Identity, origin: string, watermark: string): ConversationBody {
    const { conversationId } = identity;
    const ticket = this.options.tokens.ticket(conversationId);
    const path = `/v3/directline/conversations/${conversationId}/stream`;
    const query = `watermark=${encodeURIComponent(watermark)}&t=${ticket}`;
    return { ...this.tokenBody(identity), streamUrl: `${origin.replace(/^http/, 'ws')}${path}?${query}` };
  }
}
