import { render } from 'preact';
import { Chat } from './chat';
import type { WidgetConfig } from './config';
import { request } from './http';
import { paint } from './paint';
import type { PageEvents } from './pageEvents';
import { FORGET, NEUTRAL_PAGE, onTripleShift } from './protocol';
import type { FromFrame, ToFrame } from './protocol';
import { SessionStore } from './session';
import { App } from './view/App';
import { focusComposer } from './view/focus';
import { laterParts } from './view/lazy';

/** Whether a practice's page holds this one. */
const framed = window.parent !== window;
const base = location.href.replace(/\/widget(?:[/?#][^]*)?$/, '');

/** The page of the chat: its language and colours, and what it and the page around it tell each other. */
export class FramePage {
  private readonly chat: Chat;
  private events: PageEvents | undefined;
  private readonly embedders: readonly string[];
  /** The origin of the page around, once it has spoken. */
  private page: string | undefined;
  private unread = 0;

  constructor(
    private readonly root: HTMLElement,
    private config: WidgetConfig,
  ) {
    this.embedders = [location.origin, ...(config.embedders ?? [])];
    if (framed && location.hash === FORGET) new SessionStore().forget();
    this.chat = new Chat(base, new SessionStore(), {
      said: (activity, live) => {
        // The greeting alone is there before the parts are, and it is no event.
        const parts = laterParts();
        if (!parts) return;
        this.events ??= new parts.PageEvents();
        this.events.of(activity, live).forEach((event) => this.tell(event));
      },
      spoke: (language) => this.speak(language, 'spoken'),
      words: () => this.fetchWords(),
    });
  }

  start(): void {
    const { chat } = this;
    chat.speak(this.config.language, 'page');
    if (chat.chosenLanguage !== undefined) this.speak(chat.chosenLanguage, 'spoken');
    // The window is drawn while the first answer is on its way.
    chat.start();
    paint(this.config.colors);
    this.show();
    this.root.removeAttribute('aria-busy');
    onTripleShift(document, this.leave);
    window.addEventListener('message', this.obey);
    chat.subscribe(({ unread }) => {
      if (unread !== this.unread) this.tell({ triage: 'unread', detail: { count: (this.unread = unread) } });
    });
    this.tell({ triage: 'ready' });
  }

  private show(): void {
    const { documentElement: page } = document;
    page.lang = this.config.language;
    page.dir = this.config.dir ?? 'ltr';
    const leave = framed ? undefined : this.leave;
    const close = (): void => this.tell({ triage: 'close' });
    render(
      <App chat={this.chat} config={this.config} speak={this.choose} leave={leave} close={close} />,
      this.root,
    );
  }

  /** Fetches the words that the page did not bring along. Those of another language come all together. */
  private async fetchWords(): Promise<void> {
    const config = await this.words(this.config.language);
    if (config.language === this.config.language) this.take(config);
  }

  private take(config: WidgetConfig): void {
    this.config = config;
    this.show();
    this.tell({ triage: 'language', config });
  }

  private words(language: string): Promise<WidgetConfig> {
    return request<WidgetConfig>('GET', `${base}/widget/config?lang=${language}`);
  }

  private readonly choose = (language: string): void => this.speak(language, 'chosen');

  /** The words change at once, the bot's language with the next message. */
  private speak(language: string, why: 'chosen' | 'spoken'): void {
    if (!this.config.languages.includes(language)) return;
    this.chat.speak(language, why);
    if (language === this.config.language) return;
    this.words(language).then(
      (config) => this.take(config),
      // Without the server the words stay as they are.
      () => undefined,
    );
  }

  private readonly leave = (): void => {
    this.chat.forget();
    this.tell({ triage: 'exit' });
    if (framed) return;
    this.root.hidden = true;
    location.replace(this.config.exitUrl ?? NEUTRAL_PAGE);
  };

  private readonly obey = ({ source, origin, data }: MessageEvent<ToFrame | undefined>): void => {
    const known = this.embedders.some((one) => one === origin || one === '*');
    if (!framed || source !== window.parent || !known || data?.triage === undefined) return;
    this.page = origin;
    if (data.triage === 'forget') return this.chat.forget();
    if (data.triage === 'identify') return this.chat.identify(data.detail);
    if (data.triage === 'language') return this.choose(String(data.detail).slice(0, 2));
    this.chat.shown(data.triage !== 'closed');
    if (data.triage === 'opened') focusComposer();
  };

  /** Tells the page around. Before it has spoken its origin is not known, and it hears only that there is a chat. */
  private tell(message: FromFrame): void {
    const to = this.page ?? (message.triage === 'ready' ? '*' : undefined);
    if (framed && to !== undefined) window.parent.postMessage(message, to);
  }
}
