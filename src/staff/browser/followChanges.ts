import { takeOver } from './takeOver';

const AGAIN_MS = 5 * 60_000;

/**
 * Keeps the parts of a page that are marked `data-live` up to date: the server says that something changed, the page is
 * asked for again, and those parts are put in the place of the old ones, as nodes that the browser made of a whole
 * document. Where somebody is typing or choosing nothing is touched. When the session is over, the page leaves.
 */
export function followChanges(seen: string): void {
  const events = new EventSource(`/staff/live?seen=${seen}`);
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
  if (answer.ok) await takeOver(answer);
}
