import type { Activity, TurnContext } from 'botbuilder';
import type { Message } from '../../src/content/message';
import { loadContent } from '../../src/content/loadContent';
import type { Content, Helpline } from '../../src/content/types';
import { NOTHING, type CrisisContext, type Detection, type Tier } from '../../src/crisis/types';
import { contentFiles } from '../../src/places';
import { countryOf } from '../../src/turn/country';
import { HelpSaid } from '../../src/turn/helpSaid';
import { isAcute, Safety, safetyFinding, type SafetyOptions } from '../../src/turn/safety';

/** The first look without a bot around it: what goes out, to whom, in which language, and what is remembered. */
const MINUTE = 60_000;
const START = Date.parse('2026-11-23T12:00:00Z');
const activity = (part: object = {}): Activity =>
  ({
    ...{ type: 'message', id: 'a1', channelId: 'directline', text: 'cry', locale: 'en-US' },
    ...{ conversation: { id: 'c1' }, from: { id: 'u1' } },
    ...part,
  }) as unknown as Activity;
const group = { conversation: { id: 'c1', isGroup: true } };

const talk = { id: 'talk', use: 'suicide', link: 'tel:988', number: '988' } as Helpline;
const emergency = { id: '911', use: 'emergency', link: 'tel:911', number: '911' } as Helpline;
let content: Content;
beforeAll(() => {
  content = { ...loadContent(contentFiles({})), helplines: () => [talk, emergency] };
});

const found = (tier: Tier, language = 'en'): Detection => ({ tier, entries: ['x'], language });
/** Words that stand for a finding. */
const FINDINGS: Readonly<Record<string, Detection>> = {
  ...{ cry: found('ideation'), now: found('imminent'), abuse: found('abuse'), past: found('history') },
  grito: found('ideation', 'es'),
  schrei: found('ideation', 'de'),
};

/** A bot's first look, and everything that it did. */
function safety(more: Partial<SafetyOptions> = {}) {
  const logged: object[] = [];
  const around: (CrisisContext | undefined)[] = [];
  let now = START;
  const made = new Safety({
    look: function* (text, context) {
      around.push(context);
      yield;
      return FINDINGS[text.split(' ')[0] ?? ''] ?? NOTHING;
    },
    content,
    render: (said, incoming) => ({ ...said, replyToId: incoming.id ?? '' }),
    now: () => now,
    log: {
      error: (entry: object) => logged.push(entry),
      warn: (entry: object) => logged.push(entry),
    } as never,
    ...more,
  });
  const done = () => Promise.resolve();
  const turn = async (incoming: Activity, send: () => Promise<unknown> = done, logic = done) => {
    const sent: Partial<Activity>[] = [];
    const order: string[] = [];
    const state = new Map<unknown, unknown>();
    const context = {
      activity: incoming,
      turnState: state,
      sendActivity: async (reply: Partial<Activity>) => {
        order.push('help');
        await send();
        sent.push(reply);
      },
    } as unknown as TurnContext;
    await made.onTurn(context, () => {
      order.push('logic');
      return logic();
    });
    return { sent, order, context, finding: safetyFinding(context) };
  };
  return { safety: made, turn, logged, around, pass: (ms: number) => void (now += ms) };
}
const messageOf = (reply: Partial<Activity> | undefined) =>
  (reply?.channelData as { message: Message } | undefined)?.message;
const keysOf = (reply: Partial<Activity> | undefined) => messageOf(reply)?.parts.map(({ key }) => key);

