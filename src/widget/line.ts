import { HttpFault } from './http';
import type { DirectLine } from './directLine';
import type { LineEvents } from './lineEvents';
import { Pauses } from './pauses';
import type { SessionStore } from './session';
import { Tokens } from './tokens';
import { fetchLater } from './view/lazy';

/**
 * The way to the server, from the first answer on: a token, the greeting that comes with it, and then the connection
 * that stays (directLine.ts), which is fetched meanwhile. What cannot be had now is tried again.
 */
export class Line {
  private readonly pauses = new Pauses();
  private readonly tokens: Tokens;
  private connection: DirectLine | undefined;
  private stopped = false;
  private watermark: string | undefined;

  /** @param base where `/v3/directline` and `/widget/token` are, without a slash at the end */
  constructor(
    private readonly base: string,
    private readonly store: SessionStore,
    private readonly events: LineEvents,
  ) {
    this.tokens = new Tokens(base, store, {
      locale: () => events.locale(),
      replaced: () => {
        this.connection?.forgetPlace();
        events.replaced();
      },
      begun: ({ activities, watermark }) => {
        this.watermark = watermark;
        events.received(activities, store.value.session?.userId ?? '');
      },
    });
  }

  start(): void {
    window.addEventListener('online', this.wake);
    void this.run();
  }

  stop(): void {
    this.stopped = true;
    window.removeEventListener('online', this.wake);
    this.wake();
    this.connection?.stop();
  }

  /** Sends what is in the outbox, now or as soon as there is a connection. */
  flush(): void {
    this.connection?.flush();
  }

  private readonly wake = (): void => this.pauses.wake();

  private async run(): Promise<void> {
    this.events.connection('connecting');
    while (!this.stopped) {
      try {
        await this.tokens.session();
        const { DirectLine } = await fetchLater(this.base, () => this.events.words());
        if (this.stopped) return;
        const { base, store, events, tokens, watermark } = this;
        this.connection = new DirectLine({ base, store, events, tokens, watermark });
        return this.connection.start();
      } catch (fault) {
        if (this.stopped) return;
        this.events.connection('offline');
        await this.pauses.next(fault instanceof HttpFault ? fault.retryAfter : undefined, document.hidden);
      }
    }
  }
}
