import type { Activity } from 'botbuilder';
import { azureBot } from '../support/azureBot';
import { post, recorded } from './recorded';

interface Node extends Record<string, unknown> {
  readonly title?: string;
  readonly data?: Record<string, unknown>;
}

const azure = azureBot();

const words = (key: string, params = {}): string => azure.bot.app.content.text(key, 'en', params);
const send = (activity: object) => post(azure.bot, activity);

/** Everything that a card's buttons do, in order, of all that was taken. */
function actions(taken: readonly Partial<Activity>[] = azure.connector.taken): Node[] {
  const inside = (value: unknown): Node[] => {
    if (typeof value !== 'object' || value === null) return [];
    const own = String((value as { type?: unknown }).type).startsWith('Action.') ? [value as Node] : [];
    return [
      ...own,
      ...Object.entries(value).flatMap(([key, inner]) => (key === 'fallback' ? [] : inside(inner))),
    ];
  };
  return taken.flatMap(({ attachments = [] }) => inside(attachments));
}

/** Somebody in a chat of their own with the bot. */
function somebody() {
  const { conversation, from } = recorded('message', azure.connector);
  let count = 0;
  const me = (name: string, more: object = {}) => {
    count += 1;
    return recorded(name, azure.connector, {
      conversation,
      from,
      id: `${conversation.id}-${count}`,
      ...more,
    });
  };
  return {
    me,
    say: (text: string) => send(me('message', { text })),
    /** Presses the button of the last card that bears these words, as Teams sends it. */
    press: async (title: string) => {
      const { data = {} } = actions().findLast((action) => action.title === title) ?? {};
      const value = Object.fromEntries(Object.entries(data).filter(([name]) => name !== 'msteams'));
      expect(Object.keys(value)).not.toHaveLength(0);
      azure.connector.taken.length = 0;
      return send(me('submit', { value }));
    },
  };
}

describe('the app in Teams', () => {
  it('greets once, although the install and the new member are both told, in either order', async () => {
    for (const order of [
      ['installationUpdate-add', 'conversationUpdate-membersAdded'],
      ['conversationUpdate-membersAdded', 'installationUpdate-add'],
    ]) {
      const { me } = somebody();
      azure.connector.taken.length = 0;
      await Promise.all(order.map((name) => send(me(name))));
      const greetings = azure.connector.taken.filter(({ text }) =>
        text?.includes(words('greeting.automated')),
      );
      expect(greetings).toHaveLength(1);
    }
  });

  it('offers what can be picked on a card where more than three can, as Teams shows no more buttons', async () => {
    const { say, press } = somebody();
    await say('hello');
    const menu = azure.connector.taken.at(-1);
    expect(menu?.suggestedActions).toBeUndefined();
    expect(actions().map(({ title }) => title)).toContain(words('menu.booking'));
    await press(words('menu.compare'));
    expect(azure.connector.taken[0]?.text).toContain(words('compare.about.decision'));
  });

  it('takes the words on a button as well, which come along with it', async () => {
    const { say, me } = somebody();
    await say('hello');
    const { data = {} } = actions().find(({ title }) => title === words('menu.compare')) ?? {};
    const { of, pick, msteams } = data as { of: string; pick: number; msteams: { text: string } };
    azure.connector.taken.length = 0;
    await send(me('submit-messageBack', { text: msteams.text, value: { of, pick } }));
    expect(azure.connector.taken[0]?.text).toContain(words('compare.about.decision'));
  });

  it('lays the comparison side by side on a card, and says in words what is not on it', async () => {
    const { say, press } = somebody();
    await say('hello');
    await press(words('menu.compare'));
    await press(words('menu.more'));
    const card = JSON.stringify(azure.connector.taken.at(-1)?.attachments?.[0]?.content);
    expect(card).toContain('"type":"Table"');
    expect(card).toContain(words('compare.how.individual'));
    for (const { text } of azure.connector.taken) {
      expect(text).toMatch(/\S/);
      expect(text).not.toContain(words('compare.how.individual'));
    }
  });

  it('takes a button from earlier for no answer to what is asked now, and asks again', async () => {
    const { say, press, me } = somebody();
    await say('hello');
    await press(words('menu.booking'));
    const { data } = actions().at(-1) ?? {};
    await press(words('choice.format.individual'));
    azure.connector.taken.length = 0;
    await send(me('submit', { value: data }));
    expect(azure.connector.taken[0]?.text).toBe(words('flow.old_button'));
    expect(azure.connector.taken[1]?.text).toContain(words('booking.first_ones.openings'));
  });

  it('books by its cards; the confirmation is moved by Execute, which is answered the same again', async () => {
    const { say, press, me } = somebody();
    await say('hello');
    await press(words('menu.booking'));
    await press(words('choice.format.individual'));
    const [opening] = actions();
    await press(opening?.title ?? '');
    await say('my name is Megan');
    await say('(213) 373-4253');
    if (azure.connector.taken.at(-1)?.text?.includes(words('question.email.ask'))) await say('skip');
    await press(words('booking.answer.yes'));
    const done = azure.connector.taken.find(({ attachments }) =>
      JSON.stringify(attachments ?? '').includes('FactSet'),
    );
    const move = actions(done ? [done] : []).find(({ title }) => title === words('manage.do.move'));
    expect(move).toMatchObject({
      type: 'Action.Execute',
      verb: 'booking',
      fallback: { type: 'Action.Submit' },
    });
    const value = {
      action: { type: 'Action.Execute', verb: 'booking', data: move?.data },
      trigger: 'manual',
    };
    const invoke = me('invoke-execute-booking', { value });
    azure.connector.taken.length = 0;
    const first = await send(invoke);
    expect(first).toEqual({
      status: 200,
      body: {
        ...{ statusCode: 200, type: 'application/vnd.microsoft.activity.message' },
        value: words('flow.pressed'),
      },
    });
    // Whether the times "fit" is a matter of who has the first one at this hour.
    expect(actions().map(({ title }) => title)).toContain(words('manage.do.keep'));
    const said = azure.connector.taken.length;
    expect(await send(invoke)).toEqual(first);
    expect(azure.connector.taken).toHaveLength(said);
  });

  it('does nothing to the booking of somebody else by a card of theirs: the second factor is asked', async () => {
    const { say, me } = somebody();
    await say('hello');
    azure.connector.taken.length = 0;
    await send(me('submit', { value: { do: 'cancel', booking: 'K7M4QD' } }));
    expect(azure.connector.taken.at(-1)?.text).toContain(words('manage.factor'));
  });
});

