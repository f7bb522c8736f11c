import { Classifier } from '../classifier';
import { decide } from './decide';
import { crisisFeatures, isDenied, wordFeatures } from './features';
import type { Model } from './model';
import { GAP } from './normalise';
import type { InPieces } from './pieces';
import { stretchOf } from './reader';
import type { Found } from './scene';
import { NOTHING, TIERS, rankOf, type CrisisContext, type Detection, type Tier } from './types';

/** How sure the model must be that a stretch of text is no ordinary talk, of 1. Measured: README, "Crisis". */
const SURE = {
  /** The lexicon found something in it: only a model that is quite sure takes it back. */
  withHit: 0.25,
  /** The lexicon found nothing. */
  alone: 0.62,
  /** The same, after an earlier hit in the conversation. */
  alert: 0.5,
  /** A sentence out of a message that as a whole seems ordinary. */
  sentence: 0.8,
  /** The lexicon found something and a sign that takes it back: "no thoughts of suicide". */
  denied: 0.7,
  /** Several messages read as one: they were not written to be. */
  together: 0.8,
};
/** A longer message is looked at in stretches that overlap, so that no sentence drowns in the talk around it. */
const STRETCH = 40;
const STEP = 30;
/** In a message of at least so many words a hit is also looked at with a few words on either side. */
const TALK = 20;
const AROUND = 4;
/** The last of the tiers: none. */
const ORDINARY = TIERS.length - 1;
/** A hit that ends so few words behind another stands in the same surroundings. */
const SOON = 3;

/** Weighs what the lexicon found in a message together with everything else that stands in it. */
export class Judge {
  private readonly tiers: Classifier<Tier>;
  private readonly languages: Classifier<string>;

  constructor(private readonly model: Model) {
    this.tiers = new Classifier(TIERS, model.tiers);
    this.languages = new Classifier(model.codes, model.languages);
  }

  /** The last word on a message. */
  *decide(found: Found, context: CrisisContext): InPieces<Detection> {
    const lexical = decide(found, context);
    if (this.isForeign(lexical)) return lexical;
    const alone = context.alert === true ? SURE.alert : SURE.alone;
    const tier =
      (yield* this.judge(stretches(found), context, alone)) ??
      (yield* this.judge(sentences(found), context, SURE.sentence)) ??
      (yield* this.judge(surroundings(found, lexical), context, SURE.sentence));
    const since = tier === 'history' ? yield* this.sinceThen(sentences(found), context) : undefined;
    return this.told(found, lexical, since ?? tier);
  }

  /** Behind a sentence on the past, what a later one says of now: "I used to cut, all good now. Lately I want to die." */
  private *sinceThen(parts: Iterable<Found>, context: CrisisContext): InPieces<Tier | undefined> {
    let isPast = false;
    const acute: Found[] = [];
    for (const part of parts) {
      yield;
      if (isPast) {
        if (rankOf(decide(part, context).tier) > rankOf('history')) acute.push(part);
      } else isPast = (yield* this.judge([part], context, SURE.sentence)) === 'history';
    }
    return yield* this.judge(acute, context, SURE.sentence);
  }

  /**
   * The last word on a message that was read together with those before it.
   *
   * @param before reads what stands in those alone: that has had its answer
   */
  *decideTogether(found: Found, before: () => InPieces<Found>, context: CrisisContext): InPieces<Detection> {
    const lexical = decide(found, context);
    if (this.isForeign(lexical)) return lexical;
    const tier = yield* this.judge([found], context, SURE.together);
    if (tier === undefined) return NOTHING;
    const known =
      lexical.tier === 'none' && (yield* this.judge([yield* before()], context, SURE.alone)) !== undefined;
    return known ? NOTHING : this.told(found, lexical, tier);
  }

  /** Of a language that the model has not learned it knows nothing: there the lexicon's word stands. */
  private isForeign({ language }: Detection): boolean {
    return language !== null && !this.model.speaks.includes(language);
  }

  /** The finding for a tier: the lexicon's where it found something; else the model's, in a language that it has learned. */
  private told(found: Found, lexical: Detection, tier: Tier | undefined): Detection {
    if (tier === undefined) return NOTHING;
    if (lexical.tier !== 'none') return { ...lexical, tier };
    const language = this.languageOf(found);
    return this.model.speaks.includes(language) ? { tier, entries: [`examples.${tier}`], language } : NOTHING;
  }

  /** The most urgent tier of the stretches that the model is sure of; of equally urgent ones the surest. */
  private *judge(parts: Iterable<Found>, context: CrisisContext, needed: number): InPieces<Tier | undefined> {
    let worst: { tier: Tier; p: number } | undefined;
    for (const part of parts) {
      yield;
      const lexical = decide(part, context);
      const weighed = this.weigh(part, lexical, context);
      if (weighed.p < sureness(part, lexical, needed)) continue;
      const more = worst ? rankOf(weighed.tier) - rankOf(worst.tier) || weighed.p - worst.p : 1;
      if (more > 0) worst = weighed;
    }
    return worst?.tier;
  }

  /** The likeliest crisis, and how likely it is that it is one at all. */
  private weigh(found: Found, lexical: Detection, { asked }: CrisisContext): { tier: Tier; p: number } {
    const shares = this.tiers.probabilities(crisisFeatures(found, lexical, asked));
    let likeliest = 0;
    for (let tier = 1; tier < ORDINARY; tier++) if (shares[tier]! > shares[likeliest]!) likeliest = tier;
    return { tier: TIERS[likeliest]!, p: 1 - shares[ORDINARY]! };
  }

  private languageOf(found: Found): string {
    return this.languages.rank(wordFeatures(found))[0]?.label ?? '';
  }
}

/** How sure the model must be of this stretch. */
function sureness(part: Found, lexical: Detection, needed: number): number {
  if (isDenied(part, lexical)) return SURE.denied;
  return lexical.tier === 'none' ? needed : SURE.withHit;
}

/** A message in stretches that overlap; a short one is a stretch of its own. */
function* stretches(found: Found): Iterable<Found> {
  const { length } = found.reading.words;
  if (length <= STRETCH) yield found;
  else
    for (let from = 0; from + STRETCH - STEP < length; from += STEP)
      yield stretchOf(found, from, Math.min(from + STRETCH, length));
}

/** The sentences of a message that has several, in stretches where they are long. */
function* sentences(found: Found): Iterable<Found> {
  const { gaps, words } = found.reading;
  const starts = gaps.flatMap((gap, at) => (at > 0 && gap === GAP.sentence ? [at] : []));
  if (starts.length === 0) return;
  for (const [n, from] of [0, ...starts].entries())
    yield* stretches(stretchOf(found, from, starts[n] ?? words.length));
}

/**
 * What stands directly around each hit that counts. In talk without a full stop there is no sentence to look at, and in a
 * stretch of forty words a few plain ones drown.
 */
function* surroundings(found: Found, lexical: Detection): Iterable<Found> {
  const { length } = found.reading.words;
  if (length < TALK) return;
  const counted = new Set(lexical.entries);
  let seen = -1;
  for (const { entry, start, end } of found.hits) {
    if (end <= seen || !counted.has(entry.id)) continue;
    seen = end + SOON;
    yield stretchOf(found, Math.max(0, start - AROUND), Math.min(length, end + 1 + AROUND));
  }
}
