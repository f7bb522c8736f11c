import { LOADER_STYLE } from './loaderStyle';

const CHAT = 'M4 5h16v11H10l-5 4v-4H4V5Z';
const CROSS = 'M6 6l12 12M18 6 6 18';
const LEAVE = 'M14 4H5v16h9M10 12h10m-4-4 4 4-4 4';

/** The button on the practice's page and the window that it opens, inside a shadow root, closed and without words. */
export function drawLoader(nonce: string) {
  const host = document.body.appendChild(make('div'));
  const shadow = host.attachShadow({ mode: 'open' });
  dress(shadow, nonce);
  const root = shadow.appendChild(make('div'));
  const launch = button(root, 'launch', CHAT);
  const label = launch.appendChild(make('span'));
  const badge = launch.appendChild(make('span', 'badge'));
  const panel = root.appendChild(make('div', 'panel'));
  const bar = panel.appendChild(make('div', 'bar'));
  const exit = button(bar, 'exit', LEAVE);
  const exitLabel = exit.appendChild(make('span'));
  const cross = button(bar, 'close', CROSS);
  const body = panel.appendChild(make('div', 'body'));
  const down = body.appendChild(make('div', 'down'));
  panel.setAttribute('role', 'dialog');
  badge.hidden = panel.hidden = down.hidden = true;
  return { host, root, launch, label, badge, panel, exit, exitLabel, cross, body, down };
}

export type LoaderDom = ReturnType<typeof drawLoader>;

/** An element with a class. */
export function make<T extends keyof HTMLElementTagNameMap>(tag: T, name = ''): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  element.className = name;
  return element;
}

function button(parent: HTMLElement, name: string, path: string): HTMLButtonElement {
  const element = parent.appendChild(make('button', name));
  const space = 'http://www.w3.org/2000/svg';
  const icon = element.appendChild(document.createElementNS(space, 'svg'));
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('aria-hidden', 'true');
  icon.appendChild(document.createElementNS(space, 'path')).setAttribute('d', path);
  return element;
}

/** A constructed style sheet passes a strict Content-Security-Policy; browsers without it get a style element. */
function dress(shadow: ShadowRoot, nonce: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LOADER_STYLE);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    const style = shadow.appendChild(make('style'));
    style.nonce = nonce;
    style.textContent = LOADER_STYLE;
  }
}
