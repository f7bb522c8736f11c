/**
 * Flesch-Kincaid grade of an English text: the school year that it takes to read it.
 * 0.39 × words per sentence + 11.8 × syllables per word − 15.59.
 */
export function fleschKincaid(text: string): number {
  const { words, sentences, syllables } = counts(text, englishSyllables);
  return 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;
}

/**
 * Fernández-Huerta ease of a Spanish text: 60 and above is plain language, 100 very easy.
 * 206.84 − 60 × syllables per word − 1.02 × words per sentence.
 */
export function fernandezHuerta(text: string): number {
  const { words, sentences, syllables } = counts(text, spanishSyllables);
  return 206.84 - 60 * (syllables / words) - 1.02 * (words / sentences);
}

/** Words of a text; a hyphen parts words, an apostrophe does not. */
export function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}]+(?:['’.][\p{L}\p{N}]+)*/gu) ?? [];
}

function counts(text: string, syllablesOf: (word: string) => number) {
  const words = wordsOf(text);
  const sentences = text.split(/[.!?:](?=\s|$)|\n/).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word.toLowerCase()), 0);
  return { words: Math.max(1, words.length), sentences: Math.max(1, sentences), syllables };
}

/** Vowels that are one group on paper and two when said: idea, going, client, media, serious, usual. */
const TWO = /ea$|[aeiouy]ing|ie[nt]|ier$|(?<![ctsg])ia(?!g)|(?<![ctsxg])io(?!n)|(?<!q)ua|creat|ruin/g;

/** Vowel groups of an English word, without the silent e of "made", "goes" and "asked". */
export function englishSyllables(word: string): number {
  const spoken = word
    .replace(/[^a-z]/g, '')
    .replace(/(?<![td])ed$/, '')
    .replace(/(?<![sxzcg]|ch|sh|[^aeiouy]l)es$/, '')
    .replace(/(?<![^aeiouy]l)e$/, '');
  const groups = spoken.match(/[aeiouy]+/g)?.length ?? 0;
  return Math.max(1, groups + (spoken.match(TWO)?.length ?? 0));
}

/** One for each strong or accented vowel; weak vowels beside a strong one are part of its syllable. */
export function spanishSyllables(word: string): number {
  const spoken = word.replace(/([qg])u(?=[eiéí])/g, '$1').replace(/y(?![aeiouáéíóú])/g, 'i');
  const runs = spoken.match(/[aeiouáéíóúü]+/g) ?? [];
  return Math.max(
    1,
    runs.reduce((sum, run) => sum + Math.max(1, run.match(/[aeoáéíóú]/g)?.length ?? 0), 0),
  );
}
