import type { Activity } from './activity';
import { Line } from './line';
import type { Connection } from './lineEvents';
import { SessionStore } from './session';
import type { Transcript } from './transcript';
import { EMPTY, marked, received, written } from './transcript';

export interface ChatState {
  readonly transcript: Transcript;
  readonly userId: string;
  readonly connection: Connection;
  /** The history has been shown: what comes now is new, and read out. */
  readonly live: boolean;
  /** The connection was lost before: tells "connected" from "connected again". */
  readonly lost: boolean;
  /** The earlier conversation could not be continued. */
  readonly ended: boolean;
  /** Messages of the bot that came while the window was closed. */
  readonly unread: number;
  readonly remembered: boolean;
  /** What the practice's page passed on; kept nowhere else. */
  readonly details: unknown;
}

/** What is new in what the bot has said, for whoever holds the window. */
export interface ChatNews {
  /** A message of the bot; `live`: it came just now. */
  said(activity: Activity, live: boolean): void;
  /** The bot speaks another language from here on. */
  spoke(language: string): void;
  /** A connection is about to be made: fetches the words that the page did not bring along. */
  words(): Promise<unknown>;
}

/** The conversation: what has been said, what waits to be sent, and the connection underneath. */
export class Chat {
  state: ChatState;
  private line: Line;
  private visible = true;
  private locale = 'en';
  /** The language was chosen since the last message. */
  private chosen = false;
  /** The language of the bot's last message. */
  private spoken: string | undefined;
  private readonly listeners: ((state: ChatState) => void)[] = [];

  /** @param base origin of the server and path in front of `/widget` */
  constructor(
    private readonly base: string,
    private store: SessionStore,
    private readonly news: ChatNews,
  ) {
    this.state = this.fresh();
    this.line = this.connect();
  }

  start(): void {
    this.line.start();
  }

  subscribe(listener: (state: ChatState) => void): void {
    this.listeners.push(listener);
  }

  /** Shows the message at once and sends it as soon as there is a connection. */
  send(text: string): void {
    const message = {
      id: randomId(),
      text,
      locale: this.locale,
      ...(this.chosen && { chosen: true }),
      at: new Date().toISOString(),
      status: 'sending',
    } as const;
    this.chosen = false;
    this.set({ transcript: written(this.state.transcript, message), ended: false });
    this.line.flush();
  }

  /** Sends a message again that the server had refused. */
  retry(id: string): void {
    this.set({ transcript: marked(this.state.transcript, id, 'sending') });
    this.line.flush();
  }

  /** The language the visitor chose here, now or at an earlier visit. */
  get chosenLanguage(): string | undefined {
    return this.store.value.language;
  }

  /** The words are in this language from now on: the page's, one the visitor chose here, or the one the bot speaks. */
  speak(language: string, why: 'page' | 'chosen' | 'spoken'): void {
    this.locale = language;
    this.chosen = why === 'chosen';
    if (why !== 'page') this.store.save({ language });
  }

  /** Keeps what the page knows of the visitor, to offer it when it is asked for. */
  identify(details: unknown): void {
    this.set({ details });
  }

  /** Keeps the conversation on this device, or only in this tab. */
  remember(device: boolean): void {
    this.store.remember(device);
    this.set({ remembered: device });
  }

  /** Leaves nothing of the conversation in this browser. */
  forget(): void {
    this.line.stop();
    this.store.forget();
  }

  /** Forgets the conversation and begins a new one. */
  restart(): void {
    const { language } = this.store.value;
    this.forget();
    this.store = new SessionStore();
    if (language !== undefined) this.store.save({ language });
    this.spoken = undefined;
    this.state = { ...this.fresh(), details: this.state.details };
    this.set({});
    this.line = this.connect();
    this.line.start();
  }

  /** Messages that come while the window is closed are counted. */
  shown(visible: boolean): void {
    this.visible = visible;
    if (visible && this.state.unread > 0) this.set({ unread: 0 });
  }

  private fresh(): ChatState {
    return {
      transcript: { ...EMPTY, pending: this.store.value.pending },
      userId: this.store.value.session?.userId ?? '',
      connection: 'connecting',
      live: this.store.value.started !== true,
      lost: false,
      ended: false,
      unread: 0,
      remembered: this.store.remembered,
      details: undefined,
    };
  }

  private connect(): Line {
    const line: Line = new Line(this.base, this.store, {
      connection: (connection) => {
        if (line !== this.line) return;
        const { live, lost } = this.state;
        this.set({
          connection,
          live: live || connection === 'online',
          lost: lost || connection === 'offline',
        });
      },
      received: (activities, userId) => {
        if (line === this.line) this.take(activities, userId);
      },
      replaced: () => {
        if (line !== this.line) return;
        this.set({ transcript: { ...EMPTY, pending: this.state.transcript.pending }, ended: true });
      },
      words: () => this.news.words(),
      locale: () => this.locale,
      outbox: () => (line === this.line ? this.state.transcript.pending : []),
      refused: (id) => {
        if (line === this.line) this.set({ transcript: marked(this.state.transcript, id, 'failed') });
      },
    });
    return line;
  }

  private take(activities: readonly Activity[], userId: string): void {
    const before = this.state.transcript;
    const transcript = received(before, activities, userId);
    const news = transcript.messages.slice(before.messages.length).filter((one) => one.from?.id !== userId);
    this.set({ transcript, userId, unread: this.visible ? 0 : this.state.unread + news.length });
    for (const activity of news) this.tell(activity);
  }

  private tell(activity: Activity): void {
    const { live } = this.state;
    const language = activity.locale?.slice(0, 2);
    const other = language !== undefined && language !== (this.spoken ?? this.locale);
    this.spoken = language ?? this.spoken;
    if (live && other) this.news.spoke(language);
    this.news.said(activity, live);
  }

  private set(change: Partial<ChatState>): void {
    const pending = this.state.transcript.pending;
    this.state = { ...this.state, ...change };
    if (this.state.transcript.pending !== pending)
      this.store.save({ pending: this.state.transcript.pending });
    for (const listener of this.listeners) listener(this.state);
  }
}

/** `crypto.randomUUID` is missing on old phones. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
