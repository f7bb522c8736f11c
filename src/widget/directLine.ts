import type { ActivitySet } from './activity';
import { HttpFault, request } from './http';
import type { LineEvents } from './lineEvents';
import { Pauses } from './pauses';
import type { SessionStore } from './session';
import type { Tokens } from './tokens';

interface DirectLineParts {
  /** Where `/v3/directline` is, without a slash at the end. */
  readonly base: string;
  readonly store: SessionStore;
  readonly events: LineEvents;
  readonly tokens: Tokens;
  /** Up to where the conversation has been shown. */
  readonly watermark: string | undefined;
}

interface Started {
  readonly streamUrl?: string;
}

/** A server that pages sends at least this much at once. */
const FULL_PAGE = 50;
const POLL_EVERY = 1_500;
/** How often a page that is looked at asks whether its stream still lives: a dead one says nothing. */
const LOOK_EVERY = 30_000;
/** A stream that is not open by then is not coming. */
const OPENS_WITHIN = 5_000;
/** A message that was taken shows up within this time, or the stream is dead. */
const ECHO_WITHIN = 4_000;

/**
 * A small Direct Line 3.0 client: one conversation that survives reloads, lost sockets and restarts of the server.
 * Every connection first catches up from the last watermark, then sends what is still in the outbox with the ids it
 * had, so that nothing is lost and nothing doubled.
 */
export class DirectLine {
  private watermark: string | undefined;
  /** Ends the stream at once: a line that is dead does not answer when it is closed. */
  private hangUp: () => void = () => undefined;
  private deadStreams = 0;
  private stopped = false;
  private readonly pauses = new Pauses();
  private readonly sendPauses = new Pauses();
  private readonly base: string;
  private readonly store: SessionStore;
  private readonly events: LineEvents;
  private readonly tokens: Tokens;
  private sending: Promise<void> = Promise.resolve();
  private taken = new Set<string>();

  constructor({ base, store, events, tokens, watermark }: DirectLineParts) {
    this.base = base;
    this.store = store;
    this.events = events;
    this.tokens = tokens;
    this.watermark = watermark;
  }

  start(): void {
    window.addEventListener('online', this.wake);
    window.addEventListener('offline', this.lose);
    document.addEventListener('visibilitychange', this.seen);
    void this.run();
  }

  /** Ends the connection for good: what is under way comes to nothing, and nothing is sent any more. */
  stop(): void {
    this.stopped = true;
    window.removeEventListener('online', this.wake);
    window.removeEventListener('offline', this.lose);
    document.removeEventListener('visibilitychange', this.seen);
    this.hangUp();
    this.wake();
    this.sendPauses.wake();
  }

  /** The conversation is another one, to be shown from its beginning. */
  forgetPlace(): void {
    this.watermark = undefined;
  }

  /** Sends what is in the outbox. Calls run one after the other, so that messages keep their order. */
  flush(): void {
    this.sending = this.sending
      .then(() => this.sendAll())
      .catch((fault: unknown) => {
        if (this.stopped) return;
        void this.sendPauses
          .next(fault instanceof HttpFault ? fault.retryAfter : undefined, document.hidden)
          .then(() => this.flush());
        this.check();
      });
  }

  private readonly wake = (): void => this.pauses.wake();

  private readonly lose = (): void => this.hangUp();

  private readonly seen = (): void => {
    if (document.hidden) return;
    this.wake();
    this.check();
  };

  private async run(): Promise<void> {
    while (!this.stopped) {
      let fault: unknown;
      await this.converse().catch((error: unknown) => (fault = error));
      if (this.stopped) return;
      this.events.connection('offline');
      await this.pauses.next(fault instanceof HttpFault ? fault.retryAfter : undefined, document.hidden);
    }
  }

  /** One connection, from opening to its end. */
  private async converse(): Promise<void> {
    const session = await this.tokens.session();
    const path = this.store.value.started === true ? `/${session.conversationId}${this.since()}` : '';
    const { streamUrl } = await (path === ''
      ? this.authorized<Started>('POST', path, { locale: this.events.locale() })
      : this.authorized<Started>('GET', path));
    this.store.save({ started: true });
    const stream = this.deadStreams < 2 && streamUrl !== undefined ? this.listen(streamUrl) : undefined;
    await this.catchUp();
    this.pauses.reset();
    this.taken.clear();
    this.events.connection('online');
    stream?.flow();
    this.flush();
    const look = setInterval(() => document.hidden || this.check(), LOOK_EVERY);
    await (stream?.ended ?? this.poll()).finally(() => clearInterval(look));
  }

