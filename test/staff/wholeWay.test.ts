import { type Bot, startBot } from '../support/bot';
import { until } from '../handoff/receivers';
import type { Visitor } from '../support/visitor';
import { audited, Colleague } from './colleague';

/** A Tuesday at ten in Denver: the office is open. */
const TUESDAY = Date.parse('2026-12-01T17:00:00Z');

describe('from "talk to a person" to the closed case', () => {
  let bot: Bot;
  let ana: Colleague;
  beforeAll(async () => {
    bot = await startBot({ parts: { now: () => TUESDAY } });
    ana = await Colleague.signedIn(bot, 'front_desk --name Ana_Ruiz');
  });
  afterAll(() => bot.stop());
  const say = (key: string, params = {}): string => bot.app.content.text(key, 'en', params);

  async function waiting(share: 'yes' | 'no'): Promise<{ visitor: Visitor; path: string }> {
    const visitor = await bot.visitor();
    await visitor.say('I have anxiety since the zebrawood thing');
    await visitor.say('can i talk to a person');
    await visitor.pick('handoff.here');
    await visitor.pick(`handoff.share.${share}`);
    const { text } = await ana.get('/staff');
    const reference = [...text.matchAll(/class="case" href="\/staff\/cases\/(\w+)"/g)].at(-1)?.[1] ?? '';
    return { visitor, path: `/staff/cases/${reference}` };
  }
  /** Reads what comes without the visitor having written. */
  async function hears(visitor: Visitor, key: string): Promise<string> {
    let text = '';
    await until(key, async () => {
      const said = (await visitor.read()).find(({ keys }) => keys.includes(key));
      text = said?.text ?? '';
      return said !== undefined;
    });
    return text;
  }
  const id = (): string => /name="id" value="([\w-]+)"/.exec(ana.last.text)?.[1] ?? '';

  it('reads with consent, joins, is heard and hears, hands back and closes', async () => {
    const { visitor, path } = await waiting('yes');
    expect((await ana.get(path)).text).toContain('zebrawood');
    expect(ana.last.text).toContain(say('console.talk.shared'));
    await ana.do(`${path}/take`);
    await ana.do(`${path}/join`);
    expect(await hears(visitor, 'live.joined')).toContain('Ana');
    await ana.do(`${path}/say`, { id: id(), text: 'Hello, how can I help?' });
    expect(await hears(visitor, 'live.said')).toContain('how can I help?');
    await visitor.say('is <b>thursday</b> free?');
    expect((await ana.get(path)).text).toContain('is &lt;b&gt;thursday&lt;/b&gt; free?');
    await ana.do(`${path}/leave`);
    await hears(visitor, 'live.back.left');
    await ana.do(`${path}/close`, { how: 'reached' });
    expect(ana.last.text).toContain(say('console.resolution.reached'));
    const reference = path.split('/').at(-1);
    const done = (await audited(bot)).filter((entry) => entry.endsWith(`case/${reference}`));
    for (const what of [
      'case.take',
      'conversation.read',
      'conversation.join',
      'conversation.say',
      'conversation.leave',
      'case.close',
    ])
      expect(done).toContain(`${what} case/${reference}`);
  });

  it('shows nothing of what was written before where the visitor said no', async () => {
    const { visitor, path } = await waiting('no');
    expect((await ana.get(path)).text).not.toContain('zebrawood');
    expect(ana.last.text).toContain(say('console.talk.not_shared'));
    await ana.do(`${path}/join`);
    await hears(visitor, 'live.joined');
    await visitor.say('only this');
    const { text } = await ana.get(path);
    expect(text).toContain('only this');
    expect(text).not.toContain('zebrawood');
  });

  it('says when a colleague is in already, and sends nothing after the visitor took the bot back', async () => {
    const { visitor, path } = await waiting('no');
    const kim = await Colleague.signedIn(bot, 'admin --name Kim');
    await kim.get(path);
    await ana.get(path);
    await kim.do(`${path}/join`);
    expect((await ana.do(`${path}/join`)).text).toContain(say('console.talk.said.taken'));
    await hears(visitor, 'live.joined');
    await visitor.say('bot');
    expect((await kim.do(`${path}/say`, { id: 'm-1', text: 'Hello?' })).text).toContain(
      say('console.talk.said.not_in'),
    );
  });
});
