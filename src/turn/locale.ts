import type { Activity } from 'botbuilder';
import type { ConversationState, VisitorState } from '../../dialogs/turn';
import { onceOf } from '../content/onceOf';
import type { Content } from '../content/types';

/** Function words that a message must have more of in one language than in any other, before it counts as that one. */
const SURE_BY = 2;

/** The languages of a turn: the one to answer in, and the one the message was written in. */
export interface Locale {
  readonly language: string;
  /** Undefined when the message is too short to tell. */
  readonly written: string | undefined;
}

/**
 * The language of a turn: what the visitor chose (by word, or by the switch of the page, whose locale then changes), else
 * the one they write in, else the channel's, else the practice's first. Remembers what it found.
 */
export function localeOf(
  activity: Partial<Activity>,
  conversation: ConversationState,
  visitor: VisitorState,
  content: Content,
): Locale {
  const { languages } = content;
  const channel = languages.find((language) => language === activity.locale?.slice(0, 2).toLowerCase());
  // Only messages: what the start of a conversation says is a guess from the browser, no choice.
  if (channel !== undefined && activity.type === 'message') {
    // A page that follows the bot's language changes its locale too, which is no choice.
    const spoken = visitor.language ?? visitor.writes ?? conversation.locale;
    const changed =
      conversation.locale !== undefined && conversation.locale !== channel && channel !== spoken;
    if (changed || chosen(activity)) visitor.language = channel;
    conversation.locale = channel;
  }
  const words = wordsOf(activity.text ?? '');
  // The first word is often the only one: "hola".
  const first = visitor.language === undefined && visitor.writes === undefined;
  const written = writtenIn(words, content) ?? (first ? greetedIn(words, content) : undefined);
  if (written !== undefined) visitor.writes = written;
  const wanted = [visitor.language, visitor.writes, channel, languages[0]];
  return { language: wanted.find((language) => languages.includes(language ?? '')) ?? 'en', written };
}

/** Whether the visitor has just chosen the locale in our own window, perhaps the one that was there before. */
function chosen({ channelData }: Partial<Activity>): boolean {
  return (channelData as { localeChosen?: unknown } | undefined)?.localeChosen === true;
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .slice(0, 500)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  );
}

/** The language whose function words (`flow.function_words`) there are clearly more of. */
function writtenIn(words: readonly string[], content: Content): string | undefined {
  const counts = content.languages.map((language) => {
    const own = functionWords(language, content);
    return { language, count: words.filter((word) => own.has(word)).length };
  });
  const [best, next] = counts.sort((one, other) => other.count - one.count);
  return best && best.count - (next?.count ?? 0) >= SURE_BY ? best.language : undefined;
}

/** The only language with words (`flow.telling_words`) that nobody writes who does not speak it. */
function greetedIn(words: readonly string[], content: Content): string | undefined {
  const telling = content.languages.filter((language) =>
    words.some((word) => tellingWords(language, content).has(word)),
  );
  return telling.length === 1 ? telling[0] : undefined;
}

/** The words of a language by which it is told. */
const functionWords = wordsUnder('flow.function_words');
const tellingWords = wordsUnder('flow.telling_words');

function wordsUnder(key: string) {
  return onceOf((language: string, content) => new Set(content.text(key, language).split(' ')));
}
