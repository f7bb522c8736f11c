import type { Choice } from '../src/content/message';
import { questionToken } from '../src/content/questionToken';
import { onceOf } from '../src/content/onceOf';
import type { Content } from '../src/content/types';
import { fold, wordsUnder } from './folded';
import type { Turn } from './turn';
import { yesOrNo } from './yesOrNo';

/** Which of the open question's choices was picked: by the button of its card, or in words. */
export function choiceOf(
  { press, conversation: { open }, reply }: Turn,
  content: Content,
): string | undefined {
  if (!press) return pickedChoice(reply.text, open?.choices ?? [], content);
  if (!open || !('pick' in press) || press.of !== questionToken(open)) return undefined;
  return open.choices?.[press.pick]?.id;
}

/**
 * Which of the choices the visitor picked: by its label in any language (a button sends the label), by its number or its
 * place in the list ("option 2", "the second one"), or by one of the words that the content room keeps beside the label
 * under `<label key>_words`; a yes or a no in other words picks what the bare word does. Undefined when it is none, or
 * more than one.
 */
export function pickedChoice(text: string, choices: readonly Choice[], content: Content): string | undefined {
  const said = fold(text);
  const meant = withoutCourtesy(said, content);
  return (
    namedChoice(said, choices, content) ??
    (meant === said ? undefined : namedChoice(meant, choices, content)) ??
    answering(text, choices, content)?.id
  );
}

/** Whether these are the very words of one of the choices, as a button sends them: none that the visitor has found. */
export function isOnButton(text: string, choices: readonly Choice[], content: Content): boolean {
  const said = fold(text);
  return choices.some((choice) => labelsOf(choice, content).includes(said));
}

/** Whether this is a yes or a no in whatever words, and not what stands on one of the buttons. */
export function isBareYesOrNo(text: string, choices: readonly Choice[], content: Content): boolean {
  return yesOrNo(text, content) !== undefined && !isOnButton(text, choices, content);
}

/** By its number, by a word for it, or by its place. */
function namedChoice(said: string, choices: readonly Choice[], content: Content): string | undefined {
  const number = /^(?:#|no\.? |n\.? )?(\d{1,2})[.)]?$/.exec(said)?.[1];
  if (number !== undefined) return choices[Number(number) - 1]?.id;
  const picked = choices.filter((choice) => namesOf(choice, content).includes(said));
  if (picked.length > 0) return picked.length === 1 ? picked[0]?.id : undefined;
  return choices.find((_choice, at) => placesOf(at, content).includes(said))?.id;
}

/**
 * The choice that the bare word for yes picks, or for no, where the whole message says that and nothing besides. Only of
 * a question that can be answered by yes.
 */
function answering(text: string, choices: readonly Choice[], content: Content): Choice | undefined {
  const said = yesOrNo(text, content);
  const bare = (which: 'yes' | 'no') =>
    choices.find((choice) =>
      namesOf(choice, content).some((name) => wordsUnder(`flow.bare_${which}_words`, content).includes(name)),
    );
  return said && bare('yes') && bare(said);
}

/** "The second one, pls": kind words around a choice pick nothing else. Left as it is when there is nothing besides. */
function withoutCourtesy(said: string, content: Content): string {
  const kind = wordsUnder('flow.courtesy_words', content);
  const words = said.split(' ');
  const from = words.findIndex((word) => !kind.includes(word));
  const to = words.findLastIndex((word) => !kind.includes(word));
  return from === -1 ? said : words.slice(from, to + 1).join(' ');
}

/** What the choice at a place of the list may be called by it. Only the whole message is compared with these. */
const placesOf = onceOf((at: number, content): string[] =>
  content.languages.flatMap((language) => {
    const listed = (key: string): string[] => content.text(key, language).split('|')[at]?.split('/') ?? [];
    const calls = (key: string, place: string): string[] => content.text(key, language, { place }).split('|');
    return [
      ...listed('flow.ordinal_words').flatMap((place) => calls('flow.by_ordinal_words', place)),
      ...listed('flow.numeral_words'),
      ...[String(at + 1), ...listed('flow.numeral_words')].flatMap((place) =>
        calls('flow.by_number_words', place),
      ),
    ].map(fold);
  }),
);

/** What a choice is called in any language. */
function namesOf(choice: Choice, content: Content): readonly string[] {
  return [...labelsOf(choice, content), ...otherWordsOf(choice.label.key, content)];
}

/** What stands on its button in any language; a label without parameters is always the same. */
function labelsOf({ label: { key, params } }: Choice, content: Content): readonly string[] {
  if (params === undefined) return plainLabelsOf(key, content);
  return content.languages.map((language) => fold(content.text(key, language, params)));
}

const plainLabelsOf = onceOf((key: string, content): readonly string[] =>
  content.languages.map((language) => fold(content.text(key, language))),
);

const otherWordsOf = (key: string, content: Content): readonly string[] =>
  content.has(`${key}_words`) ? wordsUnder(`${key}_words`, content) : [];
