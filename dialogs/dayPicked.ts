import { dayLabel } from '../src/booking/bookingWords';
import type { Message } from '../src/content/message';
import type { Content } from '../src/content/types';
import { fold } from './folded';

const PREFIX = 'day:';

/**
 * Which of the days of a list of openings the visitor picked, by the label that clients show and send, in any language:
 * `day:2026-12-03`. Undefined when it is none.
 */
export function pickedDay(text: string, days: Message['days'] = [], content: Content): string | undefined {
  const said = fold(text);
  const date = days.find(({ label }) =>
    content.languages.some((language) => fold(content.text(label.key, language, label.params)) === said),
  )?.date;
  return date === undefined ? undefined : `${PREFIX}${date}`;
}

/** The date of a picked day; undefined when something else was picked. */
export function dateOfPick(choice: string | undefined): string | undefined {
  return choice?.startsWith(PREFIX) === true ? choice.slice(PREFIX.length) : undefined;
}

/** Days as a list of openings carries them. */
export function daysOnOffer(
  dates: readonly string[],
  shown: string | undefined,
): NonNullable<Message['days']> {
  return dates.map((date) => ({
    date,
    label: dayLabel(date),
    ...(date === shown && { shown: true }),
  }));
}
