import { readResources } from '../../src/content/readResources';
import { contentFiles } from '../../src/places';

const WORDS = 'stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|start|yes|unstop|help|info';
/** A label that is such a word, or a text that has it in quotes or after "write", "reply", "text" or their Spanish. */
const ASKED = new RegExp(
  `^(?:${WORDS})[.]?$|"(?:${WORDS})"|\\b(?:write|reply|text|send|escribe|responde|manda|envía) (?:${WORDS})\\b`,
  'i',
);
/** Words that are never sent by text: pages, mail, the console, and synonyms, which are only understood. */
const ELSEWHERE = /^(?:console|staff|mail|visit|widget)\.|_words$/;

describe('the words that belong to the carriers', () => {
  it.each([...readResources(contentFiles({}).resources).messages])(
    'are asked for by no text of ours (%s), since the carrier would act on them',
    (_language, messages) => {
      const texts = [...messages].filter(([key]) => !ELSEWHERE.test(key) && !messages.has(`${key}_sms`));
      expect(texts.length).toBeGreaterThan(300);
      expect(texts.filter(([, text]) => ASKED.test(text)).map(([key]) => key)).toEqual([]);
    },
  );
});
