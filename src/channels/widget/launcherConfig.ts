import { LAUNCHER_STRINGS } from '../../widget/config';
import type { LauncherConfig, WidgetConfig } from '../../widget/config';

/** The part of the widget's configuration that the button needs before the chat is opened. */
export function launcherConfig({
  language,
  dir,
  colors,
  exitUrl,
  helplines,
  strings,
}: WidgetConfig): LauncherConfig {
  const words = LAUNCHER_STRINGS.map((name) => [name, strings[name]]);
  return {
    language,
    ...(dir && { dir }),
    colors: { light: colors.light },
    ...(exitUrl !== undefined && { exitUrl }),
    helplines,
    strings: Object.fromEntries(words) as LauncherConfig['strings'],
  };
}
