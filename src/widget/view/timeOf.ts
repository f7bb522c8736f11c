import type { Activity } from '../activity';

/** When something was said, as people read it: the time, and the day when it was not today. Empty when unknown. */
export function timeOf({ timestamp = '' }: Activity, language: string): string {
  const at = new Date(timestamp);
  if (Number.isNaN(at.getTime())) return '';
  const today = at.toDateString() === new Date().toDateString();
  const day = today ? {} : ({ day: 'numeric', month: 'short' } as const);
  return at.toLocaleString(language, { ...day, hour: 'numeric', minute: '2-digit' });
}
