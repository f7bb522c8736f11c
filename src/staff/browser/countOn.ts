import { spanOf } from '../web/span';

const EVERY_MS = 20_000;

/** Ages grow while a page is open. */
export function countOn(): void {
  setInterval(() => {
    for (const age of document.querySelectorAll<HTMLTimeElement>('time[data-age]')) {
      const shown = spanOf(Math.max(0, Date.now() - Date.parse(age.dateTime)), document.documentElement.lang);
      if (age.textContent !== shown) age.textContent = shown;
    }
  }, EVERY_MS);
}
