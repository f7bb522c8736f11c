import type { LauncherConfig } from './config';
import { badge, body, cross, down, drawLoader, exit, exitLabel, frame } from './loaderDom';
import { host, label, launch, panel, put, root } from './loaderDom';
import type { TriageChatCalls, TriageChatEvents } from './pages/widget';
import { FORGET, NEUTRAL_PAGE, onTripleShift } from './protocol';
import type { FromFrame, ToFrame } from './protocol';

// The button and the window on the practice's page. What the script tag may say (`data-lang` and so on) and what the
// calls do is in README, "On your website". A page has one of them, so its state is this module's, and without optional
// chaining, which old phones need spelled out: both for the sake of 3 KB.

/** A frame that is silent for this long is not coming: the numbers are shown in its place. */
const ANSWERS_WITHIN = 6_000;
/**
 * What the page keeps: for the tab, whether the window is open, so that it is again after a reload; for this browser,
 * and only from a leaving that no frame heard of until one has, that the next frame is to forget.
 */
const KEPT = 'triage.window';

type Event = keyof TriageChatEvents;

/** The script tag: its address says where the server is, its attributes what the page wants. */
const script = document.currentScript as HTMLScriptElement;
const options = script.dataset;
const base = script.src.replace(/\/widget\.js[^]*/, '');
const server = new URL(base).origin;
const view = window.visualViewport;
/** The button stays away where the page has one of its own. */
const noButton = (launch.hidden = options.launcher === 'hidden');

let lang = options.lang || document.documentElement.lang || navigator.language;
/** Until the server has answered: a button without words. */
let config = { strings: { panel: 'Chat' } } as LauncherConfig;
let ready = false;
let takesFocus = false;
let opener: HTMLElement | undefined;
let unread = 0;
let handlers: [Event, (detail: never) => void][] = [];
/** What the page wants the frame to know, told anew to every frame. */
const wishes: { [Name in ToFrame['triage']]?: ToFrame } = {};

/** The calls of the JavaScript API. */
export const calls: TriageChatCalls = {
  open: () => show(true),
  close,
  toggle: () => (panel.hidden ? show(true) : close()),
  on: (event, handler) => handlers.push([event, handler]),
  off: (event, handler) => {
    handlers = handlers.filter((one) => one[0] !== event || one[1] !== handler);
  },
  identify: (detail) => wish({ triage: 'identify', detail }),
  language: (detail) => {
    lang = detail;
    wish({ triage: 'language', detail });
    if (!ready) void words();
  },
};

/** Draws the button; opens the window where it was open before, or is to be. */
export function startLauncher(): void {
  launch.onclick = () => show(true);
  cross.onclick = close;
  exit.onclick = leave;
  panel.onkeydown = ({ key }) => {
    if (key === 'Escape') close();
  };
  onTripleShift(document, () => {
    if (!panel.hidden) leave();
  });
  if (view) view.addEventListener('resize', fit);
  addEventListener('message', ({ source, origin, data }: MessageEvent<FromFrame>) => {
    if (source === frame.contentWindow && origin === server) hear(data);
  });
  name();
  // Drawn with its words, or without them when they can not be had: a button that grew would move.
  void words().then(() => {
    drawLoader(script.nonce || '');
    emit('ready');
  });
  if ((kept('sessionStorage') || options.open) === 'true' && panel.hidden && !fullScreen()) show(false);
}

function show(focus: boolean): void {
  const news = panel.hidden;
  if (!ready) load();
  if (focus) opener = document.activeElement as HTMLElement;
  panel.hidden = false;
  launch.hidden = true;
  kept('sessionStorage', 'true');
  fit();
  takesFocus = focus;
  if (focus) frame.focus();
  greet();
  if (news) emit('open');
}

function close(): void {
  if (panel.hidden) return;
  panel.hidden = true;
  launch.hidden = noButton;
  kept('sessionStorage', 'false');
  fit();
  greet();
  ((noButton && opener) || launch).focus();
  emit('close');
}

/** Nothing stays on the screen while the browser fetches the next page (after govuk-frontend's Exit this page). */
function leave(): void {
  put(root, 'div', 'gone');
  document.title = '\u2026';
  kept('sessionStorage', 'false');
  if (ready) tell({ triage: 'forget' });
  else kept('localStorage', FORGET);
  setTimeout(() => location.replace(options.exit || config.exitUrl || NEUTRAL_PAGE), 50);
}

