import type { Compiled } from './compile';
import type { CueEffect, Entry } from './lexicon';
import { GAP, type Reading } from './normalise';
import type { Traits } from './traits';
import type { Tier } from './types';

/** An entry found in a message, from its first to its last word. */
export interface Hit {
  readonly entry: Entry;
  readonly start: number;
  readonly end: number;
}
/** A cue found in a message. */
export interface CueFound {
  readonly effect: CueEffect;
  readonly language: string;
  readonly start: number;
  readonly end: number;
}
/** All that was found in a message; hits and cues in the order of their last words. */
export interface Found {
  readonly reading: Reading;
  /** What each of its words tells by itself. */
  readonly traits: readonly Traits[];
  readonly hits: readonly Hit[];
  readonly cues: readonly CueFound[];
  readonly words: Pick<Compiled, 'subjects' | 'selves' | 'enders' | 'past' | 'fillers'>;
}

/** How many words a cue reaches. */
const REACH = { negationToTopic: 7, denial: 5, other: 7, past: 12, used: 3, now: 14, verbBefore: 4 };
/** No cue is looked for farther away than this, so that the work grows with the length of the text alone. */
const FARTHEST = 16;

/** What the cues of a message say about its hits. A cue speaks for hits of its own language; a time for all. */
export class Scene {
  private readonly sentences: readonly number[];
  private readonly cues = new Map<CueEffect, CueFound[]>();
  /** Sentence and language with a sign of teaching; and where its first hypothetical question ends. */
  private readonly taught = new Set<string>();
  private readonly asked = new Map<string, number>();
  private readonly well = new Set<string>();

  constructor(private readonly found: Found) {
    let sentence = 0;
    this.sentences = found.reading.gaps.map((gap, at) =>
      gap === GAP.sentence && at > 0 ? ++sentence : sentence,
    );
    for (const cue of found.cues) {
      const where = `${this.sentences[cue.end]} ${cue.language}`;
      if (cue.effect === 'education') this.taught.add(where);
      else if (cue.effect === 'well') this.well.add(cue.language);
      else if (cue.effect === 'hypothetical')
        this.asked.set(where, Math.min(cue.end, this.asked.get(where) ?? Infinity));
      else this.listOf(cue.effect).push(cue);
    }
  }

  private listOf(effect: CueEffect): CueFound[] {
    const list = this.cues.get(effect) ?? [];
    this.cues.set(effect, list);
    return list;
  }

  /** A negation, a denial, a way of speaking or a hypothetical question covers the hit. */
  cancels(hit: Hit): boolean {
    return (
      (hit.entry.tier === 'medical' && this.isPast(hit)) ||
      this.some('idiom', hit, (cue) => overlaps(cue, hit) && cue.end >= hit.end) ||
      this.some('negation', hit, (cue) => this.negates(cue, hit)) ||
      this.some(
        'denial',
        hit,
        (cue) => this.reaches(cue, hit, REACH.denial) && !this.pauseIn(cue.end + 1, hit.start),
      ) ||
      (this.asked.get(this.sentenceOf(hit)) ?? Infinity) < hit.start
    );
  }

  /** The hit is a bare topic in a service question, a title, a job. */
  isTaught(hit: Hit): boolean {
    return hit.entry.topic && this.taught.has(this.sentenceOf(hit));
  }

  /** The tier of a hit after what the cues say of time and person. */
  tierOf(hit: Hit): Tier {
    if (this.isPast(hit)) return 'history';
    const { selves } = this.found.words;
    if (
      (hit.entry.topic || this.isReported(hit)) &&
      this.some(
        'other',
        hit,
        (cue) =>
          this.reaches(cue, hit, REACH.other) &&
          !this.has(selves, cue.end + 1, hit.start) &&
          !this.pauseIn(cue.end + 1, hit.start),
      )
    ) {
      return 'third_party';
    }
    const soon = this.some('now', hit, (cue) => this.together(cue, hit) && distance(cue, hit) <= REACH.now);
    return hit.entry.lifts && soon ? 'imminent' : hit.entry.tier;
  }

