import type { Message, Part } from '../../content/message';
import type { Capabilities } from '../capabilities';
import type { Element } from './adaptiveCard';

/** What a card is made with. */
export interface CardMaker {
  readonly message: Message;
  /** Labels of the message's choices, in order. */
  readonly labels: readonly string[];
  readonly channel: Capabilities;
  readonly language: string;
  /** The words of a part in that language. */
  readonly words: (part: Part) => string;
}

/** A piece of a card: what it shows, and the same in words. */
export interface Piece {
  readonly body: readonly Element[];
  readonly said: readonly string[];
}