describe('a message in crisis', () => {
  it('is answered with help before anything else runs', async () => {
    const { sent, order, finding } = await safety().turn(activity());
    expect(order).toEqual(['help', 'logic']);
    expect(keysOf(sent[0])).toContain('crisis.call');
    expect(sent[0]).toMatchObject({ type: 'message', locale: 'en', replyToId: 'a1' });
    expect(finding).toMatchObject({ detection: found('ideation'), country: 'US', sent: true });
    expect(finding?.help.escalation).toEqual({ tier: 'ideation', country: 'US' });
  });

  it.each(['past', 'hello'])('is none where nothing acute was found: %s', async (text) => {
    const { sent, order, finding } = await safety().turn(activity({ text }));
    expect([sent, order, finding]).toEqual([[], ['logic'], undefined]);
  });

  it('is found in every text of a card, the most urgent first', async () => {
    const value = { a: 'hello', b: ['abuse', { c: 'now' }], d: 'cry' };
    const { finding } = await safety().turn(activity({ text: 'past', value }));
    expect(finding?.detection.tier).toBe('imminent');
    const first = await safety().turn(activity({ text: 'abuse', value: 'cry' }));
    expect(first.finding?.detection.tier).toBe('abuse');
  });

  it('is looked at without what is around it first, and with it when it is known', async () => {
    const { safety: made, turn, around } = safety();
    const { context } = await turn(activity());
    expect(await made.look(['hello', 'cry'], { alert: true })).toEqual(found('ideation'));
    expect(around.map((one) => one?.alert)).toEqual([undefined, true, true]);
    expect(around[0]?.turn).toBe(context);
  });
});

it.each<[Tier, boolean]>([
  ['imminent', true],
  ['third_party', true],
  ['history', false],
  ['none', false],
])('%s is answered at once: %s', (tier, acute) => {
  expect(isAcute(tier)).toBe(acute);
});

describe('the language of help', () => {
  it.each([
    ['that of the words', { text: 'grito', locale: 'en-US' }, 'es'],
    ['the channel’s, where those are of none that we speak', { text: 'schrei', locale: 'es-MX' }, 'es'],
    ['the channel’s, however it is written', { text: 'schrei', locale: 'ES' }, 'es'],
    ['the practice’s', { text: 'schrei', locale: 'fr' }, 'en'],
    ['the practice’s, where the channel gives none', { text: 'schrei', locale: undefined }, 'en'],
  ])('is %s', async (_what, part, language) => {
    const { sent } = await safety().turn(activity(part));
    expect(sent[0]?.locale).toBe(language);
  });

  it('is English where the practice names no language', () => {
    const { safety: made } = safety({ content: { ...content, languages: [] } });
    expect(made.language({}, NOTHING)).toBe('en');
  });
});

describe('help that was said', () => {
  it('is said in short within half an hour, then in full', async () => {
    const { turn, pass } = safety();
    const said = async (id: string) => keysOf((await turn(activity({ id }))).sent[0]);
    expect(await said('a1')).toContain('crisis.automated');
    pass(30 * MINUTE - 1);
    expect(await said('a2')).toEqual(['crisis.again']);
    pass(30 * MINUTE);
    expect(await said('a3')).toContain('crisis.automated');
  });

  it('is not said again to a redelivery, but stands in the body that one waits for', async () => {
    const { turn } = safety();
    const first = await turn(activity());
    const again = await turn(activity());
    expect(again.sent).toEqual([]);
    expect(again.finding).toEqual(first.finding);
    const waiting = await turn(activity({ deliveryMode: 'expectReplies' }));
    expect(waiting.sent).toHaveLength(1);
    for (const part of [{ conversation: { id: 'c2' } }, { channelId: 'msteams' }, { id: 'a9' }])
      expect((await turn(activity(part))).sent).toHaveLength(1);
  });

  it('is said to each of two activities without an id', async () => {
    const { turn } = safety();
    for (let count = 0; count < 2; count += 1)
      expect((await turn(activity({ id: undefined }))).sent).toHaveLength(1);
  });

  it('names the practice where an alert reaches somebody, and only there', async () => {
    const { turn } = safety({ told: true });
    expect(keysOf((await turn(activity())).sent[0])).toContain('crisis.told');
    expect(keysOf((await safety().turn(activity())).sent[0])).not.toContain('crisis.told');
  });

  it('is that of the country that was said', async () => {
    const asked: string[] = [];
    const lines = (country: string) => {
      asked.push(country);
      return [talk];
    };
    const { turn } = safety({ content: { ...content, helplines: lines } as unknown as Content });
    expect((await turn(activity({ text: 'cry i live in Spain' }))).finding?.country).toBe('ES');
    expect(asked).toEqual(['ES']);
  });
});

