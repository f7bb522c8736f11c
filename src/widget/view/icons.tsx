import type { JSX } from 'preact';

// The paths of the icons. Each is a constant of its own, so that a script holds only those that it draws.
export const SEND = 'M4 12 20 4l-5 16-3.5-6.5L4 12Zm7.5 1.5L20 4';
export const MORE = 'M5 12h.01M12 12h.01M19 12h.01';
export const PHONE =
  'M5 4h4l1.5 5-2.5 1.5a11 11 0 0 0 5.5 5.5L15 13.5l5 1.5v4a1.5 1.5 0 0 1-1.5 1.5A15 15 0 0 1 3.5 5.5 1.5 1.5 0 0 1 5 4Z';
export const TEXT = 'M4 5h16v11H10l-5 4v-4H4V5Zm4 4h8m-8 3h5';
export const CARE = 'M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.4 4.2 4.2 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10Z';
export const CHECK = 'M5 12.5 10 17.5 19.5 7';
export const LEAF = 'M5 19C5 9 11 4.5 20 4.5 20 13.5 15 19 8.5 19 7 19 5.8 18.5 5 17.5M5 21c1-5.5 4-9 9-11';

/** A line icon beside words that say the same; screen readers skip it. `path`: one of the above. */
export function Icon({ path }: { path: string }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  );
}
