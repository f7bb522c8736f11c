import type { Activity } from 'botbuilder';
import { replyLogOf } from '../../src/channels/replyLog';
import type { Running } from './directLineServer';
import { begin, heard, run } from './directLineServer';

let bot: Running;
beforeAll(async () => (bot = await run()));
afterAll(() => bot.stop());

const reference = (id: string) =>
  ({ channelId: 'directline', conversation: { id }, user: { id: 'dl_x' }, bot: { id: 'bot' } }) as never;
const incoming = (conversationId: string): Partial<Activity> => ({
  type: 'message',
  id: `${conversationId}|1`,
  conversation: { id: conversationId } as Activity['conversation'],
  recipient: { id: 'bot', name: '' },
});

describe('a message that the bot sends by itself', () => {
  it('comes once for each occasion', async () => {
    const at = await begin(bot.url);
    const tell = (occasion: string) =>
      bot.adapter.continueConversation(
        reference(at.conversationId),
        async (context) => void (await context.sendActivity(`news of ${occasion}`)),
        occasion,
      );
    await tell('row-1');
    await tell('row-1');
    await tell('row-2');
    expect(await heard(bot.url, at)).toEqual(['hello', 'news of row-1', 'news of row-2']);
  });
});

describe('the replies of a turn', () => {
  it('are filed with the transaction of the turn, or not at all', async () => {
    const at = await begin(bot.url);
    await bot.adapter.processActivity(incoming(at.conversationId), async (context) => {
      const staged = replyLogOf(context)?.stage([{ type: 'message', text: 'a' }]);
      const failing = { sql: 'DELETE FROM turns WHERE id = ?', params: ['none'], expect: 1, guard: 'turn' };
      const all = [...(staged?.statements ?? []), failing];
      await expect(bot.database.transaction(all)).rejects.toMatchObject({ guard: 'turn' });
    });
    expect(await heard(bot.url, at)).toEqual(['hello']);
  });

  it('are committed once, however often the turn runs', async () => {
    const at = await begin(bot.url);
    const ids: (string | undefined)[][] = [];
    const turn = () =>
      bot.adapter.processActivity(incoming(at.conversationId), async (context) => {
        const typing = { type: 'typing' };
        const staged = replyLogOf(context)?.stage([typing, { text: 'a' }, { type: 'message', text: 'b' }]);
        await bot.database.transaction(staged?.statements ?? []);
        const filed = await bot.adapter.log.after(at.conversationId, 1, 10);
        ids.push(filed.map((one) => one.activity.id));
      });
    await turn();
    await expect(turn()).rejects.toMatchObject({ guard: 'activity' });
    expect(await heard(bot.url, at)).toEqual(['hello', 'a', 'b']);
    expect(ids).toEqual([[`${at.conversationId}|1.0`, `${at.conversationId}|1.1`]]);
  });
});

it('what was sent can be neither changed nor taken back', async () => {
  const at = await begin(bot.url);
  await bot.adapter.processActivity(incoming(at.conversationId), async (context) => {
    const refused = { code: 'DIRECT_LINE_NOT_SUPPORTED' };
    await expect(context.updateActivity({ id: 'x', text: 'y' })).rejects.toMatchObject(refused);
    await expect(context.deleteActivity('x')).rejects.toMatchObject(refused);
  });
});
