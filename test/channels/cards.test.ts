import { createRenderer } from '../../src/channels/renderer';
import { readPress } from '../../src/channels/cards/press';
import { loadContent } from '../../src/content/loadContent';
import type { Message } from '../../src/content/message';
import { questionToken } from '../../src/content/questionToken';
import { aspectsCard } from '../../dialogs/compare';
import type { FitRule } from '../../src/fit/types';
import { contentFiles } from '../../src/places';
import { TEAMS_BYTES, teamsBytes } from './shown';

const content = loadContent(contentFiles({}));
const render = createRenderer(content);
const FORMATS = ['individual', 'group', 'couples_family'] as const;

interface Node extends Record<string, unknown> {
  readonly type?: string;
}

const shown = (message: Message, channelId: string, locale = 'en') =>
  render({ type: 'message', locale, channelData: { message } }, { channelId });
const cardOf = (message: Message, channelId: string, locale = 'en') =>
  shown(message, channelId, locale).attachments?.[0]?.content as Node | undefined;

/** Every element of a card, however deep. */
function nodesOf(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(nodesOf);
  return 'type' in value ? [value as Node, ...inner] : inner;
}

const wayQuestion = (pros: string[], cons: string[]): Message => ({
  parts: [{ key: 'summary.ask' }],
  asks: 'way',
  choices: [...FORMATS].map((id) => ({ id, label: { key: `choice.format.${id}` } })),
  comparison: { formats: FORMATS.map((id) => ({ id, for: pros, against: cons })) },
  card: { kind: 'sides' },
});
const booking: Message = {
  parts: [
    { key: 'booking.done.callback_pending' },
    { key: 'booking.reference', params: { reference: 'K7M4QD' }, where: 'no_card' },
  ],
  booking: { kind: 'appointment', status: 'confirmed', reference: 'K7M4QD' },
  card: {
    kind: 'booking',
    title: { key: 'visit.what.appointment' },
    facts: [{ name: 'reference', value: { key: 'visit.plain', params: { value: 'K7M4QD' } } }],
    can: ['move', 'cancel'],
  },
};
const list: Message = {
  parts: [{ key: 'booking.first_ones.openings' }],
  asks: 'opening',
  choices: [
    { id: 'anna@10', label: { key: 'visit.plain', params: { value: 'Tuesday' } } },
    { id: 'anna@11', label: { key: 'visit.plain', params: { value: 'Wednesday' } } },
    { id: 'another_day', label: { key: 'booking.another_day' } },
    { id: 'leave', label: { key: 'booking.leave' } },
  ],
  card: {
    kind: 'list',
    items: ['Tuesday', 'Wednesday'].map((value) => ({
      title: { key: 'visit.plain', params: { value } },
      detail: {
        key: 'booking.item.opening',
        params: { clinician: 'Anna', mode: { key: 'booking.mode.online' } },
      },
    })),
  },
};
const comparison: Message = {
  parts: [{ key: 'menu.next' }],
  asks: 'menu',
  choices: ['preferences', 'menu'].map((id) => ({ id, label: { key: `menu.${id}` } })),
  card: aspectsCard(['how', 'cost'], content),
};
const concerns: Message = {
  parts: [{ key: 'question.mode.ask' }],
  asks: 'mode',
  choices: ['in_person', 'online', 'either', 'x'].map((id) => ({
    id,
    label: id === 'x' ? { key: 'choice.skip' } : { key: `choice.mode.${id}` },
  })),
};
const ALL = { sides: wayQuestion(['pace_own_individual'], []), booking, list, comparison, concerns };
const WITH_CARDS = ['msteams', 'directline', 'webchat', 'emulator'];

