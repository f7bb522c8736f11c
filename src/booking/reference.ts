/**
 * Signs that are not taken for one another when read or heard: no vowels (no words come out), no 0 1 B I L N O S U Z.
 * Their number is a prime, so the check sign finds every single wrong sign and every two that changed places.
 */
const SIGNS = '23456789CDFGHJKMPQRTVWX';
const LENGTH = 6;
/** What people write for a sign that looks the same. */
const MEANT: Readonly<Record<string, string>> = { B: '8', S: '5', Z: '2' };

/**
 * A new reference to read aloud, such as `K7M4QD`: five random signs and a check sign. Six million of them: unique
 * by the store's key, made anew when one is there already.
 *
 * @param random a whole number from 0 to below its argument
 */
export function makeReference(random: (below: number) => number): string {
  const signs = Array.from({ length: LENGTH - 1 }, () => random(SIGNS.length));
  const sum = signs.reduce((total, sign, index) => total + sign * (index + 2), 0);
  const check = (SIGNS.length - (sum % SIGNS.length)) % SIGNS.length;
  return [...signs, check].map((sign) => SIGNS[sign]).join('');
}

/** The reference that somebody typed or spelled, whatever the case, blanks and dashes; undefined when it is none. */
export function readReference(text: string): string | undefined {
  const signs = [...text.toUpperCase().replace(/[\s.\-–—]/g, '')].map((sign) => MEANT[sign] ?? sign);
  if (signs.length !== LENGTH) return undefined;
  const values = signs.map((sign) => SIGNS.indexOf(sign));
  if (values.some((value) => value < 0)) return undefined;
  const check = values.pop() ?? 0;
  const sum = values.reduce((total, value, index) => total + value * (index + 2), check);
  return sum % SIGNS.length === 0 ? signs.join('') : undefined;
}