  /** Opens the stream. What comes before `flow()` waits, so that the history stays in order. */
  private listen(url: string): { ended: Promise<void>; flow: () => void } {
    const socket = new WebSocket(url);
    let early: ActivitySet[] | undefined = [];
    let opened = false;
    const late = setTimeout(() => opened || this.hangUp(), OPENS_WITHIN);
    socket.onopen = () => (opened = true);
    socket.onmessage = ({ data }) => {
      // The server keeps idle streams open with empty frames.
      if (typeof data !== 'string' || data === '') return;
      const set = JSON.parse(data) as ActivitySet;
      if (early) early.push(set);
      else this.take(set);
    };
    const ended = new Promise<void>((resolve) => {
      socket.onclose = this.hangUp = () => {
        this.hangUp = socket.onclose = socket.onmessage = () => undefined;
        clearTimeout(late);
        socket.close();
        this.deadStreams = opened ? 0 : this.deadStreams + 1;
        resolve();
      };
    });
    const flow = (): void => {
      early?.forEach((set) => this.take(set));
      early = undefined;
    };
    return { ended, flow };
  }

  /** For networks that let no WebSocket through. */
  private async poll(): Promise<void> {
    while (!this.stopped) {
      await sleep(POLL_EVERY * (document.hidden ? 5 : 1));
      await this.catchUp();
    }
  }

  private async catchUp(): Promise<void> {
    for (;;) {
      const before = this.watermark;
      const { conversationId } = await this.tokens.session();
      const set = await this.authorized<ActivitySet>('GET', `/${conversationId}/activities${this.since()}`);
      this.take(set);
      if (set.activities.length < FULL_PAGE || this.watermark === before) return;
    }
  }

  private take(set: ActivitySet): void {
    if (set.watermark !== undefined) this.watermark = set.watermark;
    this.events.received(set.activities, this.store.value.session?.userId ?? '');
  }

  private async sendAll(): Promise<void> {
    for (const message of this.events.outbox()) {
      if (this.stopped) return;
      if (message.status === 'failed' || this.taken.has(message.id)) continue;
      const session = await this.tokens.session();
      const activity = {
        type: 'message',
        from: { id: session.userId },
        text: message.text,
        textFormat: 'plain',
        locale: message.locale,
        localTimestamp: message.at,
        channelData: {
          clientActivityID: message.id,
          ...(message.chosen === true && { localeChosen: true }),
        },
      };
      try {
        await this.authorized('POST', `/${session.conversationId}/activities`, activity);
        this.taken.add(message.id);
        this.sendPauses.reset();
        setTimeout(() => this.expectEcho(message.id), ECHO_WITHIN);
      } catch (fault) {
        if (!(fault instanceof HttpFault) || fault.passing) throw fault;
        this.events.refused(message.id);
      }
    }
  }

  private expectEcho(id: string): void {
    if (this.events.outbox().some((message) => message.id === id)) this.check();
  }

  /** Asks for news outside the stream, and replaces a stream that did not bring them: one that died says nothing. */
  private check(): void {
    if (this.stopped || this.store.value.started !== true) return;
    const before = this.watermark;
    this.catchUp().then(
      () => this.watermark === before || this.hangUp(),
      () => this.hangUp(),
    );
  }

  /**
   * A request with the visitor's token. One that is refused is renewed, and the connection made anew with it. After
   * `stop()` there is no request and no answer any more, so that whatever waits for one ends there.
   */
  private async authorized<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
    const { token } = await this.tokens.session();
    try {
      if (this.stopped) throw new HttpFault(0);
      const answer = await request<T>(method, `${this.base}/v3/directline/conversations${path}`, token, body);
      if (this.stopped) throw new HttpFault(0);
      return answer;
    } catch (fault) {
      if (this.stopped || !(fault instanceof HttpFault) || ![401, 403, 404].includes(fault.status))
        throw fault;
      await this.tokens.renew();
      this.hangUp();
      throw new HttpFault(0);
    }
  }

  private since(): string {
    return this.watermark === undefined ? '' : `?watermark=${encodeURIComponent(this.watermark)}`;
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
