import { onceOf } from '../src/content/onceOf';
import type { Content } from '../src/content/types';
import { fold, wordsUnder } from './folded';

type Said = 'yes' | 'no' | 'filler';

/**
 * Whether a whole message says yes or no and nothing besides: "yes that's fine, thanks", "I'd rather not". Both in one, or
 * any other word, is neither: "yes, but what does it cost?" is a question.
 */
export function yesOrNo(text: string, content: Content): 'yes' | 'no' | undefined {
  const words = fold(text).split(' ');
  const { said, longest } = phrasesOf('', content);
  const heard = new Set<Said>();
  for (let at = 0; at < words.length;) {
    let length = Math.min(longest, words.length - at);
    while (length > 0 && !said.has(words.slice(at, at + length).join(' '))) length -= 1;
    const phrase = said.get(words.slice(at, at + length).join(' '));
    if (phrase === undefined) return undefined;
    heard.add(phrase);
    at += length;
  }
  if (heard.has('yes') === heard.has('no')) return undefined;
  return heard.has('yes') ? 'yes' : 'no';
}

/** What each phrase of any language says, and how many words the longest has. */
const phrasesOf = onceOf((_: '', content) => {
  const said = new Map<string, Said>();
  for (const one of fillers(content)) said.set(one, 'filler');
  for (const phrase of wordsUnder('flow.no_words', content)) said.set(phrase, 'no');
  for (const phrase of wordsUnder('flow.yes_words', content)) said.set(phrase, 'yes');
  const longest = Math.max(...[...said.keys()].map((phrase) => phrase.split(' ').length));
  return { said, longest };
});

const fillers = (content: Content): string[] =>
  content.languages.flatMap((language) => content.text('flow.filler_words', language).split(' ')).map(fold);