describe('a channel that does not take the help', () => {
  const sentLater = { sent: false, detection: found('ideation'), country: 'US' };

  it('leaves it to the turn, which runs all the same, and the log', async () => {
    const { turn, logged } = safety();
    const { finding, order } = await turn(activity(), () => Promise.reject(new Error('gone')));
    expect(finding).toMatchObject(sentLater);
    expect(order).toEqual(['help', 'logic']);
    expect(logged).toMatchObject([{ code: 'CRISIS_HELP_NOT_SENT', tier: 'ideation' }]);
    expect((await turn(activity())).sent).toHaveLength(1);
  });

  const gone = () => Promise.reject(new Error('gone'));

  it('and whose turn fails too leaves the next help to be said in full', async () => {
    const { turn } = safety();
    await expect(turn(activity(), gone, gone)).rejects.toThrow('gone');
    expect(keysOf((await turn(activity({ id: 'a2' }))).sent[0])).toContain('crisis.automated');
    await expect(turn(activity({ id: 'a3' }), undefined, gone)).rejects.toThrow('gone');
    expect(keysOf((await turn(activity({ id: 'a4' }))).sent[0])).toEqual(['crisis.again']);
  });

  it('by hanging holds up the turn for four seconds', async () => {
    jest.useFakeTimers();
    const { turn, logged } = safety();
    const hanging = turn(activity(), () => new Promise(() => undefined));
    await jest.advanceTimersByTimeAsync(3_999);
    expect(logged).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect((await hanging).finding).toMatchObject(sentLater);
    expect(logged).toMatchObject(
      [{ err: { code: 'DELIVERY_FAILED', status: 502, message: /\w/ } }].map(({ err }) => ({
        err: { code: err.code, status: err.status, message: expect.stringMatching(err.message) as string },
      })),
    );
    jest.useRealTimers();
  });
});

describe('where others read along', () => {
  it('help is short and asks nothing, and the whole goes to the person alone', async () => {
    const privately: [Activity, Partial<Activity>][] = [];
    const { turn } = safety({
      told: true,
      privately: (to, reply) => {
        privately.push([to, reply]);
        return Promise.resolve();
      },
    });
    const incoming = activity(group);
    const { sent } = await turn(incoming);
    expect(keysOf(sent[0])).toEqual(['crisis.again']);
    expect(messageOf(sent[0])).toEqual({
      parts: expect.any(Array) as unknown,
      escalation: { tier: 'ideation', country: 'US' },
    });
    expect(privately[0]?.[0]).toBe(incoming);
    expect(privately[0]?.[1]).toMatchObject({ type: 'message', locale: 'en', replyToId: 'a1' });
    expect(keysOf(privately[0]?.[1])).toEqual(
      expect.arrayContaining(['crisis.automated', 'crisis.call', 'crisis.told']),
    );
    expect(messageOf(privately[0]?.[1])).not.toHaveProperty('choices');
  });

  it('nothing goes anywhere in private from a talk of two, nor where it cannot', async () => {
    const privately = jest.fn(() => Promise.resolve());
    await safety({ privately }).turn(activity());
    expect(privately).not.toHaveBeenCalled();
    expect((await safety().turn(activity(group))).sent).toHaveLength(1);
    const said: Partial<Activity>[] = [];
    await safety({ privately: (_to, reply) => Promise.resolve(void said.push(reply)) }).turn(activity(group));
    expect(keysOf(said[0])).not.toContain('crisis.told');
  });

  it('what cannot be sent in private is logged, and holds up nothing', async () => {
    const { turn, logged } = safety({ privately: () => Promise.reject(new Error('no')) });
    expect((await turn(activity(group))).finding?.sent).toBe(true);
    expect(logged).toMatchObject([{ code: 'CRISIS_HELP_NOT_PRIVATE' }]);
  });
});

