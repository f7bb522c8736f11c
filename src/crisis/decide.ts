import type { Compiled } from './compile';
import type { CueEffect, Entry } from './lexicon';
import { GAP, type Reading } from './normalise';
import type { CrisisContext, Detection, Tier } from './types';

export interface Hit {
  readonly entry: Entry;
  readonly start: number;
  readonly end: number;
}
export interface CueFound {
  readonly effect: CueEffect;
  readonly start: number;
  readonly end: number;
}
/** All that was found in a message. */
export interface Found {
  readonly reading: Reading;
  readonly hits: readonly Hit[];
  readonly cues: readonly CueFound[];
  readonly words: Pick<Compiled, 'subjects' | 'selves' | 'enders' | 'past' | 'fillers'>;
}

/** How many words a cue reaches. */
const REACH = { negationToTopic: 7, denial: 5, past: 12, now: 14 };
/** Which hit gives the tier, first to last, where hits of one rank remain. */
const ORDER: readonly Tier[] = [
  'imminent',
  'ideation',
  'harm_others',
  'abuse',
  'selfharm',
  'medical',
  'third_party',
  'history',
];
/** Words of a message in which a bare noun counts. */
const SHORT = 4;
/** What a bot that had asked for these is told may look like a crisis word and is none: names, places. */
const NAMES_ASKED = new Set(['name', 'email', 'location', 'phone', 'insurance']);

/** Applies the cues to the hits and names the tier of the most urgent hit that is left. */
export function decide(found: Found, context: CrisisContext): Detection {
  if (found.hits.length === 0) return NOTHING;
  const scene = sceneOf(found);
  const careful = context.alert === true || context.asked === 'concern';
  const named = NAMES_ASKED.has(context.asked ?? '');
  const counted = found.hits.filter(
    ({ entry }) =>
      (!entry.weak || careful) &&
      (!entry.short || careful || found.reading.words.length <= SHORT) &&
      !(entry.topic && named && context.alert !== true),
  );
  const cancelled = counted.filter((hit) => scene.cancels(hit));
  const left = counted.filter(
    (hit) =>
      !cancelled.includes(hit) && !cancelled.some((other) => covers(other, hit)) && !scene.isTaught(hit),
  );
  const judged = left
    .filter((hit) => !left.some((other) => outranks(other, hit)))
    .map((hit) => ({ hit, tier: scene.tierOf(hit) }))
    .sort((a, b) => ORDER.indexOf(a.tier) - ORDER.indexOf(b.tier));
  const first = judged[0];
  if (first === undefined) return NOTHING;
  return {
    tier: first.tier,
    entries: [...new Set(judged.map(({ hit }) => hit.entry.id))],
    language: first.hit.entry.language,
  };
}

const NOTHING: Detection = { tier: 'none', entries: [], language: null };

function covers(outer: Hit, inner: Hit): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** A longer hit around another says more exactly what is meant. An imminent one gives way only to another's story. */
function outranks(outer: Hit, inner: Hit): boolean {
  if (!covers(outer, inner) || outer.end - outer.start === inner.end - inner.start) return false;
  if (inner.entry.tier !== 'imminent') return true;
  return outer.entry.tier !== 'ideation' && outer.entry.tier !== 'selfharm';
}

interface Scene {
  /** A negation, denial or idiom covers the hit. */
  cancels(hit: Hit): boolean;
  /** The hit is a bare topic in a service question, a title, a job. */
  isTaught(hit: Hit): boolean;
  tierOf(hit: Hit): Tier;
}

