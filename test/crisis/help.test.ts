import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { smsParts } from '../../src/channels/smsParts';
import { fernandezHuerta, fleschKincaid } from '../../src/content/check/readability';
import { crisisReply, pastNote } from '../../src/crisis/help';
import {
  ACUTE,
  CHANNELS,
  COUNTRIES,
  LANGUAGES,
  content,
  countries,
  everyHelp,
  isSms,
  read,
  shownOn,
  smsTable,
} from './helpCases';
import type { Shown } from './helpCases';

const all = everyHelp();
const full = all.filter(({ again }) => !again);
const name = ({ tier, language, country, channel, again }: Shown): string =>
  [tier, language, country, channel, again ? 'again' : 'full'].join(' ');

/** Those of the cases that break a rule, by name, so that a failure says which. */
const breaking = (cases: readonly Shown[], rule: (shown: Shown) => boolean): string[] =>
  cases.filter((shown) => !rule(shown)).map(name);

/** What the parts of a message are for, in the order that the content rules give; `call` stands for any line to call. */
const ROLE: readonly (readonly [RegExp, string])[] = [
  [/acknowledge$/, 'acknowledge'],
  [/automated$/, 'automated'],
  [/distance$|stay$/, 'keep safe'],
  [/medical\.emergency$|crisis\.emergency$/, 'emergency'],
  [/\.(call|safe_to|general|line|no_line)$/, 'call'],
  [/press$/, 'press'],
  [/text(_keyword)?$/, 'text'],
  [/child$/, 'child'],
  [/poison$|talk$/, 'accident'],
  [/trusted$/, 'trusted'],
  [/exit$/, 'exit'],
  [/quiet$/, 'quiet'],
  [/findahelpline$/, 'abroad'],
  [/told$/, 'told'],
];
const roleOf = (key: string): string => ROLE.find(([sign]) => sign.test(key))?.[1] ?? key;
const LINE_FIRST = [
  'acknowledge',
  'automated',
  'keep safe',
  'call',
  'press',
  'text',
  'child',
  'emergency',
  'accident',
  'trusted',
  'exit',
  'quiet',
  'abroad',
  'told',
];
const EMERGENCY_FIRST = LINE_FIRST.filter((role) => role !== 'emergency').toSpliced(3, 0, 'emergency');