  /** A statement without a first person, directly behind another person: "my dad says there is no point in living". */
  private isReported(hit: Hit): boolean {
    const mayBeTheirs = hit.entry.tier === 'ideation' || hit.entry.tier === 'selfharm';
    return mayBeTheirs && !this.has(this.found.words.selves, hit.start, hit.end + 1);
  }

  private negates(cue: CueFound, hit: Hit): boolean {
    const { reading, words } = this.found;
    if (!this.reaches(cue, hit, REACH.negationToTopic)) return false;
    if (this.some('affirmation', hit, (sign) => overlaps(sign, cue))) return false;
    if (hit.entry.topic) return true;
    if (words.subjects.has(reading.words[hit.start] ?? '')) return false;
    const onlyFillers = reading.words.slice(cue.end + 1, hit.start).every((word) => words.fillers.has(word));
    return onlyFillers && !this.pauseIn(cue.end + 1, hit.start);
  }

  private isPast(hit: Hit): boolean {
    const { entry, start, end } = hit;
    if (entry.tier === 'third_party') return false;
    if (this.some('present', hit, (cue) => this.together(cue, hit) && !overlaps(cue, hit))) return false;
    const verb = this.has(this.found.words.past, Math.max(0, start - REACH.verbBefore), end + 1);
    if (verb && this.well.has(entry.language)) return true;
    return this.some(
      'past',
      hit,
      (cue) =>
        this.together(cue, hit) &&
        distance(cue, hit) <= REACH.past &&
        (verb || entry.topic || overlaps(cue, hit) || (cue.end < start && start - cue.end <= REACH.used)),
    );
  }

  /** The cue stands before the hit, in its sentence, within so many words, and no `but` comes in between. */
  private reaches(cue: CueFound, hit: Hit, reach: number): boolean {
    const gap = hit.start - cue.end;
    return (
      gap >= 1 &&
      gap <= reach &&
      this.sentences[cue.end] === this.sentences[hit.start] &&
      !this.has(this.found.words.enders, cue.start + 1, hit.start)
    );
  }

  /** The cues of one effect near a hit. They are in the order of their last words: a search finds the first. */
  private some(effect: CueEffect, hit: Hit, test: (cue: CueFound) => boolean): boolean {
    const cues = this.listOf(effect);
    let low = 0;
    for (let high = cues.length; low < high;) {
      const middle = (low + high) >> 1;
      if ((cues[middle] as CueFound).end < hit.start - FARTHEST) low = middle + 1;
      else high = middle;
    }
    for (; low < cues.length; low++) {
      const cue = cues[low] as CueFound;
      if (cue.end > hit.end + 2 * FARTHEST) return false;
      if ((cue.language === hit.entry.language || effect === 'now') && test(cue)) return true;
    }
    return false;
  }

  private together(cue: CueFound, hit: Hit): boolean {
    return (
      this.sentences[cue.end] === this.sentences[hit.start] ||
      this.sentences[cue.start] === this.sentences[hit.end]
    );
  }

  private sentenceOf(hit: Hit): string {
    return `${this.sentences[hit.start]} ${hit.entry.language}`;
  }

  private has(set: ReadonlySet<string>, from: number, to: number): boolean {
    for (let at = from; at < to; at++) if (set.has(this.found.reading.words[at] ?? '')) return true;
    return false;
  }

  private pauseIn(from: number, to: number): boolean {
    for (let at = from; at <= to; at++) if (this.found.reading.gaps[at] !== GAP.none) return true;
    return false;
  }
}

type Span = Pick<Hit, 'start' | 'end'>;

function overlaps(one: Span, other: Span): boolean {
  return one.start <= other.end && other.start <= one.end;
}

function distance(one: Span, other: Span): number {
  return Math.max(one.start - other.end, other.start - one.end, 0);
}
