import type { Checked, Finding } from './finding';
import { fernandezHuerta, fleschKincaid, wordsOf } from './readability';
import { isSynonyms, wording, type Wording } from './wordings';

/** Longest message, in words. A telephone shows about this much without scrolling. */
const LONGEST = 60;
/** Formulas mean little on a few words: shorter messages count only with the others of their file. */
const LONG_ENOUGH = 12;
/** School grade of English at most; crisis messages are read in the worst moment of all. */
const GRADE = { crisis: 6, other: 8 };
/** Fernández-Huerta of Spanish at least. */
const EASE = 60;

/** All rules about single messages: form, parameters, plain characters, length and reading grade. */
export function wordRules({ resources }: Checked): Finding[] {
  const findings: Finding[] = [];
  const wordings: Wording[] = [];
  for (const [language, messages] of resources.messages) {
    for (const [key, message] of messages) {
      if (isSynonyms(key)) continue;
      const parsed = wording(language, key, message);
      if (typeof parsed !== 'string') wordings.push(parsed);
      else findings.push(error('icu', at(language, key), `is not in ICU message form: ${parsed}.`));
    }
  }
  return [
    ...findings,
    ...differingParams(wordings),
    ...wordings.flatMap(plain),
    ...wordings.flatMap(tooLong),
    ...grades(wordings),
  ];
}

function differingParams(wordings: readonly Wording[]): Finding[] {
  const byKey = groupBy(wordings, ({ key }) => key);
  return [...byKey].flatMap(([key, versions]) => {
    const lists = versions.map(({ params }) => [...params].sort().join(', '));
    if (new Set(lists).size <= 1) return [];
    const told = versions
      .map(({ language }, index) => `${language} has ${lists[index] || 'none'}`)
      .join('; ');
    return [error('params', key, `the parameters differ: ${told}.`)];
  });
}

/** Signs that shorten an SMS to 67 characters, that shout, or that say what must not be said about suicide. */
const NOT_PLAIN: readonly (readonly [RegExp, string])[] = [
  [/[\u201c\u201d\u2018\u2019\u00ab\u00bb]/, 'has curly quotes; write \' or ".'],
  [/[\u2013\u2014\u2026]/, 'has a long dash or an ellipsis sign; write a comma, a colon or a full stop.'],
  [/\p{Extended_Pictographic}/u, 'has an emoji.'],
  [/[!¡]/, 'has an exclamation mark.'],
  [
    /\bcommit(ted)? suicide|failed attempt|successful attempt|cometer suicidio|intento fallido/i,
    'blames: say it plainly.',
  ],
  [
    /\b(we|i) recommend|\bbest for you|\brecomend(amos|amo|o)\b|\blo mejor para ti\b/i,
    'recommends; say what speaks for and against.',
  ],
];

function plain({ language, key, texts }: Wording): Finding[] {
  return NOT_PLAIN.filter(([sign]) => texts.some((text) => sign.test(text))).map(([, says]) =>
    error('plain', at(language, key), says),
  );
}

function tooLong({ language, key, texts }: Wording): Finding[] {
  const words = Math.max(...texts.map((text) => wordsOf(text).length));
  return words > LONGEST
    ? [error('length', at(language, key), `has ${words} words; at most ${LONGEST}.`)]
    : [];
}

function grades(wordings: readonly Wording[]): Finding[] {
  const long = wordings.flatMap(({ language, key, texts }) =>
    texts.filter((text) => wordsOf(text).length >= LONG_ENOUGH).flatMap((text) => grade(language, key, text)),
  );
  const files = groupBy(wordings, ({ language, key }) => at(language, key.split('.', 1)[0] ?? key));
  const together = [...files.values()].flatMap((group) => {
    const [{ language, key } = { language: '', key: '' }] = group;
    const text = group.flatMap(({ texts }) => texts).join('.\n');
    return wordsOf(text).length < LONG_ENOUGH ? [] : grade(language, key.split('.', 1)[0] ?? key, text);
  });
  return [...long, ...together];
}

function grade(language: string, key: string, text: string): Finding[] {
  if (language === 'es') {
    const ease = fernandezHuerta(text);
    if (ease >= EASE) return [];
    return [
      error(
        'grade',
        at(language, key),
        `is hard to read: Fernández-Huerta ${ease.toFixed(0)}, at least ${EASE}.`,
      ),
    ];
  }
  const most = key.startsWith('crisis') ? GRADE.crisis : GRADE.other;
  const found = fleschKincaid(text);
  if (found <= most) return [];
  return [error('grade', at(language, key), `is hard to read: grade ${found.toFixed(1)}, at most ${most}.`)];
}

const at = (language: string, key: string): string => `${language}: ${key}`;

function error(rule: Finding['rule'], where: string, says: string): Finding {
  return { level: 'error', rule, where, says };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
