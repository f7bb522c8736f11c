/** A number in a message: its value and where it ends (token index, exclusive). */
export interface NumberAt {
  readonly value: number;
  readonly end: number;
  /** True for digits, false for words. */
  readonly digits: boolean;
}

/**
 * Reads the number that starts at `words[i]`: "60", "1.5k", "sixty five", "two twenty" (220), "ciento veinte", "a
 * hundred". Words that count things otherwise ("one on one") are the caller's matter.
 */
export function numberAt(
  words: readonly string[],
  i: number,
  values: Readonly<Record<string, number>>,
): NumberAt | undefined {
  const word = words[i];
  if (word === undefined) return undefined;
  if (/^\d{1,9}$/.test(word)) return digitsAt(words, i, Number(word), values);
  let total = 0;
  let current = 0;
  let end = i;
  for (let k = i; k < words.length; k++) {
    const value = values[words[k]!];
    if (value === undefined) {
      const joins = (words[k] === 'and' || words[k] === 'y') && k > i && current >= 10;
      const after = values[words[k + 1] ?? ''];
      if (joins && after !== undefined && after < 100 && after < lowestUnit(current)) continue;
      break;
    }
    if (end > i && !continues(current, value)) break;
    if (value === 1000) {
      total += (current || 1) * 1000;
      current = 0;
    } else current = combine(current, value);
    end = k + 1;
  }
  return end > i ? { value: total + current, end, digits: false } : undefined;
}

function digitsAt(
  words: readonly string[],
  i: number,
  value: number,
  values: Readonly<Record<string, number>>,
): NumberAt {
  const multiplier = values[words[i + 1] ?? ''];
  if (words[i + 1] === 'k') return { value: value * 1000, end: i + 2, digits: true };
  if (multiplier === 100 || multiplier === 1000)
    return { value: value * multiplier, end: i + 2, digits: true };
  const cents = words[i + 1] === '.' && /^\d{2}$/.test(words[i + 2] ?? '');
  return { value, end: cents ? i + 3 : i + 1, digits: true };
}

/** Whether a second number word goes on with the first: "sixty five", "two twenty", "two hundred", "one fifty". */
function continues(current: number, value: number): boolean {
  if (value === 100) return current < 20;
  if (value === 1000) return true;
  if (current === 0) return true;
  if (current < 10) return value >= 10 && value < 100;
  return value < lowestUnit(current);
}

function lowestUnit(current: number): number {
  return current % 100 === 0 ? 100 : current % 10 === 0 ? 10 : 0;
}

function combine(current: number, value: number): number {
  if (value === 100) return (current || 1) * 100;
  if (current > 0 && current < 10 && value >= 10) return current * 100 + value;
  return current + value;
}