describe('a crisis message, for every tier, language, country and channel', () => {
  it(`is there: ${ACUTE.length} tiers × ${LANGUAGES.length} languages × ${COUNTRIES.length} countries × ${CHANNELS.length} channels, in full and again`, () => {
    expect(all).toHaveLength(ACUTE.length * LANGUAGES.length * COUNTRIES.length * CHANNELS.length * 2);
    expect(COUNTRIES.length).toBeGreaterThanOrEqual(13);
    expect(
      breaking(all, ({ text }) => text.length > 20 && !/undefined|\[object|crisis\./.test(text)),
    ).toEqual([]);
  });

  it('acknowledges, says that nobody is reading live, then the action, the others, someone trusted, other countries', () => {
    expect(
      breaking(full, ({ tier, keys }) => {
        const roles = keys.map(roleOf);
        // Medical and harm to others name the emergency number first; so does a country without a line to call.
        const first = tier === 'medical' || tier === 'harm_others' || keys.includes('crisis.no_line');
        const order = first ? EMERGENCY_FIRST : LINE_FIRST;
        const places = roles.map((role) => order.indexOf(role));
        return places.every((place, index) => place >= 0 && place >= (places[index - 1] ?? 0));
      }),
    ).toEqual([]);
  });

  it('shows numbers of the visitor’s country only, the emergency number among them', () => {
    const digits = (text: string): string[] => read(text).match(/\d[\d ]*(?:-[\d-]+)?\d|\d/g) ?? [];
    expect(
      breaking(all, ({ country, text, channel }) => {
        const own = content.helplines(country).map(({ number }) => number.replace(/\D/g, ''));
        const shown = digits(text.replace(/^\d\. .*$|^1 .*$/gm, '')).map((number) =>
          number.replace(/\D/g, ''),
        );
        const keys = content.helplines(country).map(({ keyword }) => keyword);
        const known = (number: string) => own.includes(number) || keys.includes(number);
        return shown.length > 0 && shown.every(known) && channel !== '';
      }),
    ).toEqual([]);
    expect(
      breaking(all, ({ country, text }) => {
        const emergency = content.helplines(country).find(({ use }) => use === 'emergency');
        return emergency !== undefined && read(text).includes(emergency.number);
      }),
    ).toEqual([]);
  });

  it('always offers the international directory, in full messages', () => {
    expect(breaking(full, ({ text }) => read(text).includes('findahelpline.com'))).toEqual([]);
  });

  it('names no method, blames nobody, and promises no watching, rescue, secrecy or call back', () => {
    const never = [
      /\b(knife|gun|rope|pills?|blade|bridge|overdose|hang|jump|cut|shoot|razor|weapons?)\b/i,
      /\b(cuchillo|pistola|soga|pastillas?|navaja|puente|sobredosis|armas?|cortar\w*|saltar|ahorcar\w*)\b/i,
      /\b(suicid\w*|kill\w*|die|dying|dead|morir\w*|matar\w*|muert\w*)\b/i,
      /committed|failed attempt|successful|cometer|intento fallido/i,
      /\b(monitor\w*|watch(ing)? over|we will (call|send|come)|call you back|someone will|police|confidential)\b/i,
      /\b(vigila\w*|te llamaremos|enviaremos|alguien vendr\w*|polic\w*|confidencial)\b/i,
      /\b(risk score|from 1 to|de 1 a|diagnos\w*|disorder|trastorno)\b/i,
      /[!¡\u2018\u2019\u201c\u201d\u2013\u2014\u2026]/,
    ];
    for (const words of never) expect(breaking(all, ({ text }) => !words.test(read(text)))).toEqual([]);
  });

  it('never ends on a bare number', () => {
    const lastLine = (text: string): string =>
      read(text)
        .replace(/\n+\d\.? [\s\S]*$/, '')
        .trim();
    expect(breaking(all, ({ text }) => /(^|\s)\p{L}+\.$/u.test(lastLine(text)))).toEqual([]);
  });

  it('is easy to read: English at grade 6 at most, Spanish at 60 at least', () => {
    const easy = ({ language, text, again }: Shown): boolean => {
      const words = read(text)
        .replace(/\d[\d -]*\d/g, '9')
        .replace(/findahelpline\.com/g, 'web');
      // A sentence alone says little in these formulas; the short form is a sentence or two.
      const least = again ? 50 : 60;
      return language === 'es' ? fernandezHuerta(words) >= least : fleschKincaid(words) <= (again ? 7 : 6);
    };
    expect(breaking(all, easy)).toEqual([]);
  });

  it('offers to reach the practice, to keep going, and "I am safe" on every channel that shows choices', () => {
    const words = ['practice', 'continue', 'safe'];
    for (const shown of all.filter((one) => !isSms(one))) {
      const labels = words.map((id) => content.text(`crisis.choice.${id}`, shown.language));
      for (const label of labels) {
        const first = shown.channel === 'msteams' ? shown.buttons.slice(0, 3) : shown.buttons;
        expect([...first, ...shown.inCards].includes(label) || shown.text.includes(label)).toBe(true);
      }
    }
  });
});

describe('a crisis message by its channel', () => {
  it('fits two parts as SMS, with a number in the first', () => {
    const numbers = ({ country }: Shown): string[] =>
      content
        .helplines(country)
        .filter(({ use }) => use !== 'directory')
        .map(({ number }) => number);
    expect(breaking(all.filter(isSms), ({ text }) => smsParts(text).length <= 2)).toEqual([]);
    expect(
      breaking(all.filter(isSms), (shown) => {
        const [first = ''] = smsParts(shown.text);
        return numbers(shown).some((number) => first.includes(number));
      }),
    ).toEqual([]);
  });

  it('has no markup and no button to press as SMS', () => {
    expect(breaking(all.filter(isSms), ({ text }) => !/[[\]()*_]|https:|tel:|sms:/.test(text))).toEqual([]);
    expect(
      breaking(all.filter(isSms), ({ text }) => !/press the button|pulsa el botón|Shift|Mayús/.test(text)),
    ).toEqual([]);
    expect(breaking(all.filter(isSms), ({ buttons }) => buttons.length === 0)).toEqual([]);
  });

  it('has links that open on the chat window and in Teams', () => {
    const opens = full.filter(({ channel }) => ['directline', 'webchat', 'msteams'].includes(channel));
    expect(breaking(opens, ({ text }) => /\[[^\]]+\]\(tel:\+?[\d,]+\)/.test(text))).toEqual([]);
    const texts = opens.filter(({ keys }) => keys.some((key) => /text/.test(key)));
    expect(texts.length).toBeGreaterThan(0);
    expect(breaking(texts, ({ text }) => /\]\(sms:\d+/.test(text))).toEqual([]);
  });

  it('says of each number what it is, and of no two to call the same', () => {
    const own = all.filter(({ channel }) => channel === 'directline');
    expect(
      breaking(own, ({ text, lines }) => {
        const links = [...text.matchAll(/\]\(((?:tel|sms):[^)]+)\)/g)].map(([, link]) => link);
        const labels = lines.map(({ label }) => label);
        return (
          links.length > 0 &&
          links.every((link) => lines.some((line) => line.link === link)) &&
          new Set(labels).size === labels.length
        );
      }),
    ).toEqual([]);
    const abuse = own.filter(({ tier }) => tier === 'abuse');
    expect(breaking(abuse, ({ lines }) => !/abus|violen|maltrat/i.test(JSON.stringify(lines)))).toEqual([]);
  });

  it('speaks of the quick exit only where there is one, and only in abuse', () => {
    const exit = /Leave this page|Salir de esta página/;
    const wants = ({ tier, channel }: Shown): boolean => tier === 'abuse' && channel === 'directline';
    expect(breaking(full, (shown) => exit.test(shown.text) === wants(shown))).toEqual([]);
    const elsewhere = full.filter(({ tier, channel }) => tier === 'abuse' && channel !== 'directline');
    expect(
      breaking(elsewhere, ({ text }) => /may look at this chat|may see it|puede ver/.test(text)),
    ).toEqual([]);
  });

  it('shows no more than three buttons in Teams, which hides the others', () => {
    const teams = all.filter(({ channel }) => channel === 'msteams');
    expect(breaking(teams, ({ buttons }) => buttons.length <= 3)).toEqual([]);
  });

  it('writes every SMS with its parts to test/.artifacts/crisis-sms.md, to be looked at', () => {
    const folder = join(__dirname, '../.artifacts');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'crisis-sms.md'), smsTable(all));
    expect(smsTable(all)).toContain('imminent · en · US');
  });
});