it('what lies in the past is answered softly, with the lines of the country', () => {
  const { help, country } = safety().safety.past(activity({ text: 'i live in Spain' }), 'en');
  expect(help.parts.map(({ key }) => key)).toEqual(['crisis.history.acknowledge', 'crisis.history.line']);
  expect(country).toBe('ES');
});

describe('whether help was said a moment ago', () => {
  const says = () => {
    const said = new HelpSaid();
    return (tier: Tier, id?: string, { country = 'US', now = START, ...part } = {}) =>
      said.again(activity({ id, ...part }), tier, country, now);
  };

  it('is so for the same tier and for a less urgent one that was said, and not for a new or more urgent one', () => {
    const again = says();
    expect(again('ideation', 'a')).toBe(false);
    expect(again('ideation', 'b')).toBe(true);
    expect(again('abuse', 'c')).toBe(false);
    expect(again('imminent', 'd')).toBe(false);
    expect(again('ideation', 'e')).toBe(true);
    expect(again('imminent', 'f')).toBe(false);
    expect(again('imminent', 'g')).toBe(true);
  });

  it('is told of one activity as it was the first time', () => {
    const again = says();
    expect(again('ideation', 'a')).toBe(false);
    expect(again('ideation', 'a')).toBe(false);
    expect(again('ideation', 'b')).toBe(true);
    expect(again('ideation', 'b')).toBe(true);
    expect(again('abuse', 'b')).toBe(false);
    const nameless = says();
    expect([nameless('ideation'), nameless('ideation')]).toEqual([false, true]);
  });

  it('is so for one conversation on one channel, in one country, within half an hour', () => {
    const again = says();
    again('ideation', 'a');
    expect(again('ideation', 'b', { conversation: { id: 'c2' } } as object)).toBe(false);
    expect(again('ideation', 'b', { channelId: 'sms' } as object)).toBe(false);
    expect(again('ideation', 'b', { now: START + 30 * MINUTE })).toBe(false);
    expect(again('ideation', 'c', { now: START + 60 * MINUTE - 1 })).toBe(true);
    expect(again('ideation', 'd', { now: START + 60 * MINUTE, country: 'ES' })).toBe(false);
  });
});

describe('the country of somebody who has not said it', () => {
  const of = (id: string | undefined, locale?: string) =>
    countryOf({ ...(id !== undefined && { from: { id, name: '' } }), ...(locale && { locale }) }, 'US');

  it.each([
    ['their number', '+34612345678', 'en-GB', 'ES'],
    ['a number behind a name of its channel', 'whatsapp:+525512345678', undefined, 'MX'],
    ['no number: too short', '+34612', 'en-GB', 'GB'],
    ['no number: too long', '+3461234567890123', 'en-GB', 'GB'],
    ['no number: something behind it', '+34612345678x', 'en-GB', 'GB'],
    ['the region of the locale', 'u1', 'es-MX', 'MX'],
    ['the region, with an underscore and in small letters', 'u1', 'es_mx', 'MX'],
    ['the region behind a script', 'u1', 'zh-Hans-CN', 'CN'],
    ['the region of a language of three letters', 'u1', 'spa-MX', 'MX'],
    ['the practice’s: no region', 'u1', 'es', 'US'],
    ['the practice’s: a region that is none', 'u1', 'en-XX', 'US'],
    ['the practice’s: something around it', 'u1', 'xxen-GB', 'US'],
    ['the practice’s: something behind it', 'u1', 'en-GBR', 'US'],
    ['the practice’s: nothing known', undefined, undefined, 'US'],
  ])('is by %s', (_what, id, locale, country) => {
    expect(of(id, locale)).toBe(country);
  });
});