function sceneOf({ reading, cues, words }: Found): Scene {
  const sentences = sentencesOf(reading);
  const of = (effect: CueEffect) => cues.filter((cue) => cue.effect === effect);
  const by = {
    negation: of('negation'),
    denial: of('denial'),
    affirmation: of('affirmation'),
    hypothetical: of('hypothetical'),
    other: of('other'),
    education: of('education'),
    idiom: of('idiom'),
    past: of('past'),
    present: of('present'),
    now: of('now'),
  };
  const well = of('well').length > 0;
  const sentence = (at: number) => sentences[at] ?? 0;
  const together = (cue: CueFound, hit: Hit) =>
    sentence(cue.end) === sentence(hit.start) || sentence(cue.start) === sentence(hit.end);
  const between = (from: number, to: number, test: (at: number) => boolean) => {
    for (let at = from; at < to; at++) if (test(at)) return true;
    return false;
  };
  const isEnder = (at: number) => words.enders.has(reading.words[at] ?? '');
  const isPause = (at: number) => reading.gaps[at] !== GAP.none;

  function negates(cue: CueFound, hit: Hit): boolean {
    const distance = hit.start - cue.end;
    if (distance < 1 || distance > REACH.negationToTopic || sentence(cue.end) !== sentence(hit.start))
      return false;
    if (between(cue.start + 1, hit.start, isEnder)) return false;
    if (by.affirmation.some((sign) => sign.start <= cue.end && cue.start <= sign.end)) return false;
    if (hit.entry.topic) return true;
    if (words.subjects.has(reading.words[hit.start] ?? '')) return false;
    return (
      !between(cue.end + 1, hit.start + 1, isPause) &&
      !between(cue.end + 1, hit.start, (at) => !words.fillers.has(reading.words[at] ?? ''))
    );
  }
  function denies(cue: CueFound, hit: Hit): boolean {
    const distance = hit.start - cue.end;
    return (
      distance >= 1 &&
      distance <= REACH.denial &&
      sentence(cue.end) === sentence(hit.start) &&
      !between(cue.start + 1, hit.start, isEnder) &&
      !between(cue.end + 1, hit.start + 1, isPause)
    );
  }
  /** The other person is the subject of the topic: nobody else stands in between. */
  const isTheirs = (cue: CueFound, hit: Hit) =>
    cue.end < hit.start &&
    hit.start - cue.end <= REACH.negationToTopic &&
    sentence(cue.end) === sentence(hit.start) &&
    !between(cue.end + 1, hit.start, (at) => words.selves.has(reading.words[at] ?? ''));
  const overlaps = (cue: CueFound, hit: Hit) => cue.start <= hit.end && hit.start <= cue.end;
  const distance = (cue: CueFound, hit: Hit) => Math.max(cue.start - hit.end, hit.start - cue.end, 0);

  function isPast(hit: Hit): boolean {
    if (hit.entry.tier === 'third_party') return false;
    if (by.present.some((cue) => together(cue, hit) && !overlaps(cue, hit))) return false;
    const told =
      hit.entry.topic ||
      between(Math.max(0, hit.start - 4), hit.end + 1, (at) => words.past.has(reading.words[at] ?? ''));
    if (well && told && !hit.entry.topic) return true;
    return by.past.some(
      (cue) =>
        (overlaps(cue, hit) || (hit.start > cue.end && hit.start - cue.end <= 3) || told) &&
        together(cue, hit) &&
        distance(cue, hit) <= REACH.past,
    );
  }
  return {
    cancels: (hit) =>
      (hit.entry.tier === 'medical' && isPast(hit)) ||
      by.idiom.some((cue) => overlaps(cue, hit)) ||
      by.negation.some((cue) => negates(cue, hit)) ||
      by.denial.some((cue) => denies(cue, hit)) ||
      by.hypothetical.some((cue) => cue.end < hit.start && sentence(cue.end) === sentence(hit.start)),
    isTaught: (hit) => hit.entry.topic && by.education.some((cue) => together(cue, hit)),
    tierOf: (hit) => {
      if (isPast(hit)) return 'history';
      if (hit.entry.topic && by.other.some((cue) => isTheirs(cue, hit))) return 'third_party';
      const soon = by.now.some((cue) => together(cue, hit) && distance(cue, hit) <= REACH.now);
      return hit.entry.lifts && soon ? 'imminent' : hit.entry.tier;
    },
  };
}

/** The number of the sentence that each word stands in. */
function sentencesOf(reading: Reading): number[] {
  let sentence = 0;
  return reading.gaps.map((gap, at) => (gap === GAP.sentence && at > 0 ? ++sentence : sentence));
}
