import type { Activity } from 'botbuilder';
import { azureBot } from '../support/azureBot';
import { shownWords } from '../support/shownWords';
import { post, recorded, recordings } from './recorded';

const azure = azureBot();

const words = (key: string, language = 'en') => azure.bot.app.content.text(key, language);
const send = (activity: object) => post(azure.bot, activity);

/** Whether what was taken says this: pages tell content keys by their entity, texts have their words alone. */
function says(key: string, language = 'en'): boolean {
  return azure.connector.taken.some(({ entities = [], text = '' }) => {
    const told = entities.flatMap((entity) => (entity as { keys?: readonly string[] }).keys ?? []);
    return told.includes(key) || text.includes(shownWords(azure.bot.app.content, key, language, 'sms'));
  });
}

/** A content key that the answer must hold; in which language it comes; or that there is no answer. */
type Answer = 'nothing' | readonly [key: string, language?: string];

/** What answers each recorded activity, as the first of its conversation. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  'sms/message': ['greeting.automated'],
  'sms/message-spanish': ['greeting.automated', 'es'],
  'sms/message-picture': ['flow.attachment'],
  'sms/message-picture-words': ['flow.attachment_beside'],
  'sms/message-stop': ['texting.stopped'],
  'sms/message-start': ['greeting.automated'],
  'sms/message-help': ['texting.help'],
  'sms/message-crisis': ['crisis.ideation.acknowledge'],
  'webchat/conversationUpdate': ['greeting.automated'],
  'webchat/conversationUpdate-bot': 'nothing',
  'webchat/event-join': ['greeting.automated'],
  'webchat/typing': 'nothing',
  'webchat/message': ['faq.cost.individual'],
  'webchat/message-spanish': ['faq.cost.individual', 'es'],
  'webchat/message-suggestedAction': ['compare.about.decision'],
  'webchat/message-upload': ['flow.attachment'],
  'webchat/message-postBack': ['manage.factor'],
  'webchat/message-crisis': ['crisis.ideation.acknowledge'],
  'directline/conversationUpdate': ['greeting.automated'],
  'directline/event': 'nothing',
  'directline/message': ['faq.cost.individual'],
  'directline/message-crisis': ['crisis.ideation.acknowledge'],
};

describe('every recorded activity of SMS, Web Chat and Direct Line is answered rightly', () => {
  it('and none is left out', () => {
    const all = ['sms', 'webchat', 'directline'].flatMap(recordings);
    expect(Object.keys(ANSWERS).sort()).toEqual(all.sort());
  });

  it.each(Object.entries(ANSWERS))('%s', async (name, answer) => {
    const activity = recorded(name, azure.connector);
    expect((await send(activity)).status).toBe(200);
    const { taken } = azure.connector;
    if (answer === 'nothing') return expect(taken).toEqual([]);
    const [key, language] = answer;
    expect(says(key, language)).toBe(true);
    expect(taken.every(({ locale }) => locale === (language ?? 'en'))).toBe(true);
    const texts = azure.connector.texts();
    if (name.includes('crisis')) expect(texts[0]).toContain('988');
    // A channel that has had no answer in time delivers again.
    await send(activity);
    expect(azure.connector.texts()).toEqual([]);
  });
});

/** One person, one conversation. */
function somebody(first: string) {
  const { conversation, from } = recorded(first, azure.connector);
  let count = 0;
  return (name: string, more: object = {}) => {
    azure.connector.taken.length = 0;
    count += 1;
    const id = `${conversation.id}|${count}`;
    return send(recorded(name, azure.connector, { conversation, from, id, ...more }));
  };
}

describe('somebody on a page with a Web Chat of Azure', () => {
  it('is greeted once, although Azure tells of the bot, of them and of the page that they opened', async () => {
    const sends = somebody('webchat/message');
    const greeted: boolean[] = [];
    for (const name of ['conversationUpdate-bot', 'conversationUpdate', 'typing', 'event-join']) {
      await sends(`webchat/${name}`);
      greeted.push(azure.connector.taken.length > 0);
    }
    expect(greeted).toEqual([false, true, false, false]);
  });

  it('goes on by a button, whose words it sends', async () => {
    const sends = somebody('webchat/message');
    await sends('webchat/conversationUpdate');
    const { suggestedActions } = azure.connector.taken.at(-1) as Activity;
    const [button] = suggestedActions?.actions.filter(({ title }) => title === words('menu.compare')) ?? [];
    await sends('webchat/message-suggestedAction', { text: button?.value as string });
    expect(says('compare.about.decision')).toBe(true);
  });
});

describe("somebody who writes by Azure's SMS", () => {
  it('picks by number', async () => {
    const sends = somebody('sms/message');
    await sends('sms/message');
    expect(azure.connector.texts().at(-1)).toMatch(/\n1\. /);
    await sends('sms/message', { text: '1' });
    expect(azure.connector.texts().join()).toContain(words('menu.which_format'));
  });

  it('is left in peace after STOP, but helped in a crisis', async () => {
    const sends = somebody('sms/message');
    await sends('sms/message');
    await sends('sms/message-stop');
    await sends('sms/message', { text: 'thanks' });
    expect(azure.connector.taken).toEqual([]);
    await sends('sms/message-crisis');
    expect(azure.connector.texts()[0]).toContain('988');
  });
});
