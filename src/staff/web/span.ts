const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in its largest unit: "12 min", "3 hr". Used by the server and by the page that counts on. */
export function spanOf(ms: number, language: string): string {
  if (ms < HOUR) return unit(Math.floor(ms / MINUTE), 'minute', language);
  if (ms < 2 * DAY) return unit(Math.floor(ms / HOUR), 'hour', language);
  return unit(Math.floor(ms / DAY), 'day', language);
}

function unit(count: number, name: 'minute' | 'hour' | 'day', language: string): string {
  const words = new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' });
  return words.format(count).replace(/[\u00a0\u202f]/g, ' ');
}
