import { compile, type Compiled } from './compile';
import { decide } from './decide';
import { Judge } from './judge';
import type { Lexicon } from './lexicon';
import type { Model } from './model';
import { atOnce, type InPieces } from './pieces';
import { Reader } from './reader';
import type { Found } from './scene';
import { NOTHING, TIERS, type CrisisContext, type Detect, type Detection, type Look } from './types';

/** People split a sentence over messages: so many characters of each of the last two are read along. */
const EARLIER_CHARACTERS = 300;
const EARLIER_MESSAGES = 2;
/** The bot's slots, and the words of the examples and evaluation sets for the same question. */
const SAME_QUESTION: ReadonlyMap<string, string> = new Map([
  ['concerns', 'concern'],
  ['for_whom', 'who'],
  ['availability', 'days'],
  ['mode', 'format'],
]);

/** A longer text is looked at in windows of so many characters, so that no piece of the work is long. */
const WINDOW = 65_536;
/** So much of a window is in the next one too: more than any phrase with its surroundings. */
const OVERLAP = 2_048;
/** Farther than this nobody looks for the end of a word. */
const LONG_WORD = 200;
/** A sentence that was begun in an earlier message ends within so many characters of this one. */
const TOGETHER = 8_192;

/** Makes the detector from a lexicon: see {@link createLook}. */
export function createDetector(lexicon: Lexicon | Compiled, model?: Model): Detect {
  const look = createLook(lexicon, model);
  return (text, context) => atOnce(look(text, context));
}

/**
 * Makes the look at a message from a lexicon, or in no time from one that was compiled before, and from a model. Without
 * a model the lexicon decides alone. A message costs some steps a word.
 *
 * @throws TriageError CRISIS_LEXICON_INVALID with one line for each phrase that cannot be read
 */
export function createLook(lexicon: Lexicon | Compiled, model?: Model): Look {
  const reader = new Reader('network' in lexicon ? lexicon : compile(lexicon));
  const judge = model && new Judge(model);
  const readings = new WeakMap<object, Map<string, Found>>();
  function* find(text: string, turn: object | undefined): InPieces<Found> {
    const known = turn && readings.get(turn)?.get(text);
    if (known) return known;
    const found = yield* reader.find(text);
    if (turn) readings.set(turn, (readings.get(turn) ?? new Map<string, Found>()).set(text, found));
    return found;
  }
  function* alone(text: string, context: CrisisContext): InPieces<Detection> {
    const found = yield* find(text, context.turn);
    return judge ? yield* judge.decide(found, context) : decide(found, context);
  }
  function* together(earlier: string, text: string, context: CrisisContext): InPieces<Detection> {
    const { words } = yield* reader.read(earlier);
    const joined = `${earlier}\n${text.slice(0, TOGETHER)}`;
    const found = yield* reader.find(joined, words.length);
    if (!judge) return decide(found, context);
    return yield* judge.decideTogether(found, () => reader.find(earlier), context);
  }
  return function* (text, given = {}) {
    const context = { ...given, asked: questionOf(given.asked) };
    let worst = NOTHING;
    for (const part of windows(text)) worst = moreUrgent(worst, yield* alone(part, context));
    const earlier = (context.previous ?? [])
      .slice(-EARLIER_MESSAGES)
      .map((message) => message.slice(-EARLIER_CHARACTERS))
      .join('\n');
    return earlier === '' ? worst : moreUrgent(worst, yield* together(earlier, text, context));
  };
}

function* windows(text: string): Iterable<string> {
  let from = 0;
  while (from + WINDOW < text.length) {
    const end = betweenWords(text, from + WINDOW);
    yield text.slice(from, end);
    from = betweenWords(text, end - OVERLAP);
  }
  yield text.slice(from);
}

/** A place between two words, here or not far before: a word cut in two could be another word. */
function betweenWords(text: string, at: number): number {
  const space = text.lastIndexOf(' ', at);
  return at - space < LONG_WORD ? space : at;
}

/** What was asked, as the model and the lexicon know it. */
function questionOf(asked: string | null | undefined): string | null {
  return SAME_QUESTION.get(asked ?? '') ?? asked ?? null;
}

function moreUrgent(one: Detection, other: Detection): Detection {
  return TIERS.indexOf(other.tier) < TIERS.indexOf(one.tier) ? other : one;
}
