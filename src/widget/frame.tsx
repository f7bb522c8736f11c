import { render } from 'preact';
import { Chat } from './chat';
import type { WidgetConfig } from './config';
import { request } from './http';
import { onTripleShift } from './protocol';
import type { FromFrame, ToFrame } from './protocol';
import { SessionStore } from './session';
import { App } from './view/App';
import { focusComposer } from './view/focus';

// The page inside the iframe (`/widget`), also useful alone. Its configuration stands in the page itself.
const NEUTRAL_PAGE = 'https://www.google.com/';
const framed = window.parent !== window;
const base = location.href.replace(/\/widget([/?#].*)?$/, '');
const block = document.getElementById('config')?.textContent ?? '';
const root = document.getElementById('root');

if (root) start(root, JSON.parse(block) as WidgetConfig);

function start(root: HTMLElement, first: WidgetConfig): void {
  const chat = new Chat(base, new SessionStore());
  let config = first;
  const show = (): void => {
    document.documentElement.lang = config.language;
    document.documentElement.dir = config.dir ?? 'ltr';
    render(
      <App chat={chat} config={config} speak={speak} leave={framed ? undefined : leave} close={close} />,
      root,
    );
  };
  const speak = (language: string): void => {
    chat.language = language;
    if (language === config.language) return;
    void configIn(language, config).then((answer) => {
      config = answer;
      show();
      tell({ triage: 'language', config });
    });
  };
  const leave = (): void => {
    chat.forget();
    tell({ triage: 'exit' });
    if (framed) return;
    root.hidden = true;
    location.replace(config.exitUrl ?? NEUTRAL_PAGE);
  };
  const close = (): void => tell({ triage: 'close' });
  paint(config.colors);
  show();
  root.removeAttribute('aria-busy');
  speak(chat.language ?? config.language);
  onTripleShift(document, leave);
  obey(chat);
  let unread = 0;
  chat.subscribe((state) => {
    if (state.unread !== unread) tell({ triage: 'unread', count: (unread = state.unread) });
  });
  chat.start();
  tell({ triage: 'ready', config });
}

/** The same configuration in another language; the one at hand when the server cannot be asked. */
async function configIn(language: string, config: WidgetConfig): Promise<WidgetConfig> {
  return request<WidgetConfig>('GET', `${base}/widget/config?lang=${language}`).catch(() => config);
}

function paint(colors: WidgetConfig['colors']): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    for (const [name, value] of Object.entries(dark.matches ? colors.dark : colors.light))
      document.documentElement.style.setProperty(name, value);
  };
  apply();
  // Safari 12 and 13 know only the older form.
  if ('addEventListener' in dark) dark.addEventListener('change', apply);
}

function tell(message: FromFrame): void {
  // Nothing of the conversation, so any page that was allowed to hold the frame may read them.
  if (framed) window.parent.postMessage(message, '*');
}

function obey(chat: Chat): void {
  window.addEventListener('message', (event: MessageEvent<ToFrame | undefined>) => {
    if (event.source !== window.parent || !framed) return;
    const order = event.data?.triage;
    if (order === 'opened') focusComposer();
    if (order === 'forget') chat.forget();
    if (order !== undefined && order !== 'forget') chat.shown(order !== 'closed');
  });
}
