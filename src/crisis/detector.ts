import { compile, type Compiled } from './compile';
import { decide } from './decide';
import { Judge } from './judge';
import type { Lexicon } from './lexicon';
import type { Model } from './model';
import { Reader } from './reader';
import type { Found } from './scene';
import { TIERS, type CrisisContext, type Detect, type Detection } from './types';

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

/**
 * Makes the detector from a lexicon, or in no time from one that was compiled before, and from a model. Without a model
 * the lexicon decides alone. A message costs some steps a word.
 *
 * @throws TriageError CRISIS_LEXICON_INVALID with one line for each phrase that cannot be read
 */
export function createDetector(lexicon: Lexicon | Compiled, model?: Model): Detect {
  const reader = new Reader('network' in lexicon ? lexicon : compile(lexicon));
  const judge = model && new Judge(model);
  const decided = (found: Found, context: CrisisContext): Detection =>
    judge ? judge.decide(found, context) : decide(found, context);
  return (text, given = {}) => {
    const context = { ...given, asked: questionOf(given.asked) };
    const alone = decided(reader.find(reader.read(text)), context);
    const earlier = (context.previous ?? [])
      .slice(-EARLIER_MESSAGES)
      .map((message) => message.slice(-EARLIER_CHARACTERS))
      .join('\n');
    const before = earlier === '' ? undefined : reader.find(reader.read(earlier));
    if (!before) return alone;
    const together = reader.find(reader.read(`${earlier}\n${text}`), before.reading.words.length);
    return moreUrgent(
      alone,
      judge ? judge.decideTogether(together, before, context) : decide(together, context),
    );
  };
}

/** What was asked, as the model and the lexicon know it. */
function questionOf(asked: string | null | undefined): string | null {
  return SAME_QUESTION.get(asked ?? '') ?? asked ?? null;
}

function moreUrgent(one: Detection, other: Detection): Detection {
  return TIERS.indexOf(other.tier) < TIERS.indexOf(one.tier) ? other : one;
}