/** Loads the chat; once more when the server did not answer at an earlier opening. */
function load(): void {
  frame.title = config.strings.panel;
  frame.allow = 'clipboard-write';
  frame.src = `${base}/widget?lang=${lang}${kept('localStorage') || ''}`;
  body.appendChild(frame);
  down.hidden = !(frame.hidden = false);
  setTimeout(swap, ANSWERS_WITHIN);
}

function hear(message: FromFrame): void {
  const { triage } = message;
  if (triage === 'language') speak(message.config);
  else if (triage === 'ready') {
    ready = true;
    kept('localStorage', '');
    swap();
    greet();
    Object.values(wishes).forEach(tell);
  } else if (triage === 'close') close();
  else if (triage === 'exit') leave();
  else if (triage === 'unread') {
    unread = message.detail.count;
    name();
  }
  if ('detail' in message) emit(message.triage, message.detail);
}

/** Tells the page, outside of this turn: a handler that fails stops nothing here. */
function emit<E extends Event>(event: E, detail?: TriageChatEvents[E]): void {
  for (const [name, handler] of handlers)
    if (name === event) void Promise.resolve(detail as never).then(handler);
}

/** Shows the frame, or the numbers in its place. */
function swap(): void {
  down.hidden = ready;
  frame.hidden = !ready;
}

function greet(): void {
  tell({ triage: panel.hidden ? 'closed' : takesFocus ? 'opened' : 'shown' });
}

function wish(wish: ToFrame): void {
  tell((wishes[wish.triage] = wish));
}

function tell(message: ToFrame): void {
  if (ready && frame.contentWindow) frame.contentWindow.postMessage(message, server);
}

/** Without an answer the button still works: an icon in the default colour. */
function words(): Promise<void> {
  return fetch(`${base}/widget/launcher?lang=${lang}`)
    .then((answer) => answer.json())
    .then(speak, () => undefined);
}

/** Puts on the practice's words and colours. */
function speak(given: LauncherConfig): void {
  config = given;
  const { strings, colors, helplines, language, dir = 'ltr' } = given;
  for (const [name, value] of Object.entries(colors.light)) host.style.setProperty(name, value);
  name();
  root.lang = language;
  root.dir = dir;
  root.className = options.position || (dir === 'rtl' ? 'left' : '');
  exitLabel.textContent = strings.exit;
  exit.title = strings.exit_hint;
  cross.setAttribute('aria-label', strings.close);
  panel.setAttribute('aria-label', strings.panel);
  down.textContent = '';
  put(down, 'p').textContent = strings.unavailable;
  for (const line of helplines) {
    const link = put(down, 'a');
    link.href = line.link;
    link.textContent = `${line.label} ${line.number}`;
  }
}

/** Names the button, with the number of messages that have not been seen. */
function name(): void {
  const { strings } = config;
  const words = options.label || strings.launcher;
  label.textContent = words;
  badge.textContent = (unread || '') as string;
  badge.hidden = !unread;
  launch.setAttribute(
    'aria-label',
    (words || strings.panel) + (unread ? `. ${strings.unread}: ${unread}` : ''),
  );
}

function fullScreen(): boolean {
  return matchMedia('(max-width:600px),(max-height:480px)').matches;
}

/**
 * On a phone the keyboard covers the lower half of a fixed box: the box stays above it. What is behind it can be reached
 * by nobody, whether by keyboard or by ear; the chat itself is no part of that, since its host takes no style over.
 */
function fit(): void {
  const full = fullScreen();
  document.body.style.visibility = panel.hidden || !full ? '' : 'hidden';
  panel.style.cssText =
    full && view && view.scale === 1 ? `height:${view.height}px;top:${view.offsetTop}px` : '';
}

/** Reads or keeps something; '' keeps nothing any more. Where storage is refused, nothing is known. */
function kept(place: 'sessionStorage' | 'localStorage', value?: string): string | undefined {
  try {
    const store: Record<string, string | undefined> = window[place];
    if (value) store[KEPT] = value;
    if (value === '') delete store[KEPT];
    return store[KEPT];
  } catch {
    return undefined;
  }
}
