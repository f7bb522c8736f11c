import { createUnderstander } from '../../src/understanding/understander';
import { models, phrases } from './phraseSets';

/** First names that many people have, those among them that are words too, and some full names. */
const NAMES = {
  en: "Reed Paris Page Merry James Mary Robert Patricia John Jennifer Michael Linda Elizabeth William Barbara Susan Jessica Charles Karen Christopher Lisa Daniel Matthew Anthony Margaret Mark Ashley Steven Kimberly Paul Emily Andrew Michelle Kevin Amanda Brian Melissa Stephanie Rebecca Laura Helen Ryan Cynthia Amy Angela Stephen Brenda Pamela Nicole Katherine Christine Samantha Rachel Catherine Diane Roger Frances Teresa Theresa Randy Russell Megan Meghan Grace Will May Eve Angel Ty Bill Hope Grant Basil Forest Brook Chloe Tran Sunny Destiny Priya Mohammed Fatima Yuki Wei Nguyen Siobhan Imani DeShawn O'Neil Jean-Luc".split(
    ' ',
  ),
  es: 'María José Juan Luis Carlos Ana Carmen Dolores Consuelo Soledad Pilar Luz Paz Mercedes Esperanza Rosa Ángel Jesús Salvador Socorro Amparo Remedios Gracia Mar Margarita Blanca Clara Félix Domingo Julio Abril Pascual Guadalupe Toño Charo Aitor Diego Camila Olivia Regina Renata Graciela Patricia Cristina Ester Felipe Simón Ximena Íñigo Núria'.split(
    ' ',
  ),
};
const FULL = {
  en: ['charles brown', "Megan O'Connor", 'teresa de la cruz', 'will smith', 'Angela Young'],
  es: ['diego torres', 'Clara de la Fuente', 'salvador reyes', 'Cristina Simón', 'ángel domingo'],
};
/** What people write there that is no name, some of it typed in haste. */
const ELSE = {
  en: ['skip', 'skpi', 'back', 'helpp', 'thanks', 'why do you need it?', 'what does it cost'],
  es: ['saltar', 'atrás', 'gracias', '¿para qué?', 'cuánto cuesta', 'ayuda'],
};

const NO = {
  en: ['no', 'No thanks!', 'no thank you', 'nope', 'stop'],
  es: ['no', 'No, gracias.', 'mejor no'],
};

const understander = createUnderstander(phrases, { recognizers: null, models });
const languages = ['en', 'es'] as const;

async function nameIn(text: string, lang: string): Promise<string | undefined> {
  const { intent, slots } = await understander.understand(text, { lang, asked: 'name' });
  return intent === 'answer' ? slots.name : undefined;
}

describe.each(languages)('asked for a name in %s', (lang) => {
  it.each(NAMES[lang])('%s is one, written with or without a capital', async (name) => {
    expect(await nameIn(name, lang)).toBe(name);
    expect((await nameIn(name.toLowerCase(), lang))?.toLowerCase()).toBe(name.toLowerCase());
  });

  it.each(FULL[lang])('"%s" is taken whole', async (name) => {
    expect((await nameIn(name, lang))?.toLowerCase()).toBe(name.toLowerCase());
  });

  it.each(NO[lang])('"%s" declines, and so it does asked for a number or an address', async (text) => {
    for (const asked of ['name', 'phone', 'email'] as const)
      expect(await understander.understand(text, { lang, asked })).toEqual({ intent: 'skip', slots: {} });
  });

  it.each(ELSE[lang])('"%s" is none', async (text) => {
    expect(await nameIn(text, lang)).toBeUndefined();
  });
});
