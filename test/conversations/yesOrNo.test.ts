import { pickedChoice } from '../../dialogs/choices';
import { yesOrNo } from '../../dialogs/yesOrNo';
import { loadContent } from '../../src/content/loadContent';
import { contentFiles } from '../../src/places';

const content = loadContent(contentFiles({}));

const YES = [
  "yes that's fine",
  'Yes, please!',
  'yeah sure go ahead',
  "ok that's fine with me",
  'sure, no problem',
  "I don't mind",
  'i guess so',
  'um ok',
  'yep, thank you',
  'sí, está bien gracias',
  'claro que sí',
  'sí por favor, adelante',
  'no hay problema',
  'no me importa',
  'bueno pues sí',
];
const NO = [
  'no thank you',
  "I'd rather not",
  "no, I don't want to",
  'please do not',
  'nope, skip it',
  'skip',
  'no, gracias',
  'prefiero que no, gracias',
  'no quiero',
  'saltar',
];
/** What says both, or says more. */
const NEITHER = [
  'yes but what does it cost?',
  'no that is fine',
  'no problem i guess not',
  'thanks',
  'yes cancel it',
  'what do you keep',
  'ok i want to book',
  'no está bien',
  'sí pero cuánto cuesta',
  'gracias',
  '',
];

describe('a yes or a no is understood in the words that people use', () => {
  it.each(YES)('"%s" is a yes', (text) => expect(yesOrNo(text, content)).toBe('yes'));
  it.each(NO)('"%s" is a no', (text) => expect(yesOrNo(text, content)).toBe('no'));
  it.each(NEITHER)('"%s" is neither', (text) => expect(yesOrNo(text, content)).toBeUndefined());
});

describe('it picks the choice that the bare word picks', () => {
  const choices = (...keys: string[]) => keys.map((key) => ({ id: key, label: { key } }));

  it.each([
    ['consent.yes', 'consent.no'],
    ['handoff.share.yes', 'handoff.share.no'],
    ['manage.cancel.yes', 'manage.do.keep'],
    ['manage.move.yes', 'manage.do.keep'],
  ])('%s for a yes, %s for a no', (yes, no) => {
    expect(pickedChoice("ok that's fine with me", choices(yes, no), content)).toBe(yes);
    expect(pickedChoice("no, I don't want to", choices(yes, no), content)).toBe(no);
  });

  it('kind words around a choice pick nothing else', () => {
    const three = choices('booking.more', 'booking.first', 'booking.callback');
    for (const text of ['the second one pls', 'ok 2 thanks', 'the second one', 'la segunda, porfa'])
      expect(pickedChoice(text, three, content)).toBe('booking.first');
    expect(pickedChoice('ok', three, content)).toBeUndefined();
  });

  it('nothing where nothing was asked that can be answered so', () => {
    const menu = choices('menu.explain', 'menu.booking');
    for (const text of [...YES, ...NO]) expect(pickedChoice(text, menu, content)).toBeUndefined();
  });
});
