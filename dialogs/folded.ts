import { onceOf } from '../src/content/onceOf';

/** The words that stand under a key, in all languages, as {@link fold} leaves them. */
export const wordsUnder = onceOf((key: string, content): readonly string[] =>
  content.languages.flatMap((language) => content.text(key, language).split('|')).map(fold),
);

/** Small letters without accents, outer punctuation and doubled spaces, so that "Sí!" and "si",
 * "don't" and "dont" are the same. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]/g, '')
    .replace(/[¿?¡!.,;:"()]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
