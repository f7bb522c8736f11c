const AGAIN_MS = 5 * 60_000;

/**
 * Keeps the parts of a page that are marked `data-live` up to date: the server says that something changed, the page is
 * asked for again, and those parts are put in the place of the old ones, as nodes that the browser made of a whole
 * document. Where somebody is typing or choosing nothing is touched. When the session is over, the page leaves.
 */
export function followChanges(): void {
  const events = new EventSource('/staff/live');
  let busy = false;
  let again = false;

  const refresh = async (): Promise<void> => {
    again = true;
    if (busy) return;
    busy = true;
    while (again) {
      again = false;
      await renew().catch(() => undefined);
    }
    busy = false;
  };

  events.addEventListener('changed', () => void refresh());
  events.addEventListener('over', () => location.reload());
  // A stream that was refused is not opened again by the browser: the session is over, or the server is away.
  events.addEventListener('error', () => {
    if (events.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 5_000);
  });
  // Some things happen by time alone: a promise passes.
  setInterval(() => document.visibilityState === 'visible' && void refresh(), AGAIN_MS);
}

async function renew(): Promise<void> {
  const answer = await fetch(location.href, { headers: { 'X-Staff-Live': '1' }, redirect: 'error' });
  if (answer.status === 401) return location.reload();
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of document.querySelectorAll<HTMLElement>('[data-live]')) {
    const next = fresh.querySelector<HTMLElement>(`[data-live="${part.dataset['live'] ?? ''}"]`);
    if (next && !isEdited(part) && next.outerHTML !== part.outerHTML) replace(part, next);
  }
}

function isEdited(part: HTMLElement): boolean {
  const focused = document.activeElement;
  return part.contains(focused) && focused !== null && /^(INPUT|TEXTAREA|SELECT)$/.test(focused.tagName);
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
