import { AutoSaveStateMiddleware, ConversationState, TestAdapter } from 'botbuilder';
import { Dialog, DialogSet, TextPrompt, WaterfallDialog } from 'botbuilder-dialogs';
import fc from 'fast-check';
import { BotStorage } from '../../src/storage/botStorage';
import type { Database } from '../../src/storage/types';
import { describeEngines } from './engines';
import type { Store } from './engines';

// The cases of the SDK's own base tests of a storage, in our words, and what they leave out.
describeEngines('the Bot Framework storage', (fresh) => {
  let store: Store;
  let db: Database;
  let storage: BotStorage;
  beforeEach(async () => {
    store = await fresh();
    db = await store.open();
    storage = new BotStorage(db);
  });
  afterEach(() => store.end());

  it('reads nothing for a key that nobody wrote', async () => {
    expect(await storage.read(['unknown'])).toEqual({});
  });

  it('takes null and empty for nothing', async () => {
    expect(await storage.read(null)).toEqual({});
    expect(await storage.read([])).toEqual({});
    await expect(storage.write(null)).resolves.toBeUndefined();
    await expect(storage.write({})).resolves.toBeUndefined();
    await expect(storage.write([] as never)).resolves.toBeUndefined();
    await expect(storage.delete([])).resolves.toBeUndefined();
  });

  it('gives back what was written, each with an eTag', async () => {
    await storage.write({ one: { id: 1 }, two: { id: 2, list: [{ deep: null }] } });
    expect(await storage.read(['one', 'two', 'three'])).toEqual({
      one: { id: 1, eTag: expect.any(String) },
      two: { id: 2, list: [{ deep: null }], eTag: expect.any(String) },
    });
  });

  it('gives every write a new eTag, equal content or not', async () => {
    const tags = new Set<string>();
    for (let n = 0; n < 5; n += 1) {
      await storage.write({ one: { id: 1 } });
      tags.add((await storage.read(['one']))['one'].eTag);
    }
    expect(tags.size).toBe(5);
  });

  it('replaces what is there when the eTag is missing or a star', async () => {
    await storage.write({ item: { count: 1 } });
    await storage.write({ item: { count: 2 } });
    expect(await storage.read(['item'])).toMatchObject({ item: { count: 2 } });
    await storage.write({ item: { count: 3, eTag: '*' } });
    expect(await storage.read(['item'])).toMatchObject({ item: { count: 3 } });
    await storage.write({ other: { count: 4, eTag: '*' } });
    expect(await storage.read(['other'])).toMatchObject({ other: { count: 4 } });
  });

  it('takes the current eTag and refuses a stale, an empty or an invented one', async () => {
    await storage.write({ item: { count: 1 } });
    const { item } = await storage.read(['item']);
    await storage.write({ item: { ...item, count: 2 } });
    for (const eTag of [item.eTag, '', 'invented']) {
      await expect(storage.write({ item: { count: 9, eTag } })).rejects.toMatchObject({
        code: 'STORAGE_CONFLICT',
        guard: 'state',
      });
    }
    await expect(storage.write({ nothing: { count: 9, eTag: 'invented' } })).rejects.toMatchObject({
      code: 'STORAGE_CONFLICT',
    });
    expect(await storage.read(['item', 'nothing'])).toEqual({ item: { count: 2, eTag: expect.any(String) } });
  });

  it('writes all of a batch or none of it', async () => {
    await storage.write({ a: { n: 1 }, b: { n: 1 } });
    const batch = { a: { n: 2 }, b: { n: 2, eTag: 'stale' }, c: { n: 2 } };
    await expect(storage.write(batch)).rejects.toMatchObject({ code: 'STORAGE_CONFLICT' });
    expect(await storage.read(['a', 'b', 'c'])).toMatchObject({ a: { n: 1 }, b: { n: 1 } });
    expect(Object.keys(await storage.read(['a', 'b', 'c']))).toHaveLength(2);
  });

  it('removes what is there and does not mind what is not', async () => {
    await storage.write({ one: { n: 1 }, two: { n: 2 }, three: { n: 3 } });
    await storage.delete(['one', 'unknown', 'three']);
    expect(Object.keys(await storage.read(['one', 'two', 'three']))).toEqual(['two']);
  });

  it('takes any key', async () => {
    const keys = [
      '!@#$%^&*()~/\\><,.?\';"`~',
      '',
      ' ',
      '?',
      "'; DROP TABLE documents; --",
      '__proto__',
      'é/🧡',
    ];
    for (const key of keys) {
      await storage.write(Object.fromEntries([[key, { key }]]));
    }
    const items = await storage.read(keys);
    expect(keys.map((key) => (Object.hasOwn(items, key) ? items[key].key : undefined))).toEqual(keys);
  });

  it('gives back any JSON unchanged, and never keeps an eTag inside the document', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' })),
        fc.constantFrom(undefined, '*'),
        async (document, eTag) => {
          delete document['eTag'];
          await storage.write({ any: eTag === undefined ? document : { ...document, eTag } });
          const { eTag: tag, ...read } = (await storage.read(['any']))['any'];
          expect(read).toEqual(JSON.parse(JSON.stringify(document)));
          await storage.write({ any: { ...read, eTag: tag } });
          const [row] = await db.query<{ value: string }>('SELECT value FROM documents WHERE key = ?', [
            'any',
          ]);
          expect(JSON.parse(row?.value ?? '')).toEqual(JSON.parse(JSON.stringify(document)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps 200 kB of any script', async () => {
    const text = 'sí — Größe 心理 🧡\u0001\n'.repeat(12_000);
    expect(Buffer.byteLength(text)).toBeGreaterThan(200_000);
    await storage.write({ big: { text } });
    expect((await storage.read(['big']))['big'].text).toBe(text);
  });

  it('carries a waterfall from turn to turn', async () => {
    const state = new ConversationState(storage);
    const dialogs = new DialogSet(state.createProperty('dialogs'));
    dialogs.add(
      new TextPrompt('name', async ({ recognized, attemptCount, context }) => {
        if ((recognized.value ?? '').length > 3) return true;
        await context.sendActivity(`too short, ${attemptCount}`);
        return false;
      }),
    );
    dialogs.add(
      new WaterfallDialog('talk', [
        async (step) => {
          await step.context.sendActivity('first');
          return Dialog.EndOfTurn;
        },
        (step) => step.prompt('name', { prompt: 'your name?' }),
        async (step) => {
          await step.context.sendActivity(`hello ${step.result as string}`);
          return step.endDialog();
        },
      ]),
    );
    const adapter = new TestAdapter(async (context) => {
      const dc = await dialogs.createContext(context);
      await dc.continueDialog();
      if (!context.responded) await dc.beginDialog('talk');
    }).use(new AutoSaveStateMiddleware(state));
    await adapter
      .send('hi')
      .assertReply('first')
      .send('on')
      .assertReply('your name?')
      .send('al')
      .assertReply('too short, 1')
      .send('al')
      .assertReply('too short, 2')
      .send('Alma')
      .assertReply('hello Alma')
      .startTest();
  });
});