describe('where others read along', () => {
  it('explains what it is asked, without the mention, and asks nothing', async () => {
    await send(recorded('message-mention-channel', azure.connector));
    expect(azure.connector.taken).toHaveLength(1);
    const [{ text, suggestedActions, attachments } = {}] = azure.connector.taken;
    expect(text).toContain('$120');
    expect(text).toContain(words('group.private_chat'));
    expect(text).toContain('https://teams.microsoft.com/l/chat/0/0?users=28%3A');
    expect([suggestedActions, attachments]).toEqual([undefined, undefined]);
  });

  it('repeats nothing personal, keeps none of it, and offers to go on in private', async () => {
    const here = recorded('message-personal-things-channel', azure.connector);
    await send(here);
    const text = azure.connector.texts().join('\n');
    expect(text).toContain(words('group.private_chat'));
    expect(text).not.toMatch(/Megan|depress|555|234/);
    const [row] = await azure.bot.app.db.query<{ value: string }>(
      'SELECT value FROM documents WHERE key LIKE ?',
      [`visitor/%${here.from.id}`],
    );
    expect(row?.value ?? '{}').not.toMatch(/Megan|depress|555/);
  });

  it('keeps what was said in private out of the group', async () => {
    const { say, me } = somebody();
    await say('my name is Ophelia');
    azure.connector.taken.length = 0;
    const { from } = me('message');
    await send(
      recorded('message-mention-channel', azure.connector, { from, text: 'what data do you keep about me' }),
    );
    expect(azure.connector.texts().join()).not.toContain('Ophelia');
  });

  it('says to a mere mention what it is there for', async () => {
    await send(recorded('message-mention-only-groupchat', azure.connector));
    expect(azure.connector.texts()).toEqual([expect.stringContaining(words('group.only_explains'))]);
  });

  it('helps in a crisis first, there in short and in private in full', async () => {
    await send(recorded('message-crisis-channel', azure.connector));
    const [first] = azure.connector.taken;
    expect(first?.text).toContain('988');
    expect(first?.suggestedActions).toBeUndefined();
    for (let tries = 0; tries < 100 && azure.connector.paths.length < 3; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(azure.connector.paths).toContain('/v3/conversations');
    const last = azure.connector.taken.at(-1);
    expect(last?.text).toContain('988');
    expect(last?.text?.length).toBeGreaterThan(first?.text?.length ?? Infinity);
  });

  it('introduces itself once when it is added to a team, and greets nobody who joins later', async () => {
    const { conversation, from } = recorded('installationUpdate-add-team', azure.connector);
    const names = [
      'installationUpdate-add-team',
      'conversationUpdate-bot-added-team',
      'conversationUpdate-member-added-team',
    ];
    for (const name of names) await send(recorded(name, azure.connector, { conversation, from }));
    expect(azure.connector.texts()).toEqual([expect.stringContaining(words('group.only_explains'))]);
  });
});

describe('every other activity of Teams', () => {
  it.each([
    'installationUpdate-remove',
    'conversationUpdate-channelRenamed',
    'messageUpdate',
    'messageDelete',
    'messageReaction',
    'typing',
    'event-readReceipt',
  ])('is taken, answered with nothing and leaves nothing behind: %s', async (name) => {
    const turns = () => azure.bot.app.db.query('SELECT id FROM turns');
    const before = await turns();
    expect((await send(recorded(name, azure.connector))).status).toBe(200);
    expect(azure.connector.taken).toEqual([]);
    expect(await turns()).toEqual(before);
  });

  it.each(['messageUpdate-crisis', 'submit-crisis'])('is looked at for a crisis: %s', async (name) => {
    expect((await send(recorded(name, azure.connector))).status).toBe(200);
    expect(azure.connector.texts()[0]).toContain('988');
  });

  it.each(['invoke-fileConsent', 'invoke-signin', 'invoke-task-fetch'])(
    'is an invoke that nobody here knows, and told so: %s',
    async (name) => {
      const invoke = recorded(name, azure.connector);
      expect((await send(invoke)).status).toBe(501);
      expect((await send(invoke)).status).toBe(501);
      expect(azure.connector.taken).toEqual([]);
    },
  );

  it.each(['invoke-execute-foreign', 'invoke-claim'])(
    'is a button of a card that is none of ours, and changes nothing: %s',
    async (name) => {
      const { status, body } = await send(recorded(name, azure.connector));
      expect(status).toBe(200);
      expect(body).toMatchObject({ statusCode: 400, type: 'application/vnd.microsoft.error' });
    },
  );
});
