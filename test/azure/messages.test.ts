import { randomUUID } from 'node:crypto';
import { azureBot } from '../support/azureBot';
import { startBot } from '../support/bot';
import { Connector } from './connector';

describe('the Bot Framework endpoint', () => {
  const azure = azureBot();

  function activity(text: string, more: object = {}) {
    return {
      type: 'message',
      id: randomUUID(),
      text,
      channelId: 'msteams',
      serviceUrl: azure.connector.url,
      conversation: { id: `c-${randomUUID()}` },
      from: { id: 'u1', name: 'A' },
      recipient: { id: 'bot', name: 'B' },
      locale: 'en-US',
      ...more,
    };
  }

  const words = (key: string) => azure.bot.app.content.text(key, 'en');

  const send = (body: object, headers: Record<string, string> = {}) =>
    fetch(`${azure.bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it('takes an activity and answers by the connector, with nothing that is for our own clients only', async () => {
    expect((await send(activity('how much is it'))).status).toBe(200);
    const last = azure.connector.taken.at(-1);
    expect(azure.connector.taken.some(({ text }) => text?.includes('$120'))).toBe(true);
    // Where a card takes the choices, they are its buttons.
    expect(last?.attachments?.length ?? last?.suggestedActions?.actions?.length).toBeGreaterThan(0);
    expect(last?.entities).toBeUndefined();
    expect(last?.channelData).toBeUndefined();
  });

  it('answers a redelivered activity once', async () => {
    const once = activity('how much is it');
    await send(once);
    const first = azure.connector.texts();
    await send(once);
    expect(first.length).toBeGreaterThan(0);
    expect(azure.connector.texts()).toEqual([]);
  });

  it('gives the same body again to a sender of expectReplies that asks again', async () => {
    const once = activity('how much is it', { deliveryMode: 'expectReplies' });
    type Body = { activities: { text?: string }[] };
    const sent = [send(once), send(once)];
    const bodies = await Promise.all(sent.map(async (one) => (await (await one).json()) as Body));
    const texts = bodies.map(({ activities }) => activities.map(({ text }) => text));
    expect(texts[0]?.length).toBeGreaterThan(0);
    expect(texts[1]).toEqual(texts[0]);
    expect(azure.connector.taken).toEqual([]);
  });

  it('tries again when the connector falters, and says nothing twice', async () => {
    azure.connector.failures = [500, 429];
    expect((await send(activity('hello'))).status).toBe(200);
    const texts = azure.connector.texts();
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.length).toBeGreaterThan(0);
  });

  it('keeps the answer while the connector is down, and gives it when the channel delivers again', async () => {
    const once = activity('how much is it');
    azure.connector.failures = Array.from({ length: 50 }, () => 500);
    expect((await send(once)).status).toBeGreaterThanOrEqual(500);
    expect(azure.connector.texts()).toEqual([]);
    azure.connector.failures = [];
    expect((await send(once)).status).toBe(200);
    expect(azure.connector.texts().join()).toContain('$120');
  });

  it('follows no redirect: replies go where the activity came from, or nowhere', async () => {
    const other = await Connector.start();
    azure.connector.elsewhere = `${other.url}/v3/conversations/c/activities`;
    azure.connector.failures = [307];
    expect((await send(activity('hello'))).status).toBeGreaterThanOrEqual(500);
    expect([...azure.connector.taken, ...other.taken]).toEqual([]);
    await other.stop();
  });

  it('tries again at once when a kept connection was closed at the other end', async () => {
    await send(activity('hello'));
    azure.connector.texts();
    azure.connector.hangUp();
    expect((await send(activity('hello'))).status).toBe(200);
    expect(azure.connector.texts().length).toBeGreaterThan(0);
  });

  it('names a conversation as it is, whatever its id is made of', async () => {
    const id = `a:1/..?#%2F ${randomUUID()}`;
    await send(activity('hello', { conversation: { id } }));
    expect(azure.connector.paths.at(-1)).toContain(`/v3/conversations/${encodeURIComponent(id)}/activities`);
  });

  it('sends help first, before what the turn has to say, and not again on a redelivery', async () => {
    const urgent = activity('i want to kill myself');
    await send(urgent);
    expect(azure.connector.texts()[0]).toContain('988');
    await send(urgent);
    expect(azure.connector.texts()).toEqual([]);
  });

  it.each([
    ['names nobody', [{ type: 'mention' }]],
    ['has no text', [{ type: 'mention', mentioned: { id: 'bot' } }]],
    ['is nothing', [null, 7, 'mention']],
  ])('answers with help first also where a mention %s', async (_what, entities) => {
    expect((await send(activity('i want to kill myself', { entities }))).status).toBe(200);
    expect(azure.connector.texts()[0]).toContain('988');
  });

  it('still answers with help when the connector refuses it at first', async () => {
    azure.connector.failures = [500];
    await send(activity('i want to kill myself'));
    expect(azure.connector.texts().some((text) => text.includes('988'))).toBe(true);
  });

  it('says it in full the next time when it could not be delivered at all', async () => {
    const urgent = activity('i want to kill myself');
    azure.connector.failures = Array.from({ length: 40 }, () => 400);
    expect((await send(urgent)).status).toBeGreaterThanOrEqual(500);
    azure.connector.failures = [];
    azure.connector.texts();
    await send({ ...urgent, id: randomUUID() });
    expect(azure.connector.texts()[0]).toContain(words('crisis.ideation.acknowledge'));
  });

  it('records what is said in an edit of an earlier message, which has that message for its id', async () => {
    const first = activity('hello');
    await send(first);
    azure.connector.texts();
    const edited = { ...first, type: 'messageUpdate', text: 'i want to kill myself' };
    await send(edited);
    expect(azure.connector.texts()[0]).toContain('988');
    const cases = () => azure.bot.app.db.query("SELECT id FROM cases WHERE kind = 'escalation'");
    const before = (await cases()).length;
    expect(before).toBeGreaterThan(0);
    await send(edited);
    expect(azure.connector.texts()).toEqual([]);
    await send({ ...edited, text: 'my husband hits me' });
    expect(azure.connector.texts()[0]).toContain(words('crisis.abuse.acknowledge'));
    expect(await cases()).toHaveLength(before + 1);
    await send({ ...first, type: 'messageDelete', text: undefined });
    expect(azure.connector.texts()).toEqual([]);
  });

  it('looks at edited messages and card submits too', async () => {
    await send(activity('i want to kill myself', { type: 'messageUpdate' }));
    expect(azure.connector.texts()[0]).toContain('988');
    await send(activity('', { value: { answer: 'i want to kill myself' } }));
    expect(azure.connector.texts()[0]).toContain('988');
  });

  it.each([
    ['no conversation', { type: 'message' }, 400],
    ['no type', { conversation: { id: 'c' } }, 400],
    ['an array', [], 400],
    ['replies to another machine', { serviceUrl: 'https://example.com' }, 401],
    ['replies to a name that only looks local', { serviceUrl: 'http://localhost.example.com' }, 401],
  ])('refuses an activity with %s', async (_what, part, status) => {
    const whole = status === 401 ? activity('hello', part) : part;
    expect((await send(whole)).status).toBe(status);
    expect(azure.connector.taken).toEqual([]);
  });
});

describe('without an app id', () => {
  it('there is no Bot Framework endpoint, so that nobody can make the bot send anything anywhere', async () => {
    const bot = await startBot();
    const response = await fetch(`${bot.url}/api/messages`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(404);
    await bot.stop();
  });
});