describe('a country without a line', () => {
  const keysFor = (tier: string, country: string): readonly string[] =>
    full.find((one) => one.tier === tier && one.country === country)?.keys ?? [];

  it('for abuse has the general line and the emergency number', () => {
    expect(Object.keys(countries)).toContain('GB');
    expect(keysFor('abuse', 'GB')).toEqual(
      expect.arrayContaining(['crisis.abuse.general', 'crisis.emergency']),
    );
  });

  it('for poison has the emergency number first and the general line', () => {
    expect(keysFor('medical', 'GB')).toEqual(
      expect.arrayContaining(['crisis.medical.emergency', 'crisis.medical.talk']),
    );
  });

  it('to call at all has the emergency number and the directory', () => {
    for (const tier of ['imminent', 'abuse', 'third_party']) {
      expect(keysFor(tier, 'PT')).toEqual(expect.arrayContaining(['crisis.emergency', 'crisis.no_line']));
      expect(keysFor(tier, 'PT')).not.toContain('crisis.findahelpline');
    }
  });
});

describe('what follows on a choice after a crisis message', () => {
  const replies = ACUTE.flatMap((tier) =>
    COUNTRIES.flatMap((country) =>
      LANGUAGES.flatMap((language) =>
        ['call', 'text', 'practice', 'continue', 'safe'].map((choice) => ({
          name: [tier, country, language, choice].join(' '),
          choice,
          language,
          message: crisisReply(choice, tier, { helplines: content.helplines(country), language }),
        })),
      ),
    ),
  );

  it('fits two parts as SMS and says something wherever the choice is offered', () => {
    const bad = replies.filter(({ message, language, choice }) => {
      const { text } = shownOn('sms', message, language);
      // Text is offered only where there is a line to text.
      return smsParts(text).length > 2 || (text === '' && choice !== 'text');
    });
    expect(bad.map((one) => one.name)).toEqual([]);
  });

  it('says nothing of people who answer day and night at the practice', () => {
    const { message } = replies.find(({ choice }) => choice === 'practice') ?? { message: { parts: [] } };
    expect(read(shownOn('directline', message, 'en').text)).toContain('do not answer day and night');
  });
});

describe('what lies in the past', () => {
  it('is answered with one sentence of thanks and a line, in every country, in one message without a question', () => {
    for (const country of COUNTRIES) {
      for (const language of LANGUAGES) {
        const note = pastNote({ helplines: content.helplines(country), language });
        const { text } = shownOn('sms', note, language);
        expect(note.asks).toBeUndefined();
        expect(note.parts).toHaveLength(2);
        expect(smsParts(text).length).toBeLessThanOrEqual(2);
      }
    }
  });
});
