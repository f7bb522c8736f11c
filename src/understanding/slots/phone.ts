import type { Hit, Message } from '../message';

const FEWEST = 7;
const MOST = 15;
const SEPARATORS = new Set(['-', '.', '(', ')', '/', '–']);

/**
 * A phone number in E.164: with the country code when one is typed, else with +1. Digits in words count. Where no
 * phone was asked for, a bare run of digits needs a word such as "call" or "number" beside it.
 */
export function findPhone(message: Message): Hit<string> | undefined {
  const { words, asked, language } = message;
  for (let i = 0; i < words.length; i++) {
    const run = digitRun(message, i);
    if (!run) continue;
    const cue = asked === 'phone' || run.separated || run.digits.length >= 10 || hasCue();
    const same = new Set(run.digits).size === 1;
    if (run.digits.length >= FEWEST && run.digits.length <= MOST && cue && !same)
      return { value: e164(run.digits, run.plus), spans: [{ start: i, end: run.end }] };
    i = run.end - 1;
  }
  return undefined;

  function hasCue(): boolean {
    return language.contact.all(words).some(({ key }) => key === 'phoneCue');
  }
}

function digitRun({ words, asked, language }: Message, i: number) {
  const separates = (word: string) => SEPARATORS.has(word) || (word === ',' && asked === 'phone');
  const spoken = language.phrases.numbers;
  const plus = words[i] === '+';
  let digits = '';
  let end = i;
  let parts = 0;
  for (let k = plus ? i + 1 : i; k < words.length; k++) {
    const word = words[k]!;
    const digit = /^\d+$/.test(word) ? word : spokenDigit(word, spoken, language.phrases.contact.digits);
    if (digit !== undefined) {
      digits += digit;
      parts++;
      end = k + 1;
    } else if (!(separates(word) && (digits !== '' || word === '('))) break;
  }
  return digits === '' ? undefined : { digits, end, plus, separated: parts > 1 && parts <= 12 };
}

function spokenDigit(
  word: string,
  numbers: Readonly<Record<string, number>>,
  zero: readonly string[],
): string | undefined {
  if (zero.includes(word)) return '0';
  const value = Object.hasOwn(numbers, word) ? numbers[word]! : undefined;
  return value !== undefined && value < 10 ? String(value) : undefined;
}

/** Puts the country code in front: the typed one, else +1. */
export function e164(digits: string, plus: boolean): string {
  if (plus) return `+${digits}`;
  if (digits.length === 11 && digits.startsWith('1')) return `+${digits}`;
  if (digits.length > 11 && digits.startsWith('00')) return `+${digits.slice(2)}`;
  return digits.length > 11 ? `+${digits}` : `+1${digits}`;
}
