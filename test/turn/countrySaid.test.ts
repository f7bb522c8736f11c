import fc from 'fast-check';
import { loadContent } from '../../src/content/loadContent';
import { contentFiles } from '../../src/places';
import { createCountrySaid } from '../../src/turn/countrySaid';

const content = loadContent(contentFiles({}));
const said = createCountrySaid(content);

describe('the country that a visitor says they are in', () => {
  it.each([
    ["I'm in Mexico", 'MX'],
    ['im in mexico city, mexico', 'MX'],
    ['I live in Leeds, UK and I want to die', 'GB'],
    ['i am currently in the United Kingdom', 'GB'],
    ['i live in the us', 'US'],
    ["I'm in Santa Fe, New Mexico", 'US'],
    ['estoy en España', 'ES'],
    ['hola, estoy en espana y no puedo más', 'ES'],
    ['vivo en Guadalajara, México', 'MX'],
    ['te escribo desde Argentina', 'AR'],
    ['estoy en EE. UU.', 'US'],
    ["I'm in Northern Ireland", 'GB'],
    ["I'm in Belfast, Northern Ireland", 'GB'],
    ["I'm in British Columbia", 'CA'],
    ['in the UK', 'GB'],
    ['en México', 'MX'],
    ['do you have a uk number?', 'GB'],
    ['is there a number for Mexico', 'MX'],
    ['hay una línea mexicana?', 'MX'],
    ["I'm in India", 'IN'],
    ["I'm in Puerto Rico", 'PR'],
  ])('%s → %s', (text, country) => {
    expect(said(text)).toBe(country);
  });

  it.each([
    "I'm not in the US",
    'no estoy en México',
    'ya no vivo en España',
    "I'm Mexican",
    'soy mexicana',
    "I'm from Spain",
    'my sister lives in Spain',
    'I used to live in Spain',
    'I was in Mexico last year and it went wrong',
    'we broke up in France',
    'when i am in spain i feel better',
    "I'm in Georgia",
    "I'm in love with a guy in Mexico",
    "I'm in my British literature class",
    'I want a Spanish speaking therapist',
    'tell us about group therapy',
    'do you speak english',
    'Jordan',
    'Kenya',
    'Mexico',
    'Chad',
    '',
  ])('says nothing about it: %s', (text) => {
    expect(said(text)).toBeUndefined();
  });

  it.each([
    ['Mexico', 'MX'],
    ['from Kenya', 'KE'],
    ['España', 'ES'],
    ['I want to die', undefined],
  ])('where it is what the talk is about, a name is enough: %s → %s', (text, country) => {
    expect(said(text, true)).toBe(country);
  });

  it('never throws, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const country = said(text);
        expect(country === undefined || /^[A-Z]{2}$/.test(country)).toBe(true);
      }),
    );
  });
});
