import { fold } from '../../../dialogs/folded';
import type { Content } from '../../content/types';

/** What a whole message says about texting itself. */
export type TextWord = 'stop' | 'start' | 'help' | 'more';

const WORDS: readonly TextWord[] = ['stop', 'start', 'help', 'more'];

/**
 * Reads what a message says about texting itself, in every language: a word of the carriers, or a sentence such as "please
 * stop texting me". Only whole messages, less the polite words around them: "my ex won't stop texting me" says nothing of
 * the kind.
 */
export function textWord(text: string, content: Content): TextWord | undefined {
  const said = fold(text);
  const among = (key: string): string[] =>
    content.languages.flatMap((language) => content.text(key, language).split('|').map(fold));
  const alone = WORDS.find((word) => among(`texting.${word}_words`).includes(said));
  if (alone) return alone;
  const bare = without(said, among('texting.before_words'), among('texting.after_words'));
  if (among('texting.stop_said_words').includes(bare)) return 'stop';
  return among('texting.start_said_words').includes(bare) ? 'start' : undefined;
}

/** The message less words at its beginning and its end. */
function without(said: string, before: readonly string[], after: readonly string[]): string {
  const opening = before.find((word) => said.startsWith(`${word} `));
  if (opening !== undefined) return without(said.slice(opening.length + 1), before, after);
  const closing = after.find((word) => said.endsWith(` ${word}`));
  return closing === undefined ? said : without(said.slice(0, -closing.length - 1), before, after);
}
