/** One sentence to learn from: what was seen in it, what it means, how much it counts. */
export interface Example<L extends string> {
  readonly features: readonly string[];
  readonly label: L;
  readonly weight: number;
}

/** What was learned, as plain data, so that it can be kept in a file. */
export interface Learned {
  /** Feature → its row of weights, one a label. */
  readonly index: ReadonlyMap<string, number>;
  readonly weights: Float32Array;
}

// Looked up once: inside a VM context, as under the tests, every look at a global costs more than the arithmetic.
const { abs, exp, max, sqrt } = Math;

const EPOCHS = 5;
const RATE = 0.35;
/** A label whose share of the blame is smaller than this is left as it is; saves nine tenths of the work. */
const NEGLIGIBLE = 0.002;
/** Features that fewer sentences have say more about the sentence than about its meaning. */
const RARE = 2;

/**
 * A multinomial logistic regression over sparse yes/no features, trained with AdaGrad in a fixed order, so that the
 * same sentences always give the same model. Small data, some hundreds of milliseconds; no library that is kept up
 * does this without bringing a tensor engine along.
 */
export class Classifier<L extends string> {
  constructor(
    private readonly labels: readonly L[],
    readonly learned: Learned,
  ) {
    this.shares = new Float64Array(labels.length);
  }

  /** Learns to tell the labels apart. */
  static learn<L extends string>(
    labels: readonly L[],
    examples: readonly Example<L>[],
    rare: number = RARE,
  ): Classifier<L> {
    const seen = new Map<string, number>();
    for (const { features } of examples) for (const f of features) seen.set(f, (seen.get(f) ?? 0) + 1);
    const index = new Map<string, number>();
    for (const [feature, times] of seen) if (times >= rare) index.set(feature, index.size);
    const weights = new Float32Array(index.size * labels.length);
    const classifier = new Classifier(labels, { index, weights });
    classifier.train(examples);
    return classifier;
  }

  /** Scratch space: the probabilities of the sentence at hand. */
  private readonly shares: Float64Array;

  /** The labels with their probabilities, most likely first. */
  rank(features: readonly string[]): { label: L; p: number }[] {
    this.weigh(this.known(features));
    return this.labels.map((label, i) => ({ label, p: this.shares[i]! })).sort((a, b) => b.p - a.p);
  }

  private known(features: readonly string[]): Int32Array {
    const rows = new Set<number>();
    for (const feature of features) {
      const row = this.learned.index.get(feature);
      if (row !== undefined) rows.add(row);
    }
    return Int32Array.from(rows);
  }

  /** Softmax of the summed weights, into `shares`. */
  private weigh(rows: Int32Array): void {
    const { shares } = this;
    const { weights } = this.learned;
    const size = shares.length;
    const scale = 1 / sqrt(rows.length + 1);
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
  }

  private train(examples: readonly Example<L>[]): void {
    const squares = new Float32Array(this.learned.weights.length).fill(1e-3);
    const rows = examples.map(({ features }) => this.known(features));
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
