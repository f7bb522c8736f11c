import type { Frame, Locator } from 'playwright-core';
import type { ChatPage } from './chatPage';

/** Where the focus is, and what is wrong there for somebody who sees it and has no mouse. */
interface Focus {
  /** As a selector names it: `button.choice`. */
  readonly name: string;
  readonly faults: readonly string[];
  /** Of the chat: its bar, its button, its window. */
  readonly isChat: boolean;
  /** The middle of what can be seen of it, in its own window. */
  readonly x: number;
  readonly y: number;
}

// Runs in a page: what has the focus, whether it is in sight, and whether the ring around it can be told from what is
// behind it (contrast 3 : 1, WCAG 1.4.11) and is whole.
const FOCUS = `(() => {
  let root = document;
  while (root.activeElement?.shadowRoot) root = root.activeElement.shadowRoot;
  const one = root.activeElement;
  if (!one || one === document.body) return { name: 'body', isChat: false, faults: ['has the focus, which is lost'], x: 0, y: 0 };
  const isChat = root !== document;
  const faults = [];
  const name = [one.tagName.toLowerCase(), ...one.classList].join('.') + (one.id && '#' + one.id);
  const cut = (box, by) => ({
    left: Math.max(box.left, by.left), top: Math.max(box.top, by.top),
    right: Math.min(box.right, by.right), bottom: Math.min(box.bottom, by.bottom),
  });
  const view = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const seen = cut(one.getClientRects()[0] ?? { left: 0, top: 0, right: 0, bottom: 0 }, view);
  const [x, y] = [(seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2];
  if (seen.right - seen.left < 1 || seen.bottom - seen.top < 1) return { name, isChat, faults: ['is off screen'], x, y };
  const hit = root.elementFromPoint(x, y);
  if (!one.contains(hit)) faults.push('is covered by ' + (hit?.className || hit?.tagName));
  if (one.tagName === 'IFRAME') {
    const { left, top } = one.getBoundingClientRect();
    return { name, isChat, faults, x: left, y: top };
  }
  // The box around a field and its button is what shows that one writes there.
  const ringed = one.id === 'input' ? one.closest('.field') : one;
  const { outlineStyle, outlineWidth, outlineOffset, outlineColor, boxShadow } = getComputedStyle(ringed);
  const [width, offset] = [parseFloat(outlineWidth), parseFloat(outlineOffset)];
  if (outlineStyle === 'none' || width < 2) return { name, isChat, faults: [...faults, 'has no ring'], x, y };
  const rgb = (color) => (color.match(/[\\d.]+/g) ?? []).map(Number);
  const light = (color) => {
    const [r, g, b] = rgb(color).map((part) => (part / 255 <= 0.04045 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const up = (element) => element.parentElement ?? element.getRootNode().host;
  let behind = offset < 0 ? ringed : up(ringed);
  while (behind && rgb(getComputedStyle(behind).backgroundColor)[3] === 0) behind = up(behind);
  const back = behind ? getComputedStyle(behind).backgroundColor : 'rgb(255, 255, 255)';
  const rings = [outlineColor, ...(boxShadow === 'none' ? [] : [boxShadow.slice(0, boxShadow.indexOf(')') + 1)])];
  if (!rings.some((color) => contrast(color, back) >= 3)) faults.push('has a ring of ' + outlineColor + ' on ' + back);
  const around = Math.max(0, offset + width);
  const box = ringed.getClientRects()[0];
  const ring = { left: box.left - around, top: box.top - around, right: box.right + around, bottom: box.bottom + around };
  let whole = cut(ring, view);
  for (let outer = up(ringed); outer; outer = up(outer)) {
    if (getComputedStyle(outer).overflowX === 'visible') continue;
    const { left, top } = outer.getBoundingClientRect();
    const [x0, y0] = [left + outer.clientLeft, top + outer.clientTop];
    whole = cut(whole, { left: x0, top: y0, right: x0 + outer.clientWidth, bottom: y0 + outer.clientHeight });
  }
  const lost = ['left', 'top', 'right', 'bottom'].filter((side) => Math.abs(whole[side] - ring[side]) > 1);
  if (lost.length > 0) faults.push('has a ring that is cut off: ' + lost.join());
  return { name, isChat, faults, x, y };
})()`;
/** More stops than any screen has. */
const STOPS = 60;

/** Somebody who goes by keyboard alone. Each stop is looked at, and what was wrong there is kept. */
export class KeyboardVisitor {
  /** What was wrong, each with what had just been done and where the focus was. */
  readonly faults: string[] = [];
  private doing = 'at the start';

  constructor(private readonly chat: ChatPage) {}

  /** What is being done, for {@link faults}. */
  does(what: string): void {
    this.doing = what;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.chat.page.keyboard.press(key);
  }

  /** Looks where the focus is; on the way somewhere it may pass through the page around, which is not the chat's. */
  async look({ passing = false } = {}): Promise<void> {
    const { page } = this.chat;
    const outer = await focusIn(page.mainFrame());
    if (passing && !outer.isChat) return;
    const inner = outer.name.startsWith('iframe')
      ? await focusIn(this.chat.page.frames()[1] as Frame)
      : undefined;
    const { name, faults } = inner ?? outer;
    const all = [...(inner ? outer.faults : []), ...faults];
    if (inner) {
      const point = `${outer.x + inner.x}, ${outer.y + inner.y}`;
      const top = `document.elementFromPoint(${point})?.shadowRoot?.elementFromPoint(${point})?.tagName`;
      const covering = await page.evaluate(top);
      if (covering !== 'IFRAME') all.push(`is covered by ${String(covering)} of the page around`);
    }
    this.faults.push(...all.map((fault) => `${this.doing}: ${name} ${fault}`));
  }

  /** Whether the focus is there. */
  async isOn(target: Locator): Promise<boolean> {
    const { page } = this.chat;
    const owner = await (await target.elementHandle())?.ownerFrame();
    const isInFrame = (await focusIn(page.mainFrame())).name.startsWith('iframe');
    return (owner !== page.mainFrame()) === isInFrame && (await target.evaluate(isFocused));
  }

  /** Goes there, stop by stop, and looks at each. */
  async to(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    for (let stop = 0; stop < STOPS; stop += 1) {
      if (await this.isOn(target)) return;
      await this.press(key);
      await this.look({ passing: true });
    }
    throw new Error(`${this.doing}: ${key} does not lead to ${String(target)}`);
  }
}

/** Runs in a page. */
function isFocused(one: { getRootNode(): unknown }): boolean {
  return (one.getRootNode() as { activeElement: unknown }).activeElement === one;
}

async function focusIn(frame: Frame): Promise<Focus> {
  return frame.evaluate<Focus>(FOCUS);
}
