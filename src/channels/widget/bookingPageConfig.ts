import type { Content } from '../../content/types';
import { BOOKING_PAGE_STRINGS } from '../../widget/bookingConfig';
import type { BookingPageConfig, BookingPageStrings } from '../../widget/bookingConfig';
import { palette } from '../../widget/theme';

/** What the page behind a booking's link knows about the practice, to begin in a language or in the practice's own. */
export function createBookingPageConfig(
  content: Content,
): (language: string | undefined) => BookingPageConfig {
  const { profile, languages } = content;
  const { accent } = profile.widget;
  const common = {
    languages,
    practiceName: profile.name,
    colors: { light: palette(accent, false), dark: palette(accent, true) },
    phone: { link: `tel:${profile.phone}`, shown: profile.phoneShown ?? profile.phone },
    strings: Object.fromEntries(languages.map((language) => [language, strings(content, language)])),
  };
  return (asked) => {
    const wanted = asked?.slice(0, 2).toLowerCase();
    const language = languages.find((one) => one === wanted) ?? languages[0] ?? 'en';
    return { language, ...common };
  };
}

function strings(content: Content, language: string): BookingPageStrings {
  const words = BOOKING_PAGE_STRINGS.map((name) => [name, content.text(`visit.${name}`, language)]);
  return Object.fromEntries(words) as BookingPageStrings;
}
