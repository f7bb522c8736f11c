import { randomUUID } from 'node:crypto';
import { loadContent } from '../../src/content/loadContent';
import type { Content } from '../../src/content/types';
import { contentFiles } from '../../src/places';
import { openDatabase } from '../../src/storage/openDatabase';
import type { Database } from '../../src/storage/types';
import { call, heard, listen } from '../directLine/directLineServer';
import { until } from '../handoff/receivers';
import { startBotProcess } from '../support/botProcess';
import type { BotProcess } from '../support/botProcess';
import { describePostgres, startPostgres } from '../support/postgres';
import type { Postgres } from '../support/postgres';
import { Visitor } from '../support/visitor';
import { WAY, take } from '../support/way';

const VISITORS = 6;

/** A visitor whose messages reach now one process, now the other, while their socket stays on the first. */
class Between {
  private turns = 0;

  private constructor(
    private readonly urls: readonly string[],
    private visitor: Visitor,
    readonly socket: ReturnType<typeof listen>,
  ) {}

  static async open(bots: readonly BotProcess[], content: Content): Promise<Between> {
    const urls = bots.map(({ url }) => url);
    const [home = ''] = urls;
    const visitor = await Visitor.open(home, 'en', content);
    const path = `/v3/directline/conversations/${visitor.conversationId}`;
    const { body } = await call(home + path, { token: visitor.token });
    return new Between(urls, visitor, listen(body.streamUrl));
  }

  /** The same visitor at the process whose turn it is. */
  next(): Visitor {
    this.turns += 1;
    this.visitor = this.visitor.movedTo(this.urls[this.turns % this.urls.length] ?? '');
    return this.visitor;
  }

  /** Waits until the socket has caught up, and holds what it showed against what each process tells who polls. */
  async showedEverything(): Promise<void> {
    const histories = await Promise.all(this.urls.map((url) => heard(url, this.visitor)));
    const last = histories[0]?.at(-1) ?? '';
    await until(`the socket shows "${last}"`, () => this.socket.shown.at(-1) === last);
    for (const history of histories) expect(this.socket.shown).toEqual(history);
    this.socket.socket.close();
  }
}

describePostgres('two processes on one PostgreSQL', () => {
  const content = loadContent(contentFiles({}));
  let postgres: Postgres;
  let bots: BotProcess[] = [];
  let db: Database;
  beforeAll(async () => {
    postgres = await startPostgres();
    const databaseUrl = await postgres.database();
    // At once, as a deployment does it: both find an empty database.
    bots = await Promise.all([1, 2].map(() => startBotProcess('unused', { DATABASE_URL: databaseUrl })));
    db = await openDatabase({ dataDir: 'unused', databaseUrl });
  }, 60_000);
  afterAll(async () => {
    await Promise.all(bots.map((bot) => bot.kill()));
    await db.close();
    await postgres.stop();
  });

  it('serve visitors to the booking, each message at the other process, the replies on one socket', async () => {
    const visitors = await Promise.all(Array.from({ length: VISITORS }, () => Between.open(bots, content)));
    const booked = await Promise.all(visitors.map(wholeWay));
    // All wanted the first time there was; each got one of their own.
    const rows = await db.query(
      "SELECT reference, clinician, starts_at FROM bookings WHERE status = 'confirmed'",
    );
    expect(rows.map(({ reference }) => reference).sort()).toEqual(booked.sort());
    const times = rows.map(({ clinician, starts_at: at }) => `${String(clinician)} ${String(at)}`);
    expect(new Set(times).size).toBe(VISITORS);
    for (const visitor of visitors) await visitor.showedEverything();
  }, 120_000);

  it('say the help in a crisis on the socket, whichever of them heard the cry', async () => {
    const visitor = await Between.open(bots, content);
    const [help] = await visitor.next().say('I want to kill myself');
    expect(help?.escalation).toBeDefined();
    await visitor.socket.until(help?.text ?? '');
    await visitor.showedEverything();
  });

  it('run a message once that reaches both at once', async () => {
    const visitor = await Between.open(bots, content);
    const same = randomUUID();
    const message = { type: 'message', text: 'how much is it' };
    const [one, other] = [visitor.next(), visitor.next()];
    const ids = await Promise.all([one.send(message, same), other.send(message, same)]);
    expect(new Set(ids).size).toBe(1);
    // The greeting and the message.
    const turns = await db.query('SELECT id FROM turns WHERE id LIKE ?', [`%/${one.conversationId}/%`]);
    expect(turns).toHaveLength(2);
    await visitor.showedEverything();
  });
});

/** Up to the reference; a time that another visitor took meanwhile is chosen anew. */
async function wholeWay(visitor: Between): Promise<string> {
  const choosing = WAY.findIndex(({ asks }) => asks === 'opening');
  for (let step = 0, taken = 0; taken < 5 * WAY.length; step += 1, taken += 1) {
    const wanted = WAY[step] as (typeof WAY)[number];
    const at = visitor.next();
    await take(at, wanted);
    const booked = at.last.find(({ booking }) => booking)?.booking;
    if (booked) return booked.reference;
    if (at.asks === 'opening') step = choosing;
    else expect({ wanted, asks: at.asks }).toEqual({ wanted, asks: wanted.asks });
  }
  throw new Error('nothing was booked');
}
