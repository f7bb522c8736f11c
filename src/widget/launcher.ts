import type { WidgetConfig } from './config';
import { drawLoader, make } from './loaderDom';
import { NEUTRAL_PAGE, onTripleShift } from './protocol';
import type { FromFrame, ToFrame } from './protocol';

/** A frame that is silent for this long is not coming: the numbers are shown in its place. */
const ANSWERS_WITHIN = 6_000;
/** Kept for the tab, so that the window is open again after a reload. */
const OPEN = 'triage.open';

/**
 * The button and the window on the practice's page. Options on the script tag: `data-lang`, `data-label` (text of
 * the button), `data-exit` (where "leave this page" goes).
 */
export class Launcher {
  /** Its own address says where the server is. */
  private readonly base: string;
  private readonly dom;
  private readonly lang: string;
  private config: WidgetConfig | undefined;
  private frame: HTMLIFrameElement | undefined;
  private ready = false;
  private takesFocus = false;
  private unread = 0;

  constructor(private readonly script: HTMLScriptElement) {
    this.base = script.src.replace(/\/widget\.js.*$/, '');
    this.lang = (script.dataset.lang || document.documentElement.lang || navigator.language).slice(0, 2);
    this.dom = drawLoader(script.nonce || '');
  }

  start(): void {
    const { launch, cross, exit, panel } = this.dom;
    launch.onclick = () => this.open(true);
    cross.onclick = () => this.close();
    exit.onclick = () => this.leave();
    panel.onkeydown = ({ key }) => {
      if (key === 'Escape') this.close();
    };
    onTripleShift(document, () => {
      if (!panel.hidden) this.leave();
    });
    window.visualViewport?.addEventListener('resize', () => this.fit());
    addEventListener('message', (event: MessageEvent<FromFrame | undefined>) => {
      if (this.frame && event.source === this.frame.contentWindow && event.data) this.hear(event.data);
    });
    this.name();
    // Without an answer the button still works: an icon in the default colour.
    fetch(`${this.base}/widget/config?lang=${this.lang}`)
      .then((answer) => answer.json())
      .then((config: WidgetConfig) => this.speak(config))
      .catch(() => undefined);
    if (wasOpen() && !this.fullScreen) this.open(false);
  }

  private open(focus: boolean): void {
    const { panel, launch } = this.dom;
    if (!this.ready) this.load();
    panel.hidden = false;
    launch.hidden = true;
    wasOpen(true);
    this.fit();
    this.takesFocus = focus;
    if (focus) this.frame?.focus();
    this.greet();
  }

  private close(): void {
    this.dom.panel.hidden = true;
    this.dom.launch.hidden = false;
    wasOpen(false);
    this.tell('closed');
    this.dom.launch.focus();
  }

  /** Nothing stays on the screen while the browser fetches the next page (after govuk-frontend's Exit this page). */
  private leave(): void {
    this.dom.root.appendChild(make('div', 'gone'));
    document.title = '\u2026';
    wasOpen(false);
    this.tell('forget');
    const to = this.script.dataset.exit || this.config?.exitUrl || NEUTRAL_PAGE;
    setTimeout(() => location.replace(to), 50);
  }

  /** Loads the chat; once more when the server did not answer at an earlier opening. */
  private load(): void {
    const { body, down } = this.dom;
    this.frame?.remove();
    const frame = (this.frame = body.appendChild(make('iframe')));
    frame.title = this.config?.strings.panel || 'Chat';
    frame.allow = 'clipboard-write';
    frame.src = `${this.base}/widget?lang=${this.lang}`;
    down.hidden = true;
    setTimeout(() => this.swap(), ANSWERS_WITHIN);
  }

  private hear(message: FromFrame): void {
    if (message.triage === 'ready' || message.triage === 'language') this.speak(message.config);
    if (message.triage === 'ready') {
      this.ready = true;
      this.swap();
      this.greet();
    } else if (message.triage === 'close') this.close();
    else if (message.triage === 'exit') this.leave();
    else if (message.triage === 'unread') {
      this.unread = message.count;
      this.name();
    }
  }

  /** Shows the frame, or the numbers in its place. */
  private swap(): void {
    this.dom.down.hidden = this.ready;
    if (this.frame) this.frame.hidden = !this.ready;
  }

  private greet(): void {
    this.tell(this.dom.panel.hidden ? 'closed' : this.takesFocus ? 'opened' : 'shown');
  }

  private tell(triage: ToFrame['triage']): void {
    if (this.ready) this.frame?.contentWindow?.postMessage({ triage }, new URL(this.base).origin);
  }

  /** Puts on the practice's words and colours. */
  private speak(config: WidgetConfig): void {
    const { dom } = this;
    const { strings, colors } = config;
    for (const [name, value] of Object.entries(colors.light)) dom.host.style.setProperty(name, value);
    this.config = config;
    this.name();
    dom.root.lang = config.language;
    dom.root.dir = config.dir || 'ltr';
    dom.exitLabel.textContent = strings.exit;
    dom.exit.title = strings.exit_hint;
    dom.cross.setAttribute('aria-label', strings.close);
    dom.panel.setAttribute('aria-label', strings.panel);
    dom.down.textContent = '';
    dom.down.appendChild(make('p')).textContent = strings.unavailable;
    for (const line of config.helplines) {
      const link = dom.down.appendChild(make('a'));
      link.href = line.link;
      link.textContent = `${line.label} ${line.number}`;
    }
  }

  /** Names the button, with the number of messages that have not been seen. */
  private name(): void {
    const { launch, label, badge } = this.dom;
    const { launcher = '', unread = '' } = this.config?.strings ?? {};
    const name = this.script.dataset.label || launcher;
    label.textContent = name;
    badge.textContent = String(this.unread || '');
    badge.hidden = this.unread === 0;
    launch.setAttribute(
      'aria-label',
      (name || 'Chat') + (this.unread > 0 ? `. ${unread}: ${this.unread}` : ''),
    );
  }

  private get fullScreen(): boolean {
    return matchMedia('(max-width:600px),(max-height:480px)').matches;
  }

  /** On a phone the keyboard covers the lower half of a fixed box: the box stays above it. */
  private fit(): void {
    const { panel } = this.dom;
    const view = window.visualViewport;
    const full = view && this.fullScreen && view.scale === 1;
    panel.style.cssText = full ? `height:${view.height}px;top:${view.offsetTop}px;bottom:auto` : '';
  }
}

/** Reads or keeps whether the window is open; where storage is refused, it is not. */
function wasOpen(open?: boolean): boolean {
  try {
    if (open !== undefined) sessionStorage.setItem(OPEN, String(open));
    return sessionStorage.getItem(OPEN) === 'true';
  } catch {
    return false;
  }
}
