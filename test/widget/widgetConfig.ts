import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { WidgetConfig, WidgetStrings } from '../../src/widget/config';
import { palette } from '../../src/widget/theme';

/** A widget configuration with the real words of a language. */
export function widgetConfig(
  language: string,
  {
    rtl = false,
    accent = '#2f6f6a',
    words = (text) => text,
  }: { rtl?: boolean; accent?: string; words?: (text: string) => string } = {},
): WidgetConfig {
  const file = join(__dirname, `../../resources/locales/${language}/widget.yaml`);
  const given = Object.entries(load(readFileSync(file, 'utf8')) as WidgetStrings);
  const strings = Object.fromEntries(given.map(([name, text]) => [name, words(text)])) as WidgetStrings;
  return {
    language,
    languages: ['en', 'es'],
    dir: rtl ? 'rtl' : 'ltr',
    practiceName: 'Juniper Street Counseling',
    colors: { light: palette(accent, false), dark: palette(accent, true) },
    privacyUrl: 'https://juniper-street.example/privacy',
    helplines: [
      { label: strings.helpline_emergency, number: '911', link: 'tel:911' },
      { label: strings.helpline_call, number: '988', link: 'tel:988' },
      { label: strings.helpline_text, number: '988', link: 'sms:988' },
    ],
    strings,
  };
}
