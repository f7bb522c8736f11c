/** One sentence to learn from: what was seen in it, what it means, how much it counts. */
export interface Example<L extends string> {
  readonly features: readonly string[];
  readonly label: L;
  readonly weight: number;
}

const EPOCHS = 14;
const RATE = 0.35;
const DECAY = 2e-5;
/** A label whose share of the blame is smaller than this is left as it is; saves nine tenths of the work. */
const NEGLIGIBLE = 0.004;

/**
 * A multinomial logistic regression over sparse yes/no features, trained with AdaGrad in a fixed order, so that the
 * same sentences always give the same model. Small data, hundreds of milliseconds; no library that is kept up does
 * this without bringing a tensor engine along.
 */
export class Classifier<L extends string> {
  constructor(
    private readonly labels: readonly L[],
    examples: readonly Example<L>[],
  ) {
    const seen = new Map<string, number>();
    for (const { features } of examples) for (const f of features) seen.set(f, (seen.get(f) ?? 0) + 1);
    for (const feature of seen.keys()) this.index.set(feature, this.index.size);
    this.weights = new Float32Array(this.index.size * labels.length);
    this.train(examples);
  }

  private readonly index = new Map<string, number>();
  private readonly weights: Float32Array;

  /** The labels with their probabilities, most likely first. */
  rank(features: readonly string[]): { label: L; p: number }[] {
    const p = this.probabilities(this.known(features));
    return this.labels.map((label, i) => ({ label, p: p[i]! })).sort((a, b) => b.p - a.p);
  }

  private known(features: readonly string[]): number[] {
    return [...new Set(features)].flatMap((feature) => this.index.get(feature) ?? []);
  }

  private probabilities(rows: readonly number[]): Float64Array {
    const size = this.labels.length;
    const scores = new Float64Array(size);
    const scale = 1 / Math.sqrt(rows.length + 1);
    for (const row of rows)
      for (let c = 0; c < size; c++) scores[c]! += this.weights[row * size + c]! * scale;
    let top = -Infinity;
    for (const score of scores) top = Math.max(top, score);
    let sum = 0;
    for (let c = 0; c < size; c++) sum += scores[c] = Math.exp(scores[c]! - top);
    for (let c = 0; c < size; c++) scores[c]! /= sum;
    return scores;
  }

  private train(examples: readonly Example<L>[]): void {
    const size = this.labels.length;
    const squares = new Float32Array(this.weights.length).fill(1e-3);
    const rows = examples.map(({ features }) => this.known(features));
    const order = shuffled(examples.length);
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      for (const n of order) {
        const { label, weight } = examples[n]!;
        const p = this.probabilities(rows[n]!);
        const scale = weight / Math.sqrt(rows[n]!.length + 1);
        for (let c = 0; c < size; c++) {
          const slope = (p[c]! - (this.labels[c] === label ? 1 : 0)) * scale;
          if (Math.abs(slope) > NEGLIGIBLE) this.step(rows[n]!, c, slope, squares);
        }
      }
    }
  }

  private step(rows: readonly number[], c: number, slope: number, squares: Float32Array): void {
    for (const row of rows) {
      const at = row * this.labels.length + c;
      const gradient = slope + DECAY * this.weights[at]!;
      squares[at]! += gradient * gradient;
      this.weights[at]! -= (RATE * gradient) / Math.sqrt(squares[at]!);
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
