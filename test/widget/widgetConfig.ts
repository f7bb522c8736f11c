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
  const file = (name: string) =>
    load(readFileSync(join(__dirname, `../../resources/locales/${language}/${name}.yaml`), 'utf8'));
  const given = Object.entries(file('widget') as WidgetStrings);
  const { line } = file('crisis') as { line: Record<'emergency' | 'suicide' | 'text', string> };
  const strings = Object.fromEntries(given.map(([name, text]) => [name, words(text)])) as WidgetStrings;
  return {
    language,
    languages: ['en', 'es'],
    dir: rtl ? 'rtl' : 'ltr',
    practiceName: 'Juniper Street Counseling',
    colors: { light: palette(accent, false), dark: palette(accent, true) },
    privacyUrl: 'https://juniper-street.example/privacy',
    helplines: [
      { label: words(line.emergency), number: '911', link: 'tel:911' },
      { label: words(line.suicide), number: '988', link: 'tel:988' },
      { label: words(line.text), number: '988', link: 'sms:988' },
    ],
    strings,
  };
}
