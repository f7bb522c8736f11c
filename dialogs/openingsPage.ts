import type { Found, Opening, Wish } from '../src/booking/types';
import type { Message } from '../src/content/message';
import { dateOfPick, daysOnOffer } from './dayPicked';
import type { Services } from './services';
import type { BookingDraft, ManageDraft, Reply } from './turn';

/** How many openings or groups are shown at once. */
export const SHOWN = 3;
/** Openings of one day: it has been picked to see what there is, and their labels are short. */
const SHOWN_OF_DAY = 6;
/** Days that can be picked: three weeks of a practice that is open on five days. */
const DAYS = 15;

/** Where a list of openings stands. */
type Place = Pick<BookingDraft | ManageDraft, 'day' | 'skip' | 'aside'>;

/** A page of openings: of the day that was picked, else those that meet the wish; with the days that can be picked. */
export async function openingsPage(
  { day, skip = 0 }: Place,
  wish: Wish,
  { diary }: Services,
): Promise<{ found: Found<Opening>; days: NonNullable<Message['days']> }> {
  const found = await (day === undefined
    ? diary.openings(wish, { skip, take: SHOWN })
    : diary.openings({ ...anyTime(wish), on: day }, { skip, take: SHOWN_OF_DAY }));
  return { found, days: daysOnOffer(await diary.days(wish, DAYS), day) };
}

/** Who picks a day has said when. */
function anyTime({ availability: _said, ...wish }: Wish): Wish {
  return wish;
}

/** Turns to another page or day of a list, or leaves it to ask for one; false when the reply asks for none of these. */
export function turnPage(place: Place, { choice, understanding }: Reply): boolean {
  const day = dateOfPick(choice);
  const wished = choice === undefined && understanding.slots.availability !== undefined;
  if (choice === 'more') {
    place.skip = (place.skip ?? 0) + (place.day === undefined ? SHOWN : SHOWN_OF_DAY);
  } else if (choice === 'another_day') place.aside = 'day';
  else if (choice === 'first' || day !== undefined || wished) {
    place.skip = 0;
    if (day === undefined) delete place.day;
    else place.day = day;
  } else return false;
  return true;
}
