import {
  englishSyllables,
  fernandezHuerta,
  fleschKincaid,
  spanishSyllables,
} from '../../src/content/check/readability';

describe('syllables', () => {
  it.each(
    Object.entries({
      1: 'made goes asked used whole rules scale please trained the',
      2: 'people session couples wanted changes being practice idle client create someone saying',
      3: 'therapy therapist family idea attention evidence studying usual area',
      4: 'emergency relationships psychologist psychiatrist anxiety usually',
      5: 'individual',
    }),
  )('of English words: %s', (count, words) => {
    expect(words.split(' ').filter((word) => englishSyllables(word) !== Number(count))).toEqual([]);
  });

  it.each(
    Object.entries({
      1: 'y muy hay que quien yo',
      2: 'grupo ciudad país también guía sesión leer viuda día reunión',
      3: 'terapia familia ahora línea siguiente cuidado ayuda pingüino',
      4: 'terapeuta individual',
    }),
  )('of Spanish words: %s', (count, words) => {
    const wrong = words.split(' ').filter((word) => spanishSyllables(word) !== Number(count));
    // "país" and "guía" have two, "cuidado" three: accents part vowels, "ui" does not.
    expect(wrong).toEqual([]);
  });
});

describe('reading grades', () => {
  it('follow the published formulas', () => {
    // 6 words, 1 sentence, 6 syllables.
    expect(fleschKincaid('The cat sat on the mat.')).toBeCloseTo(0.39 * 6 + 11.8 - 15.59, 5);
    // 5 words, 1 sentence, 10 syllables.
    expect(fernandezHuerta('El gato come carne buena.')).toBeCloseTo(206.84 - 60 * (9 / 5) - 1.02 * 5, 5);
  });

  it('rise with longer sentences and longer words', () => {
    expect(fleschKincaid('We help. We listen.')).toBeLessThan(fleschKincaid('We help and we listen.'));
    expect(fernandezHuerta('Te ayudamos.')).toBeGreaterThan(fernandezHuerta('Proporcionamos asesoramiento.'));
  });

  it('do not take the point of a figure for the end of a sentence', () => {
    expect(fleschKincaid('It was 0.20 at first.')).toBe(fleschKincaid('It was 020 at first.'));
  });
});
