/** One sentence to learn from: what was seen in it, what it means, how much it counts. */
export interface Example<L extends string> {
  readonly features: Features;
  readonly label: L;
  readonly weight: number;
}

/** What was seen in a sentence, each as a whole number of 32 bits ({@link featureOf}); order and repetition say nothing. */
export type Features = readonly number[];

/** What was learned, as plain data, so that it can be kept in a file. */
export interface Learned {
  /** A hash table with open addressing: features, and beside each its row of weights. -1: nothing stands here. */
  readonly keys: Int32Array;
  readonly rows: Int32Array;
  /** A row for each feature, a column for each label, in `unit`s: half the size of numbers that are no more exact. */
  readonly weights: Int16Array | Float32Array;
  readonly unit: number;
}

/** The largest weight in units. */
const MOST = 32_767;

// Looked up once: inside a VM context, as under the tests, every look at a global costs more than the arithmetic.
const { abs, exp, imul, max, round, sqrt } = Math;

const EPOCHS = 5;
const RATE = 0.35;
/** A label whose share of the blame is smaller than this is left as it is; saves nine tenths of the work. */
const NEGLIGIBLE = 0.002;
/** Features that fewer sentences have say more about the sentence than about its meaning. */
const RARE = 2;

/** A feature's number: FNV-1a over its text, or over a part of it. */
export function featureOf(text: string, seed = 0x811c9dc5, from = 0, to = text.length): number {
  let hash = seed;
  for (let i = from; i < to; i++) hash = imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}

/** A feature made of two, in their order. */
export function joined(one: number, other: number): number {
  let hash = imul(one ^ (other >>> 15), 0x85ebca6b) ^ imul(other, 0x9e3779b1);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}

/**
 * A multinomial logistic regression over sparse yes/no features, trained with AdaGrad in a fixed order, so that the
 * same sentences always give the same model. Small data, a second or two; no library that is kept up does this without
 * bringing a tensor engine along.
 */
export class Classifier<L extends string> {
  constructor(
    private readonly labels: readonly L[],
    readonly learned: Learned,
  ) {
    this.shares = new Float64Array(labels.length);
    this.taken = new Int32Array(((learned.weights.length / labels.length) >>> 5) + 1);
  }

  /** Learns to tell the labels apart. */
  static learn<L extends string>(
    labels: readonly L[],
    examples: readonly Example<L>[],
    rare: number = RARE,
  ): Classifier<L> {
    const seen = new Map<number, number>();
    for (const { features } of examples)
      for (const feature of new Set(features)) seen.set(feature, (seen.get(feature) ?? 0) + 1);
    const kept = [...seen].filter(([, times]) => times >= rare).map(([feature]) => feature);
    const weights = new Float32Array(kept.length * labels.length);
    const learned = { ...tableOf(kept), weights, unit: 1 };
    new Classifier(labels, learned).train(examples);
    return new Classifier(labels, { ...learned, ...inUnits(weights) });
  }

  /** Scratch space: the probabilities of the sentence at hand, its rows, and a bit for each row that it has had. */
  private readonly shares: Float64Array;
  private rows = new Int32Array(1024);
  private readonly taken: Int32Array;

  /** The labels with their probabilities, most likely first. */
  rank(features: Features): { label: L; p: number }[] {
    const shares = this.weigh(this.known(features));
    return this.labels.map((label, i) => ({ label, p: shares[i]! })).sort((a, b) => b.p - a.p);
  }

  /** The probability of each label, in their order. Holds until the next call. */
  probabilities(features: Features): Readonly<Float64Array> {
    return this.weigh(this.known(features));
  }

