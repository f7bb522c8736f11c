import type { Content, Helpline } from '../../content/types';
import { WIDGET_STRINGS } from '../../widget/config';
import type { WidgetConfig, WidgetHelpline, WidgetStrings } from '../../widget/config';
import { palette } from '../../widget/theme';

/**
 * What the widget knows about the practice, in a language (the practice's default where it does not speak that one). The
 * help lines are written into the page, so that they are there when the server is not.
 */
export function createWidgetConfig(content: Content): (language: string | undefined) => WidgetConfig {
  const { profile, languages } = content;
  const made = new Map<string, WidgetConfig>();
  return (asked) => {
    const wanted = asked?.slice(0, 2).toLowerCase();
    const language = languages.find((one) => one === wanted) ?? languages[0] ?? 'en';
    const config = made.get(language) ?? {
      language,
      languages,
      practiceName: profile.name,
      colors: { light: palette(profile.widget.accent, false), dark: palette(profile.widget.accent, true) },
      ...(profile.privacy.noticeUrl !== undefined && { privacyUrl: profile.privacy.noticeUrl }),
      helplines: helpBar(content, language),
      strings: strings(content, language),
    };
    made.set(language, config);
    return config;
  };
}

/** The emergency number, the crisis line to call and the one to text; in the visitor's language where there is one. */
function helpBar(content: Content, language: string): WidgetHelpline[] {
  const lines = content.helplines(content.profile.country);
  const first = (use: Helpline['use']): Helpline | undefined => {
    const fitting = lines.filter((line) => line.use === use);
    return (
      fitting.find((line) => line.languages?.includes(language)) ?? fitting.find((line) => !line.languages)
    );
  };
  const shown = [first('emergency'), first('suicide'), first('text')].filter((line) => line !== undefined);
  return shown.map(({ use, number, link }) => ({
    number,
    link,
    label: content.text(`crisis.line.${use}`, language),
  }));
}

function strings(content: Content, language: string): WidgetStrings {
  const words = WIDGET_STRINGS.map((name) => [name, content.text(`widget.${name}`, language)]);
  const own = content.has('profile.launcher') && { launcher: content.text('profile.launcher', language) };
  return { ...(Object.fromEntries(words) as WidgetStrings), ...own };
}
