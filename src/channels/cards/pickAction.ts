import { questionToken } from '../../content/questionToken';
import type { Element } from './adaptiveCard';
import type { CardMaker } from './cardMaker';

/**
 * Picks a choice by its place. Ids stay on the server: the button carries the place, and which question it belongs to. In
 * Teams the label stands in the conversation as if it had been written (`messageBack`).
 */
export function pickAction({ message, labels, channel }: CardMaker, index: number): Element {
  const title = labels[index] ?? '';
  const shown = { msteams: { type: 'messageBack', text: title, displayText: title } };
  const data = { of: questionToken(message), pick: index, ...(channel.cards === 'instead' && shown) };
  return { type: 'Action.Submit', title, data };
}
