/** `styles/loader.css`, minified; src/build.mjs puts it here. */
declare const LOADER_STYLE: string;

const SVG = 'http://www.w3.org/2000/svg';

// The button on the practice's page and the window that it opens, closed and without words. Each element is a variable
// of this module and no field of an object: their names then take no bytes.
export const host = document.createElement('div');
const shadow = host.attachShadow({ mode: 'open' });
export const root = put(shadow, 'div');
export const launch = button(root, 'launch', 'M4 5h16v11H10l-5 4v-4H4V5Z');
export const label = put(launch, 'span');
export const badge = put(launch, 'span', 'badge');
export const panel = put(root, 'div', 'panel');
const bar = put(panel, 'div', 'bar');
export const exit = button(bar, 'exit', 'M14 4H5v16h9M10 12h10m-4-4 4 4-4 4');
export const exitLabel = put(exit, 'span');
export const cross = button(bar, 'close', 'M6 6l12 12M18 6 6 18');
export const body = put(panel, 'div', 'body');
export const down = put(body, 'div', 'down');
/** Not on the page before the window is opened: then it loads, and anew whenever it is put there again. */
export const frame = document.createElement('iframe');
panel.setAttribute('role', 'dialog');
badge.hidden = panel.hidden = down.hidden = true;

/** Puts the button on the page. `nonce`: of the script tag, for browsers without constructed style sheets. */
export function drawLoader(nonce: string): void {
  dress(nonce, LOADER_STYLE);
  document.body.appendChild(host);
}

/** Adds an element with a class. */
export function put<T extends keyof HTMLElementTagNameMap>(
  parent: Node,
  tag: T,
  name = '',
): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  element.className = name;
  return parent.appendChild(element);
}

function button(parent: Node, name: string, path: string): HTMLButtonElement {
  const element = put(parent, 'button', name);
  const icon = element.appendChild(document.createElementNS(SVG, 'svg'));
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('aria-hidden', 'true');
  icon.appendChild(document.createElementNS(SVG, 'path')).setAttribute('d', path);
  return element;
}

/** A constructed style sheet passes a strict Content-Security-Policy; browsers without it get a style element. */
function dress(nonce: string, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    const style = put(shadow, 'style');
    style.nonce = nonce;
    style.textContent = css;
  }
}
