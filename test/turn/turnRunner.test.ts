import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity, TurnContext } from 'botbuilder';
import { ActivityLog } from '../../src/channels/directLine/activityLog';
import { DirectLineAdapter } from '../../src/channels/directLine/directLineAdapter';
import { openDatabase } from '../../src/storage/openDatabase';
import type { Database } from '../../src/storage/types';
import { TurnRunner, turnKeys } from '../../src/turn/turnRunner';
import type { Logic } from '../../src/turn/turnRunner';
import type { UnitOfWork } from '../../src/turn/unitOfWork';

const CONVERSATION = 'c-1';

/** A process of its own: its adapter, its lanes and its connection to the file. */
async function openProcess(dataDir: string) {
  const db = await openDatabase({ dataDir });
  const log = new ActivityLog(db);
  const adapter = new DirectLineAdapter({ log });
  const delivered: Partial<Activity>[] = [];
  const runner = new TurnRunner({
    db,
    render: (activity) => activity,
    deliver: (_outer, replies) => Promise.resolve(void delivered.push(...replies)),
    now: Date.now,
  });
  const turn = (id: string, logic: Logic, more: Partial<Activity> = {}) =>
    adapter.processActivity(message(id, more), (context) => runner.run(context, logic));
  return { db, log, adapter, runner, delivered, turn };
}

function message(id: string, more: Partial<Activity>): Partial<Activity> {
  return {
    type: 'message',
    id,
    text: 'hello',
    channelId: 'directline',
    conversation: { id: CONVERSATION } as Activity['conversation'],
    from: { id: 'dl_1', name: '' },
    recipient: { id: 'bot', name: '' },
    ...more,
  };
}

/** Counts its turns in the conversation's state. */
function bump({ activity }: TurnContext, work: UnitOfWork): number {
  const { conversation } = turnKeys(activity);
  const state = work.get<{ turns: number }>(conversation) ?? { turns: 0 };
  state.turns += 1;
  work.put(conversation, state);
  return state.turns;
}

/** Says the count. */
const count: Logic = async (context, work) => {
  await context.sendActivity(String(bump(context, work)));
};

const counted = async (db: Database): Promise<number> => {
  const key = `conversation/directline/${CONVERSATION}`;
  const [row] = await db.query<{ value: string }>('SELECT value FROM documents WHERE key = ?', [key]);
  return (JSON.parse(row?.value ?? '{"turns":0}') as { turns: number }).turns;
};

describe('the unit of work', () => {
  let dataDir: string;
  let one: Awaited<ReturnType<typeof openProcess>>;

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'triage-turn-'));
    one = await openProcess(dataDir);
    await one.log.open(CONVERSATION, 'dl_1', Date.now());
  });
  afterEach(async () => {
    await one.db.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const said = async () => (await one.log.after(CONVERSATION, 0, 500)).map(({ activity }) => activity.text);

  it('counts a hundred messages that come at once, and answers each exactly once', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, index) => one.turn(`a${index}`, count)));
    expect(await counted(one.db)).toBe(100);
    expect(new Set(await said()).size).toBe(100);
  });

  it('counts them too when two processes share the store and know nothing of each other', async () => {
    const other = await openProcess(dataDir);
    const turns = Array.from({ length: 60 }, (_, index) =>
      (index % 2 ? one : other).turn(`a${index}`, count),
    );
    await Promise.all(turns);
    expect(await counted(one.db)).toBe(60);
    expect(new Set(await said()).size).toBe(60);
    await other.db.close();
  });

  it('runs an activity once, however often it is delivered, and files its answer once', async () => {
    await one.turn('a', count);
    await one.turn('a', count);
    await Promise.all([one.turn('a', count), one.turn('a', count)]);
    expect(await counted(one.db)).toBe(1);
    expect(await said()).toEqual(['1']);
  });

  it('keeps nothing of an activity that nobody answers and that changes nothing, such as typing', async () => {
    await one.turn('typing', () => Promise.resolve(), { type: 'typing' });
    await one.turn('a', count);
    const rows = await one.db.query('SELECT id FROM turns');
    expect(rows.map(({ id }) => String(id))).toEqual([expect.stringMatching(/\/a$/)]);
  });

  it('remembers what changes something although nobody is answered: it runs once', async () => {
    const silent: Logic = (context, work) => Promise.resolve(void bump(context, work));
    await one.turn('a', silent);
    await one.turn('a', silent);
    expect(await counted(one.db)).toBe(1);
  });

  it('runs again on fresh state when somebody else was faster, and says nothing of the first attempt', async () => {
    const other = await openProcess(dataDir);
    let attempts = 0;
    await one.turn('mine', async (context, work, outer) => {
      attempts += 1;
      if (attempts === 1) await other.turn('theirs', count);
      await count(context, work, outer);
    });
    expect(attempts).toBe(2);
    expect(await said()).toEqual(['1', '2']);
    await other.db.close();
  });

  it('writes and says nothing of a turn that throws', async () => {
    const broken: Logic = async (context, work, outer) => {
      await count(context, work, outer);
      throw new Error('as planned');
    };
    await expect(one.turn('a', broken)).rejects.toThrow('as planned');
    expect(await counted(one.db)).toBe(0);
    expect(await said()).toEqual([]);
  });

  it('sends replies over a connector after the commit, and a redelivery of an answered turn brings none', async () => {
    const seen: number[] = [];
    const connector = {
      activity: message('a', { channelId: 'msteams' }) as Activity,
      turnState: new Map<unknown, unknown>(),
    } as unknown as TurnContext;
    const runner = new TurnRunner({
      db: one.db,
      render: (activity) => activity,
      now: Date.now,
      deliver: async (_outer, replies) => {
        const rows = await one.db.query('SELECT id FROM turns');
        seen.push(rows.length, replies.length);
      },
    });
    await runner.run(connector, count);
    await runner.run(connector, count);
    expect(seen).toEqual([1, 1]);
  });

  it('answers a redelivery again when the first answer was not taken, and always in the body of expectReplies', async () => {
    let fails = true;
    const sent: string[] = [];
    const runner = new TurnRunner({
      db: one.db,
      render: (activity) => activity,
      now: Date.now,
      deliver: (_outer, replies) => {
        if (fails) return Promise.reject(new Error('the connector is down'));
        sent.push(...replies.map(({ text }) => text ?? ''));
        return Promise.resolve();
      },
    });
    const delivery = (deliveryMode?: string) =>
      ({
        activity: message('a', { channelId: 'msteams', ...(deliveryMode && { deliveryMode }) }) as Activity,
        turnState: new Map<unknown, unknown>(),
      }) as unknown as TurnContext;
    await expect(runner.run(delivery(), count)).rejects.toThrow('the connector is down');
    fails = false;
    await runner.run(delivery(), count);
    await runner.run(delivery(), count);
    expect(sent).toEqual(['1']);
    await runner.run(delivery('expectReplies'), count);
    expect(sent).toEqual(['1', '1']);
  });
});
