const DAY = 24 * 60 * 60_000;

/**
 * Business days as US federal rules count them: Monday to Friday, no federal holiday. Days are wall times of
 * midnights, as in {@link ZoneClock}.
 */
export function isBusinessDay(day: number): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday >= 1 && weekday <= 5 && !isFederalHoliday(day);
}

/** The day that many business days later. */
export function addBusinessDays(day: number, count: number): number {
  let [later, left] = [day, count];
  while (left > 0) {
    later += DAY;
    if (isBusinessDay(later)) left -= 1;
  }
  return later;
}

/** How many business days after `from` there are up to and with `to`; counting ends at `most`. */
export function businessDaysAhead(from: number, to: number, most: number): number {
  let count = 0;
  for (let day = from + DAY; day <= to && count < most; day += DAY) if (isBusinessDay(day)) count += 1;
  return count;
}

/** Holidays on a date, as month and day; one on a Saturday is kept on Friday, one on a Sunday on Monday. */
const DATED = ['01-01', '06-19', '07-04', '11-11', '12-25'];
/** The others: month, weekday (1 is Monday), and which of them in the month; -1 is the last. */
const WEEKDAYS = [
  [1, 1, 3],
  [2, 1, 3],
  [5, 1, -1],
  [9, 1, 1],
  [10, 1, 2],
  [11, 4, 4],
] as const;

/** 5 U.S.C. 6103, without Inauguration Day, which only Washington keeps. */
function isFederalHoliday(day: number): boolean {
  const date = new Date(day);
  const [month, weekday, dayOfMonth] = [date.getUTCMonth() + 1, date.getUTCDay(), date.getUTCDate()];
  const kept = [day, ...(weekday === 5 ? [day + DAY] : []), ...(weekday === 1 ? [day - DAY] : [])];
  if (kept.some((one) => DATED.includes(new Date(one).toISOString().slice(5, 10)))) return true;
  return WEEKDAYS.some(([inMonth, on, which]) => {
    if (month !== inMonth || weekday !== on) return false;
    const isLast = new Date(day + 7 * DAY).getUTCMonth() + 1 !== month;
    return which === -1 ? isLast : Math.ceil(dayOfMonth / 7) === which;
  });
}
