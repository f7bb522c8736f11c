import type { Palette } from './theme';

/**
 * What the server tells the widget about the practice: written into widget.html as the JSON block `config` (so that
 * help is there when the server is not) and answered by `GET /widget/config?lang=`.
 */
export interface WidgetConfig {
  /** Language of `strings`, one of `languages`. */
  readonly language: string;
  /** Languages a visitor may switch to, the practice's default first. */
  readonly languages: readonly string[];
  /** `rtl` for languages that run from right to left; left out: `ltr`. */
  readonly dir?: 'ltr' | 'rtl';
  readonly practiceName: string;
  /** `palette(accent, false)` and `palette(accent, true)` of theme.ts, so that the browser need not compute them. */
  readonly colors: { readonly light: Palette; readonly dark: Palette };
  /** The practice's privacy notice, https. */
  readonly privacyUrl?: string;
  /** Where "leave this page" goes; left out: a search engine's front page. */
  readonly exitUrl?: string;
  /** What is always in sight, three at most: the emergency number, the crisis line to call, and to text. */
  readonly helplines: readonly WidgetHelpline[];
  readonly strings: WidgetStrings;
  /** Origins of the pages that may give the window orders, `*` for any; its own always may. In the page's block only. */
  readonly embedders?: readonly string[];
}

/** One link of the help bar. */
export interface WidgetHelpline {
  /** What it is, in front of the number: "Emergency", "Crisis line", "Text". */
  readonly label: string;
  /** As people read it: "988". */
  readonly number: string;
  /** `tel:911`, `sms:988`, `https://…`. */
  readonly link: string;
}

/** The words of the button and the window around the chat. */
export const LAUNCHER_STRINGS = [
  'launcher',
  'unread',
  'panel',
  'close',
  'exit',
  'exit_hint',
  'unavailable',
] as const;

/** The words that the chat shows before it is connected; to leave is offered by the button's window, or by a chat alone. */
export const FIRST_STRINGS = [
  'exit',
  'exit_hint',
  'assistant',
  'help_bar',
  'options',
  'privacy',
  'privacy_note',
  'messages',
  'you',
  'bot',
  'typing',
  'choices',
  'input',
  'placeholder',
  'send',
  'empty_message',
  'too_long',
  'characters_left',
  'connecting',
  'offline',
  'online',
  'waiting',
  'ended',
] as const;

/** Names of the widget's words: `widget.<name>` in resources/locales. None of them takes a parameter. */
export const WIDGET_STRINGS = [
  ...LAUNCHER_STRINGS,
  ...FIRST_STRINGS,
  'language',
  'remember',
  'remember_hint',
  'restart',
  'restart_hint',
  'from_page',
  'days',
  'field_name',
  'field_phone',
  'field_email',
  'failed',
  'retry',
  'help_now',
  'call',
  'text',
  'reference',
  'copy',
  'copied',
  'print',
  'save',
  'status_pending',
  'status_confirmed',
  'status_cancelled',
] as const;
export type WidgetString = (typeof WIDGET_STRINGS)[number];
export type WidgetStrings = Readonly<Record<WidgetString, string>>;

/** What the button needs: the part of {@link WidgetConfig} that `GET /widget/launcher?lang=` answers. */
export interface LauncherConfig extends Pick<WidgetConfig, 'language' | 'dir' | 'exitUrl' | 'helplines'> {
  /** The button looks the same by day and by night. */
  readonly colors: Pick<WidgetConfig['colors'], 'light'>;
  readonly strings: Pick<WidgetStrings, (typeof LAUNCHER_STRINGS)[number]>;
}
