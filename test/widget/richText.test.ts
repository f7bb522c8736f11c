import fc from 'fast-check';
import { richText } from '../../src/widget/richText';

const shown = (line: string) =>
  richText(line)
    .map((token) => token.text)
    .join('');
const hrefs = (line: string) => richText(line).flatMap((token) => ('href' in token ? [token.href] : []));

it.each([
  ['Call [988](tel:988) now.', 'Call 988 now.', ['tel:988']],
  ['[Text HOME](sms:741741?body=HOME)', 'Text HOME', ['sms:741741?body=HOME']],
  ['Write to [us](mailto:a@b.example).', 'Write to us.', ['mailto:a@b.example']],
  ['See https://findahelpline.com.', 'See https://findahelpline.com.', ['https://findahelpline.com']],
  ['[Here](http://localhost:3978/booking#x)', 'Here', ['http://localhost:3978/booking#x']],
  [
    '[Here](http://127.0.0.1) or [here](HTTP://[::1]/x)',
    'Here or here',
    ['http://127.0.0.1', 'HTTP://[::1]/x'],
  ],
  ['[One](tel:1) and [two](tel:2)', 'One and two', ['tel:1', 'tel:2']],
])('shows %s as words and links', (line, words, links) => {
  expect([shown(line), hrefs(line)]).toEqual([words, links]);
});

it.each([
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert)',
  '[x](data:text/html,x)',
  '[x](http://plain.example)',
  '[x](http://localhost.evil.example/)',
  '[x](http://localhost@evil.example/)',
  '[x](http://localhost:80@evil.example/)',
  '[x](http://127.0.0.1.evil.example/)',
  '[x](http://[::1].evil.example/)',
  '[x](http://0.0.0.0/)',
  'http://localhost:3978/',
  '[x](//evil.example)',
  '[x]( tel:1)',
  '[x](tel:)',
  '<a href="https:">x</a>',
  '<img src=x onerror=alert(1)>',
  '**bold** and `code`',
])('leaves %s as the text it is', (line) => {
  expect(richText(line)).toEqual([{ text: line }]);
});

it('a text without link syntax comes through unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (line) => {
      fc.pre(!/[[\]]|https:/.test(line));
      expect(shown(line)).toBe(line);
    }),
  );
});

it('follows nothing but tel, sms, mailto, https and http to this machine, whatever is written', () => {
  const piece = fc.constantFrom(
    '[',
    ']',
    '(',
    ')',
    'a',
    ' ',
    'tel:1',
    'javascript:x',
    'https://x',
    'http://',
    'localhost',
    '@x',
    'data:',
    '\n',
    ':',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const href of hrefs(pieces.join('')))
        expect(href).toMatch(/^(tel|sms|mailto|https):\S+$|^http:\/\/localhost(\/|$)/);
    }),
  );
});

it('reads the longest message that it can get as a whole, even one made to be slow', () => {
  const line = '['.repeat(50_000) + '](tel:1' + '('.repeat(50_000);
  expect(shown(line)).toBe(line);
});
