import { compile, type Compiled } from './compile';
import { decide } from './decide';
import type { Lexicon } from './lexicon';
import type { CueFound, Found, Hit } from './scene';
import { TIERS, type Detect, type Detection } from './types';

/** People split a sentence over messages: so many characters of each of the last two are read along. */
const EARLIER_CHARACTERS = 300;
const EARLIER_MESSAGES = 2;

/**
 * Makes the detector from a lexicon. The work is done once here; a message then costs one step a word.
 *
 * @throws TriageError CRISIS_LEXICON_INVALID with one line for each phrase that cannot be read
 */
export function createDetector(lexicon: Lexicon): Detect {
  const compiled = compile(lexicon);
  return (text, context = {}) => {
    const alone = decide(find(compiled, text, []), context);
    const earlier = (context.previous ?? [])
      .slice(-EARLIER_MESSAGES)
      .map((message) => message.slice(-EARLIER_CHARACTERS));
    return earlier.length === 0 ? alone : moreUrgent(alone, decide(find(compiled, text, earlier), context));
  };
}

/** What stands in a message. With earlier messages in front, only hits that reach into this one count. */
function find(compiled: Compiled, text: string, earlier: readonly string[]): Found {
  const { normaliser, automaton, owners } = compiled;
  const from = earlier.length === 0 ? 0 : normaliser.read(earlier.join('\n')).words.length;
  const reading = normaliser.read([...earlier, text].join('\n'));
  const hits: Hit[] = [];
  const cues: CueFound[] = [];
  for (const { phrase, start, end } of automaton.find(reading)) {
    const owner = owners[phrase];
    if (owner === undefined) continue;
    if ('cue' in owner) cues.push({ effect: owner.cue.effect, language: owner.cue.language, start, end });
    else if (end >= from) hits.push({ entry: owner.entry, start, end });
  }
  return { reading, hits, cues, words: compiled };
}

function moreUrgent(one: Detection, other: Detection): Detection {
  return TIERS.indexOf(other.tier) < TIERS.indexOf(one.tier) ? other : one;
}