describe('a card', () => {
  it.each(WITH_CARDS)(
    'comes on %s with words for a client that can not show it, in the language',
    (channel) => {
      for (const message of [ALL.sides, booking, list, comparison]) {
        for (const locale of ['en', 'es']) {
          const card = cardOf(message, channel, locale);
          expect(card).toMatchObject({ type: 'AdaptiveCard', version: '1.5', lang: locale });
          expect(card?.['fallbackText']).toEqual(expect.stringMatching(/\S/));
          expect(shown(message, channel, locale).text).toMatch(/\S/);
        }
      }
    },
  );

  it.each(['sms', 'twilio', 'slack', 'email'])('does not come on %s', (channel) => {
    for (const message of Object.values(ALL)) expect(shown(message, channel).attachments).toBeUndefined();
  });

  it('names no colour: how it looks is for the theme of the client', () => {
    for (const message of Object.values(ALL)) {
      for (const channel of WITH_CARDS)
        expect(JSON.stringify(cardOf(message, channel) ?? {})).not.toMatch(/color|#[0-9a-f]{3,8}\b/i);
    }
  });

  it('shows no id of ours, neither as words nor in what a button sends', () => {
    for (const message of Object.values(ALL)) {
      const card = JSON.stringify(cardOf(message, 'msteams'));
      for (const { id } of message.choices ?? []) expect(card).not.toMatch(new RegExp(`"${id}"`));
      expect(card).not.toMatch(/anna@|question\.|choice\.|summary\.|reason\.|undefined|\[object/);
    }
  });
});

describe('the formats side by side', () => {
  const rowsOf = (card: Node | undefined) => nodesOf(card).filter(({ type }) => type === 'TableRow');

  it.each([
    ['for one of them', wayQuestion(['pace_own_individual'], [])],
    ['against them all', wayQuestion([], ['pace_own_individual', 'cost_individual'].slice(0, 1))],
  ])('stand in the same order and the same style, with reasons %s', (_what, message) => {
    const card = cardOf(message, 'msteams');
    const [table] = nodesOf(card).filter(({ type }) => type === 'Table');
    expect(table?.['columns']).toEqual(FORMATS.map(() => ({ width: 1 })));
    for (const row of rowsOf(card)) {
      const cells = row['cells'] as { items: Node[] }[];
      // All that differs between the cells of a row is the words.
      const styles = cells.map(({ items }) => items.map(({ text: _words, ...style }) => style));
      expect(styles).toEqual(FORMATS.map(() => styles[0]));
    }
    const heads = (rowsOf(card)[0]?.['cells'] as { items: Node[] }[]).map(({ items }) => items[0]?.['text']);
    expect(heads).toEqual(FORMATS.map((id) => content.text(`choice.format.${id}`, 'en')));
  });

  it.each(['en', 'es'])(
    'stand one below the other on a phone in Teams, in the same style and with the same words (%s)',
    (language) => {
      for (const message of [comparison, wayQuestion(['pace_own_individual'], [])]) {
        const card = cardOf(message, 'msteams', language);
        const wide = nodesOf(card).filter(({ type }) => type === 'Table');
        expect(wide.map(({ targetWidth }) => targetWidth)).toEqual(wide.map(() => 'atLeast:standard'));
        const narrow = nodesOf(card).filter(({ targetWidth }) => targetWidth === 'atMost:narrow');
        expect(narrow).toHaveLength(wide.length * FORMATS.length);
        const heads = narrow.map(({ items }) => (items as Node[])[0]?.['text']);
        const names = FORMATS.map((id) => content.text(`choice.format.${id}`, language));
        expect(heads).toEqual(wide.flatMap(() => names));
        const wordsOf = (nodes: unknown): unknown[] =>
          nodesOf(nodes)
            .flatMap(({ text }) => text ?? [])
            .sort();
        expect(wordsOf(narrow)).toEqual(wordsOf(wide));
      }
      // Elsewhere nobody knows about widths, and both would be shown.
      expect(JSON.stringify(cardOf(comparison, 'webchat', language))).not.toContain('targetWidth');
    },
  );

  it('are told in the words that the card falls back to, each with its own', () => {
    const fallback = String(cardOf(comparison, 'msteams')?.['fallbackText']);
    for (const row of ['how', 'cost']) {
      for (const format of FORMATS)
        expect(fallback).toContain(content.text(`compare.${row}.${format}`, 'en'));
    }
  });
});

describe('the largest card', () => {
  const LONG =
    'A name of a group that goes on and on, as long as a practice may ever like to have it in its profile';
  const long = (value: string) => ({ key: 'visit.plain', params: { value } });
  const names = Array.from({ length: 12 }, (_one, index) => `${index} ${LONG}`);

  /** As many reasons as answers can give: of each question the answer that speaks to most. */
  function mostReasons(): Message {
    const most = new Map<string, readonly FitRule[]>();
    for (const { slot, is } of content.fitRules)
      for (const value of is) {
        const rules = content.fitRules.filter((rule) => rule.slot === slot && rule.is.includes(value));
        if (rules.length > (most.get(slot)?.length ?? 0)) most.set(slot, rules);
      }
    const rules = [...most.values()].flat();
    const of = (id: string, side: string) =>
      rules.filter((rule) => rule.format === id && rule.side === side).map((rule) => rule.id);
    const formats = FORMATS.map((id) => ({ id, for: of(id, 'for'), against: of(id, 'against') }));
    return { ...wayQuestion([], []), comparison: { formats } };
  }

  const rows = content.comparison.map(({ id }) => id);
  it.each<[string, Message]>([
    ['the whole comparison at once', { ...comparison, card: aspectsCard(rows, content) }],
    ['as many reasons as answers can give', mostReasons()],
    [
      'twelve things with long names to pick from',
      {
        ...list,
        choices: names.map((name) => ({ id: name, label: long(name) })),
        card: { kind: 'list', items: names.map((name) => ({ title: long(name), detail: long(LONG) })) },
      },
    ],
  ])('is one that Teams takes: %s', (_what, message) => {
    for (const language of content.languages)
      expect(teamsBytes(shown(message, 'msteams', language))).toBeLessThan(TEAMS_BYTES);
  });
});

describe('choices on a card', () => {
  const pressesOf = (message: Message, channel: string) =>
    nodesOf(cardOf(message, channel)).filter(({ type }) => type === 'Action.Submit');

  it('take the place of the buttons in Teams where there are more than three, each once and in order', () => {
    expect(shown(concerns, 'msteams').suggestedActions).toBeUndefined();
    const picks = pressesOf(concerns, 'msteams').map(({ data }) => readPress(data));
    expect(picks).toEqual([0, 1, 2, 3].map((pick) => ({ of: questionToken(concerns), pick })));
  });

  it('stay buttons below the message where all of them are shown', () => {
    expect(shown(list, 'directline').suggestedActions?.actions).toHaveLength(4);
    expect(pressesOf(list, 'directline').map(({ data }) => readPress(data))).toEqual([
      { of: questionToken(list), pick: 0 },
      { of: questionToken(list), pick: 1 },
    ]);
    expect(shown({ ...concerns, choices: concerns.choices?.slice(0, 3) ?? [] }, 'msteams')).toMatchObject({
      suggestedActions: { actions: [{}, {}, {}] },
    });
  });

  it('are all there with a list: the things on it as rows, the others as buttons', () => {
    const picks = pressesOf(list, 'msteams').map(({ data }) => readPress(data));
    expect(picks).toEqual([0, 1, 2, 3].map((pick) => ({ of: questionToken(list), pick })));
  });
});

describe('what is told by a card and in words', () => {
  it('is told once in Teams, where both are seen one above the other', () => {
    expect(shown(booking, 'msteams').text).not.toContain('K7M4QD');
    expect(cardOf(booking, 'msteams')?.['fallbackText']).toContain('K7M4QD');
  });

  it('is told in full by the words everywhere else', () => {
    for (const channel of ['directline', 'webchat', 'emulator', 'sms'])
      expect(shown(booking, channel).text).toContain('K7M4QD');
  });
});

describe('what a button sent', () => {
  it.each([
    ['a place of a question', { of: 'abcdefgh-_12', pick: 3 }, { of: 'abcdefgh-_12', pick: 3 }],
    ['something to do with a booking', { do: 'move', booking: 'K7M4QD' }, { do: 'move', booking: 'K7M4QD' }],
    [
      'the same by Execute',
      { action: { type: 'Action.Execute', verb: 'booking', data: { do: 'cancel', booking: 'K7M4QD' } } },
      { do: 'cancel', booking: 'K7M4QD' },
    ],
  ])('is read: %s, and nothing that stands beside it', (_what, sent, read) => {
    expect(readPress(sent)).toEqual(read);
    const more = { __proto__: { pick: 1 }, constructor: 'x', text: 'i', choices: ['y'] };
    if (!('action' in sent)) expect(readPress({ ...more, ...sent })).toEqual(read);
  });

  it.each([
    [undefined],
    ['3'],
    [{ of: 'abcdefgh-_12', pick: '3' }],
    [{ of: 'abcdefgh-_12', pick: -1 }],
    [{ of: 'abcdefgh-_12', pick: 1.5 }],
    [{ of: ['abcdefgh-_12'], pick: 1 }],
    [{ do: 'delete', booking: 'K7M4QD' }],
    [{ do: 'move', booking: '../../x' }],
    [{ action: null }],
    [{ action: { data: 'x' } }],
  ])('is none of ours: %j', (sent) => {
    expect(readPress(sent)).toBeUndefined();
  });
});
