import type { JSX } from 'preact';

const PATHS = {
  send: 'M4 12 20 4l-5 16-3.5-6.5L4 12Zm7.5 1.5L20 4',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  alert: 'M12 8v5m0 3.5h.01M12 3l9.5 17h-19L12 3Z',
  phone:
    'M5 4h4l1.5 5-2.5 1.5a11 11 0 0 0 5.5 5.5L15 13.5l5 1.5v4a1.5 1.5 0 0 1-1.5 1.5A15 15 0 0 1 3.5 5.5 1.5 1.5 0 0 1 5 4Z',
  text: 'M4 5h16v11H10l-5 4v-4H4V5Zm4 4h8m-8 3h5',
  care: 'M12 20s-7.5-4.6-7.5-10A4.2 4.2 0 0 1 12 7.4 4.2 4.2 0 0 1 19.5 10c0 5.4-7.5 10-7.5 10Z',
  check: 'M5 12.5 10 17.5 19.5 7',
  leaf: 'M5 19C5 9 11 4.5 20 4.5 20 13.5 15 19 8.5 19 7 19 5.8 18.5 5 17.5M5 21c1-5.5 4-9 9-11',
  leave: 'M14 4H5v16h9M10 12h10m-4-4 4 4-4 4',
} as const;

/** A line icon beside words that say the same; screen readers skip it. */
export function Icon({ name }: { name: keyof typeof PATHS }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
