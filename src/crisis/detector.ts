import { Alphabet } from './alphabet';
import { Automaton } from './automaton';
import { compile, type Compiled } from './compile';
import { decide } from './decide';
import type { Lexicon } from './lexicon';
import { Normaliser } from './normalise';
import type { CueFound, Found, Hit } from './scene';
import { Respeller } from './spelling';
import { TIERS, type Detect, type Detection } from './types';

/** People split a sentence over messages: so many characters of each of the last two are read along. */
const EARLIER_CHARACTERS = 300;
const EARLIER_MESSAGES = 2;

/**
 * Makes the detector from a lexicon, or in no time from one that was compiled before. A message then costs one step
 * a word.
 *
 * @throws TriageError CRISIS_LEXICON_INVALID with one line for each phrase that cannot be read
 */
export function createDetector(lexicon: Lexicon | Compiled): Detect {
  const reader = createReader('network' in lexicon ? lexicon : compile(lexicon));
  return (text, context = {}) => {
    const alone = decide(find(reader, text, []), context);
    const earlier = (context.previous ?? [])
      .slice(-EARLIER_MESSAGES)
      .map((message) => message.slice(-EARLIER_CHARACTERS));
    return earlier.length === 0 ? alone : moreUrgent(alone, decide(find(reader, text, earlier), context));
  };
}

/** What reads messages with a compiled lexicon. */
interface Reader {
  readonly words: Compiled;
  readonly normaliser: Normaliser;
  readonly automaton: Automaton;
}

function createReader(words: Compiled): Reader {
  const { spelling, network } = words;
  const alphabet = new Alphabet(new Map(Object.entries(spelling.also)), words.alphabet);
  const normaliser = new Normaliser(spelling, alphabet, new Respeller(spelling, alphabet));
  return { words, normaliser, automaton: new Automaton(network, alphabet) };
}

/** What stands in a message. With earlier messages in front, only hits that reach into this one count. */
function find({ words, normaliser, automaton }: Reader, text: string, earlier: readonly string[]): Found {
  const from = earlier.length === 0 ? 0 : normaliser.read(earlier.join('\n')).words.length;
  const reading = normaliser.read([...earlier, text].join('\n'));
  const hits: Hit[] = [];
  const cues: CueFound[] = [];
  for (const { phrase, start, end } of automaton.find(reading)) {
    const owner = words.owners[phrase];
    if (owner === undefined) continue;
    if ('cue' in owner) cues.push({ effect: owner.cue.effect, language: owner.cue.language, start, end });
    else if (end >= from) hits.push({ entry: owner.entry, start, end });
  }
  return { reading, hits, cues, words };
}

function moreUrgent(one: Detection, other: Detection): Detection {
  return TIERS.indexOf(other.tier) < TIERS.indexOf(one.tier) ? other : one;
}