  /** The rows of the features that are known, each once. Holds until the next call. */
  private known(features: Features): Int32Array {
    const { taken } = this;
    const { keys, rows } = this.learned;
    const mask = keys.length - 1;
    if (this.rows.length < features.length) this.rows = new Int32Array(2 * features.length);
    const found = this.rows;
    let count = 0;
    for (let i = 0; i < features.length; i++) {
      const feature = features[i]!;
      let at = placeOf(feature) & mask;
      while (rows[at]! >= 0 && keys[at] !== feature) at = (at + 1) & mask;
      const row = rows[at]!;
      if (row < 0 || taken[row >>> 5]! & (1 << (row & 31))) continue;
      taken[row >>> 5]! |= 1 << (row & 31);
      found[count++] = row;
    }
    for (let i = 0; i < count; i++) taken[found[i]! >>> 5] = 0;
    return found.subarray(0, count);
  }

  /** Softmax of the summed weights, into `shares`. */
  private weigh(rows: Int32Array): Float64Array {
    const { shares } = this;
    const { weights, unit } = this.learned;
    const size = shares.length;
    const scale = unit / sqrt(rows.length + 1);
    shares.fill(0);
    for (let r = 0; r < rows.length; r++) {
      const base = rows[r]! * size;
      for (let c = 0; c < size; c++) shares[c]! += weights[base + c]!;
    }
    let top = -Infinity;
    for (let c = 0; c < size; c++) top = max(top, shares[c]!);
    let sum = 0;
    for (let c = 0; c < size; c++) sum += shares[c] = exp((shares[c]! - top) * scale);
    for (let c = 0; c < size; c++) shares[c]! /= sum;
    return shares;
  }

  private train(examples: readonly Example<L>[]): void {
    const squares = new Float32Array(this.learned.weights.length).fill(1e-3);
    const rows = examples.map(({ features }) => this.known(features).slice());
    const order = shuffled(examples.length);
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      for (const n of order) {
        const { label, weight } = examples[n]!;
        this.weigh(rows[n]!);
        const scale = weight / sqrt(rows[n]!.length + 1);
        for (let c = 0; c < this.labels.length; c++) {
          const slope = (this.shares[c]! - (this.labels[c] === label ? 1 : 0)) * scale;
          if (abs(slope) > NEGLIGIBLE) this.step(rows[n]!, c, slope, squares);
        }
      }
    }
  }

  private step(rows: Int32Array, c: number, slope: number, squares: Float32Array): void {
    const { weights } = this.learned;
    const size = this.labels.length;
    for (let r = 0; r < rows.length; r++) {
      const at = rows[r]! * size + c;
      squares[at]! += slope * slope;
      weights[at]! -= (RATE * slope) / sqrt(squares[at]!);
    }
  }
}

/** Weights as whole multiples of a unit that is as small as the largest of them allows. */
function inUnits(weights: Float32Array): Pick<Learned, 'weights' | 'unit'> {
  let top = 0;
  for (const weight of weights) top = max(top, abs(weight));
  const unit = top / MOST || 1;
  return { unit, weights: Int16Array.from(weights, (weight) => round(weight / unit)) };
}

/** Where a feature is looked for first. */
function placeOf(feature: number): number {
  return imul(feature ^ (feature >>> 16), 0x7feb352d) >>> 8;
}

/** A hash table that is at most half full, so that a look-up takes a step or two. */
function tableOf(features: readonly number[]): Pick<Learned, 'keys' | 'rows'> {
  let size = 2;
  while (size < 2 * features.length) size *= 2;
  const keys = new Int32Array(size);
  const rows = new Int32Array(size).fill(-1);
  for (const [row, feature] of features.entries()) {
    let at = placeOf(feature) & (size - 1);
    while (rows[at]! >= 0) at = (at + 1) & (size - 1);
    keys[at] = feature;
    rows[at] = row;
  }
  return { keys, rows };
}

/** 0 … n-1 in a fixed mixed order (a small linear congruential generator). */
function shuffled(n: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  let seed = 42;
  for (let i = n - 1; i > 0; i--) {
    seed = (seed * 1664525 + 1013904223) % 4294967296;
    const j = Math.floor((seed / 4294967296) * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
