import { EventFactory } from 'botbuilder';
import type { Activity, TurnContext } from 'botbuilder';
import { randomUUID } from 'node:crypto';
import { initiation } from '../../src/handoff/hub/hubActivities';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import type { Visitor } from '../support/visitor';
import { httpReceiver, until, type Behaviour, type HttpReceiver } from './receivers';
import { TUESDAY, next, sam, shape, waitsFor } from './waiting';

const secret = 'a secret of at least 32 characters, for the hub';

interface Posted {
  readonly id: string;
  readonly type: string;
  readonly name?: string;
  readonly text?: string;
  readonly value?: Record<string, unknown>;
  readonly conversation: { readonly id: string };
  readonly attachments?: readonly { readonly name: string; readonly content: { activities: Posted[] } }[];
}

describe('an agent hub, by the hand-off protocol of the Bot Framework', () => {
  let hub: HttpReceiver;
  let bot: Bot;
  let now = TUESDAY;
  let behave: () => Behaviour = () => 'take';
  beforeAll(async () => {
    hub = await httpReceiver(() => behave());
    const env = { HANDOFF_URL: hub.url, HANDOFF_SECRET: secret };
    bot = await startBot({ env, parts: { now: () => now } });
  }, 90_000);
  beforeEach(() => {
    behave = () => 'take';
    hub.told.length = 0;
  });
  afterAll(async () => {
    await bot.stop();
    await hub.close();
  });

  const posted = (): Posted[] => hub.told.map(({ body }) => JSON.parse(body) as Posted);
  const answer = async (activity: object, bearer = secret) => {
    const response = await fetch(`${bot.url}/channels/handoff`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${bearer}` },
      body: JSON.stringify(activity),
    });
    return { status: response.status, ...((await response.json()) as object) };
  };
  const status = (id: string, state: string) => ({
    ...{ type: 'event', name: 'handoff.status', value: { state }, conversation: { id } },
    from: { id: 'agent-7', name: 'Dana Quill' },
  });
  const message = (id: string, text: string) => ({
    ...{
      type: 'message',
      id: randomUUID(),
      text,
      conversation: { id },
      from: { id: 'agent-7', name: 'Dana' },
    },
  });
  async function accepted(): Promise<{ visitor: Visitor; caseId: string }> {
    const visitor = await bot.visitor();
    const caseId = await waitsFor(bot.app, visitor);
    await until('the initiation', () => posted().some(({ conversation }) => conversation.id === caseId));
    expect(await answer(status(caseId, 'accepted'))).toEqual({ status: 200, outcome: 'joined' });
    await next(visitor);
    hub.told.length = 0;
    return { visitor, caseId };
  }

  it('is asked for a person by handoff.initiate, with the transcript the visitor agreed to share', async () => {
    const visitor = await bot.visitor();
    const caseId = await waitsFor(bot.app, visitor, 'yes');
    await until('the initiation', () => hub.told.length > 0);
    const [event] = posted();
    expect(hub.told[0]?.headers['authorization']).toBe(`Bearer ${secret}`);
    expect(event).toMatchObject({ type: 'event', name: 'handoff.initiate', conversation: { id: caseId } });
    expect(event?.value).toMatchObject({
      case: caseId,
      channel: 'directline',
      language: 'en',
      promise: 'open',
    });
    const [transcript] = event?.attachments ?? [];
    expect(transcript?.name).toBe('Transcript');
    expect(transcript?.content.activities.map(({ text }) => text)).toContain('can i talk to a person');
    expect(hub.told[0]?.body).not.toContain(visitor.conversationId);
    expect(await visitor.read()).toEqual([]);
  });

  it('gets no transcript without that, and hears all the same of a visitor who never answers', async () => {
    const visitor = await bot.visitor();
    await visitor.say('can i talk to a person');
    await visitor.pick('handoff.here');
    expect(hub.told).toEqual([]);
    now += 90_000;
    await until('the initiation', () => hub.told.length > 0);
    expect(posted()[0]).toMatchObject({ name: 'handoff.initiate', attachments: [] });
  });

  it('joins and leaves by handoff.status; its agent and the visitor write to each other', async () => {
    const { visitor, caseId } = await accepted();
    expect(visitor.last[0]).toMatchObject({ keys: ['live.joined', 'live.how_back'], live: { name: 'Dana' } });
    expect(visitor.last[0]?.text).not.toContain('Quill');
    for (const text of ['one', 'two']) expect(await visitor.say(text)).toEqual([]);
    await until('both', () => new Set(posted().map(({ id }) => id)).size === 2);
    expect(posted()[0]).toMatchObject({ type: 'message', text: 'one', conversation: { id: caseId } });

    const hello = message(caseId, 'hello from the hub');
    for (let time = 0; time < 2; time += 1)
      expect(await answer(hello)).toEqual({ status: 200, outcome: 'done' });
    await next(visitor);
    expect(visitor.last.map(({ text }) => text)).toEqual(['Dana: hello from the hub']);
    expect((await visitor.say('i want to kill myself'))[0]).toMatchObject({ asks: 'crisis' });

    expect(await answer(status(caseId, 'completed'))).toEqual({ status: 200, outcome: 'done' });
    await next(visitor, 2);
    expect(visitor.keys[0]).toBe('live.back.left');
    expect(await answer(message(caseId, 'too late'))).toEqual({ status: 409, outcome: 'not_in' });
  });

  it('is told when the visitor takes the bot back', async () => {
    const { visitor, caseId } = await accepted();
    await visitor.say('bot');
    expect(visitor.keys[0]).toBe('live.back.visitor');
    await until('the end', () => posted().some(({ type }) => type === 'endOfConversation'));
    expect(posted().at(-1)).toMatchObject({ conversation: { id: caseId } });
  });

  it('that finds nobody lets the visitor know, once', async () => {
    const visitor = await bot.visitor();
    const caseId = await waitsFor(bot.app, visitor);
    for (let time = 0; time < 2; time += 1)
      expect(await answer(status(caseId, 'failed'))).toEqual({ status: 200, outcome: 'done' });
    await next(visitor);
    expect(visitor.keys).toEqual(['live.back.failed']);
    expect(await visitor.say('how much is it')).not.toEqual([]);
  });

  it('does not turn out staff who were faster', async () => {
    const visitor = await bot.visitor();
    const caseId = await waitsFor(bot.app, visitor);
    await bot.app.live.join(caseId, sam);
    expect(await answer(status(caseId, 'accepted'))).toEqual({ status: 409, outcome: 'taken' });
    expect((await answer(status(caseId, 'completed'))).status).toBe(409);
    await answer(status(caseId, 'failed'));
    const { state, lines } = await bot.app.live.read(caseId);
    expect({ state, lines: lines.map(shape) }).toEqual({ state: 'live', lines: ['joined'] });
  });

  it('that hangs holds up no visitor, and gets everything with the same ids when it is back', async () => {
    const { visitor } = await accepted();
    behave = () => 'hang';
    const began = performance.now();
    for (const text of ['one', 'two', 'three']) await visitor.say(text);
    const other = await bot.visitor();
    await other.say('how much is it');
    await waitsFor(bot.app, other);
    expect(performance.now() - began).toBeLessThan(10_000);
    await until('attempts', () => hub.told.length > 0);
    const tried = posted()[0]?.id;
    behave = () => 'take';
    hub.told.length = 0;
    await until('the second attempt', async () => {
      now += 60_000;
      await bot.app.db.query('SELECT 1 AS one FROM outbox LIMIT 1');
      return posted().some(({ text }) => text === 'three');
    });
    const texts = posted().filter(({ type }) => type === 'message');
    expect([...new Set(texts.map(({ text }) => text))]).toEqual(['one', 'two', 'three']);
    expect(texts[0]?.id).toBe(tried);
  }, 60_000);

  it.each([
    ['another secret', status('x', 'accepted'), 'not the secret', 401],
    ['no secret', status('x', 'accepted'), '', 401],
    ['no activity', { hello: 1 }, secret, 400],
    ['a message without an id', { type: 'message', text: 'x', conversation: { id: 'x' } }, secret, 400],
    ['a case that is not there', status('x', 'accepted'), secret, 404],
  ])('is refused with %s', async (_what, activity, bearer, code) => {
    expect((await answer(activity, bearer)).status).toBe(code);
  });

  it('is asked in the form that the SDK makes', () => {
    const around = { id: 'c1', reference: 'R', channel: 'directline', language: 'en', promise: undefined };
    const ours = initiation('a1', around, [], TUESDAY);
    const activity = {
      ...{ type: 'message', id: 'a0', channelId: 'directline', serviceUrl: 'urn:x', locale: 'en' },
      ...{ conversation: { id: 'c1' }, from: { id: 'c1' }, recipient: { id: 'bot' } },
    } as unknown as Activity;
    const context = { activity } as TurnContext;
    const theirs = EventFactory.createHandoffInitiation(context, ours['value'], { activities: [] });
    for (const field of ['type', 'name', 'value', 'conversation', 'channelId', 'attachments', 'entities'])
      expect({ [field]: ours[field] }).toEqual({ [field]: theirs[field as keyof typeof theirs] });
    const { conversation, channelId, user, bot: from } = theirs.relatesTo ?? {};
    expect(ours['relatesTo']).toMatchObject({ conversation, channelId, user: { ...user }, bot: { ...from } });
  });
});

describe('without an agent hub', () => {
  it('there is no such route', async () => {
    const bot = await startBot();
    const response = await fetch(`${bot.url}/channels/handoff`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(404);
    await bot.stop();
  }, 60_000);
});
