/**
 * Puts the parts of a fresh page that are marked `data-live` in the place of the old ones, as nodes that the browser
 * made of a whole document. Where somebody is typing or choosing nothing is touched.
 */
export async function takeOver(answer: Response): Promise<void> {
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of document.querySelectorAll<HTMLElement>('[data-live]')) {
    const next = fresh.querySelector<HTMLElement>(`[data-live="${part.dataset['live'] ?? ''}"]`);
    if (!next || isEdited(part)) continue;
    if (part.dataset['log'] !== undefined) addLines(part, next);
    else if (next.outerHTML !== part.outerHTML) replace(part, next);
  }
}

function isEdited(part: HTMLElement): boolean {
  const fields = [...part.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('textarea, input')];
  const focused = document.activeElement;
  const inField = focused !== null && /^(INPUT|TEXTAREA|SELECT)$/.test(focused.tagName);
  return (inField && part.contains(focused)) || fields.some((field) => field.value !== field.defaultValue);
}

/** A log only grows, so that what is new is read out and nothing else; what was sent meanwhile loses its mark. */
function addLines(log: HTMLElement, next: HTMLElement): void {
  const window = log.parentElement ?? log;
  const atEnd = window.scrollHeight - window.scrollTop - window.clientHeight < 40;
  for (const line of [...next.children]) {
    const old = document.getElementById(line.id);
    if (!old) log.append(document.adoptNode(line));
    else if (old.outerHTML !== line.outerHTML) old.replaceWith(document.adoptNode(line));
  }
  if (atEnd) window.scrollTop = window.scrollHeight;
}

/** The focus stays on the same link or button, when it is still there. */
function replace(part: HTMLElement, next: HTMLElement): void {
  const focused = part.contains(document.activeElement) ? placeOf(document.activeElement) : undefined;
  part.replaceWith(document.adoptNode(next));
  if (focused === undefined) return;
  const all = [...next.querySelectorAll<HTMLElement>('a, button')];
  all.find((one) => placeOf(one) === focused)?.focus({ preventScroll: true });
}

function placeOf(element: Element | null): string | undefined {
  if (element instanceof HTMLAnchorElement) return element.href;
  if (element instanceof HTMLButtonElement)
    return `${element.form?.action ?? ''} ${element.textContent ?? ''}`;
  return undefined;
}
