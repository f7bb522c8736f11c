import { IntlMessageFormat } from 'intl-messageformat';
import { isSynonyms } from '../../src/content/check/wordings';
import type { Message, Param, Params } from '../../src/content/message';
import { readResources } from '../../src/content/readResources';
import { contentFiles } from '../../src/places';
import { LANGUAGES } from '../crisis/helpCases';
import { faults, pagesOf } from './shown';

describe('every content key that a visitor may read', () => {
  /** Words of pages, mails, cards and the console: no channel of a conversation shows them. */
  const ELSEWHERE = /^(console|staff|mail|visit|widget)\./;
  const { messages } = readResources(contentFiles({}).resources);
  const keys = [...(messages.get('en') ?? [])].filter(([key]) => !ELSEWHERE.test(key) && !isSynonyms(key));

  it('is right on every channel in every language, with parameters of every kind', () => {
    const all = keys
      .filter(([, words]) => words.trim() !== '')
      .flatMap(([key, words]) => samples(words).map((params): Message => ({ parts: [{ key, params }] })));
    expect(all.length).toBeGreaterThan(500);
    expect(faults(all)).toEqual([]);
  });

  it('takes at most three SMS on its own', () => {
    const long = keys.flatMap(([key, words]) =>
      LANGUAGES.filter((locale) =>
        samples(words).some((params) => {
          const pages = pagesOf({ messages: [{ parts: [{ key, params }] }] }, 'sms', locale);
          return pages.length > 1;
        }),
      ).map((locale) => `${key} (${locale})`),
    );
    expect(long).toEqual([]);
  });
});

const LINK: Param = { link: 'tel:+13035550100', shown: '303-555-0100' };
/** A parameter of each kind that a message may hold. */
const KINDS: readonly Param[] = [
  'Robin Vale',
  12,
  { key: 'choice.concerns.grief' },
  { list: [{ key: 'choice.concerns.grief' }, 'Sam'] },
  { at: '2026-12-02T17:30:00-07:00', zone: 'America/Denver', style: 'dateTime' },
  { money: 120, currency: 'USD' },
  LINK,
  { link: 'https://example.com/b#token', shown: 'this page' },
];

/** Parameters for a message: each kind in turn, and each arm of a plural or a select. */
function samples(message: string): Params[] {
  const tree = new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst();
  const names = new Map<string, readonly Param[]>();
  const look = (elements: typeof tree): void => {
    for (const element of elements) {
      if ('options' in element) {
        const arms = Object.keys(element.options);
        const counted = arms.some((arm) => arm === 'one' || arm.startsWith('='));
        names.set(element.value, counted ? [0, 1, 3] : arms);
        for (const arm of Object.values(element.options)) look(arm.value);
      } else if (Number(element.type) === 1 && 'value' in element && !names.has(element.value)) {
        names.set(element.value, KINDS);
      }
    }
  };
  look(tree);
  if (names.size === 0) return [{}];
  return KINDS.map((_, index) =>
    Object.fromEntries([...names].map(([name, kinds]) => [name, kinds[index % kinds.length] ?? ''])),
  );
}
