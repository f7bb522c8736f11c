import { FIRST_STRINGS } from '../../widget/config';
import type { WidgetConfig, WidgetStrings } from '../../widget/config';

/**
 * The configuration as it stands in the page: with the words that the chat shows before it is connected. The others come
 * with `GET /widget/config`.
 * @param embedders origins of the pages that may give the window orders
 */
export function pageConfig(config: WidgetConfig, embedders: readonly string[]): WidgetConfig {
  const first = FIRST_STRINGS.map((name) => [name, config.strings[name]]);
  return { ...config, strings: Object.fromEntries(first) as WidgetStrings, embedders };
}
