import { render } from 'preact';
import { Chat } from './chat';
import type { WidgetConfig } from './config';
import { request } from './http';
import { paint } from './paint';
import { NEUTRAL_PAGE, onTripleShift } from './protocol';
import type { FromFrame, ToFrame } from './protocol';
import { SessionStore } from './session';
import { App } from './view/App';
import { focusComposer } from './view/focus';

/** Whether a practice's page holds this one. */
const framed = window.parent !== window;
const base = location.href.replace(/\/widget([/?#].*)?$/, '');

/** The page of the chat: its language and colours, and what it and the page around it tell each other. */
export class FramePage {
  private readonly chat = new Chat(base, new SessionStore());
  private unread = 0;

  constructor(
    private readonly root: HTMLElement,
    private config: WidgetConfig,
  ) {}

  start(): void {
    const { chat } = this;
    chat.speak(this.config.language, false);
    paint(this.config.colors);
    this.show();
    this.root.removeAttribute('aria-busy');
    if (chat.chosenLanguage !== undefined) this.speak(chat.chosenLanguage);
    onTripleShift(document, this.leave);
    window.addEventListener('message', this.obey);
    chat.subscribe(({ unread }) => {
      if (unread !== this.unread) tell({ triage: 'unread', count: (this.unread = unread) });
    });
    chat.start();
    tell({ triage: 'ready', config: this.config });
  }

  private show(): void {
    const { documentElement: page } = document;
    page.lang = this.config.language;
    page.dir = this.config.dir ?? 'ltr';
    const leave = framed ? undefined : this.leave;
    const close = (): void => tell({ triage: 'close' });
    render(
      <App chat={this.chat} config={this.config} speak={this.speak} leave={leave} close={close} />,
      this.root,
    );
  }

  /** The words change at once, the bot's language with the next message. */
  private readonly speak = (language: string): void => {
    this.chat.speak(language, true);
    if (language === this.config.language) return;
    request<WidgetConfig>('GET', `${base}/widget/config?lang=${language}`).then(
      (config) => {
        this.config = config;
        this.show();
        tell({ triage: 'language', config });
      },
      // Without the server the words stay as they are.
      () => undefined,
    );
  };

  private readonly leave = (): void => {
    this.chat.forget();
    tell({ triage: 'exit' });
    if (framed) return;
    this.root.hidden = true;
    location.replace(this.config.exitUrl ?? NEUTRAL_PAGE);
  };

  private readonly obey = (event: MessageEvent<ToFrame | undefined>): void => {
    const order = event.data?.triage;
    if (!framed || event.source !== window.parent || order === undefined) return;
    if (order === 'forget') return this.chat.forget();
    this.chat.shown(order !== 'closed');
    if (order === 'opened') focusComposer();
  };
}

function tell(message: FromFrame): void {
  // Nothing of the conversation, so any page that was allowed to hold the frame may read it.
  if (framed) window.parent.postMessage(message, '*');
}
