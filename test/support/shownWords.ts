import { createRenderer } from '../../src/channels/renderer';
import type { Content } from '../../src/content/types';

/** The words of a content key as a channel shows them: short ones by text, links in full where none opens. */
export function shownWords(content: Content, key: string, language: string, channelId: string): string {
  const said = { type: 'message', locale: language, channelData: { message: { parts: [{ key }] } } };
  return createRenderer(content)(said, { channelId }).text ?? '';
}
