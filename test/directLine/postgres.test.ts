import type { Postgres } from '../support/postgres';
import { describePostgres, startPostgres } from '../support/postgres';
import { begin, call, heard, listen, run, say } from './directLineServer';

describePostgres('two processes on one PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => (postgres = await startPostgres()));
  afterAll(() => postgres.stop());

  it('share conversations: a stream in one shows what is said in the other, everything once and in order', async () => {
    const databaseUrl = await postgres.database();
    const [here, there] = [await run({ databaseUrl }), await run({ databaseUrl })];
    const at = await begin(here.url);
    const streams = [listen(at.streamUrl)];
    const { body } = await call(`${there.url}/v3/directline/conversations/${at.conversationId}`, {
      token: at.token,
    });
    streams.push(listen(body.streamUrl));
    const numbers = Array.from({ length: 30 }, (_, index) => index);
    const answers = await Promise.all(
      numbers.map((index) => say((index % 2 ? here : there).url, at, `m${index}`)),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    for (const stream of streams) {
      const all = numbers.flatMap((index) => [`m${index}`, `you said: m${index}`]);
      await Promise.all(all.map((text) => stream.until(text)));
      expect(stream.shown).toEqual(await heard(there.url, at));
      expect(stream.shown).toHaveLength(61);
      stream.socket.close();
    }
    await Promise.all([here.stop(), there.stop()]);
  });

  it('take the same message once, and open a stream with the same ticket once', async () => {
    const databaseUrl = await postgres.database();
    const [here, there] = [await run({ databaseUrl }), await run({ databaseUrl })];
    const at = await begin(here.url);
    const ids = await Promise.all([here, there].map((bot) => say(bot.url, at, 'hi', 'same')));
    expect(new Set(ids.map((answer) => answer.body.id)).size).toBe(1);
    expect((await heard(here.url, at)).filter((text) => text === 'hi')).toHaveLength(1);
    const elsewhere = at.streamUrl.replace(new URL(here.url).host, new URL(there.url).host);
    const [one, other] = [listen(at.streamUrl), listen(elsewhere)];
    const refused = await Promise.race([one.ended, other.ended]);
    expect(refused).toBe(403);
    [one, other].forEach((stream) => stream.socket.close());
    await Promise.all([here.stop(), there.stop()]);
  });
});
