import type { Activity } from 'botbuilder';

/** How deep a card's value is read: as deep as the server takes JSON. */
const DEPTH = 32;

/**
 * Everything in an activity that a person may have written: its text, and every string of a card's value. All of it is
 * looked at for a crisis, whatever kind of activity it is.
 */
export function activityTexts(activity: Partial<Activity>): string[] {
  const texts = strings(activity.value, DEPTH);
  return activity.text ? [activity.text, ...texts] : texts;
}

function strings(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  return Object.values(value).flatMap((inner) => strings(inner, depth - 1));
}
