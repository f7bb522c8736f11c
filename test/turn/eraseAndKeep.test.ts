import { startBot } from '../support/bot';

describe('"delete my data"', () => {
  it('forgets what was said, and says so', async () => {
    const bot = await startBot();
    const visitor = await bot.visitor('en');
    await visitor.say('my name is Quillfeather, I have anxiety since the zebrawood thing');
    await visitor.say('what do you know about me');
    expect(visitor.keys).toContain('flow.known');
    await visitor.say('delete my data');
    expect(visitor.keys).toContain('sure.delete_my_data');
    await visitor.pick('sure.do.delete_my_data');
    expect(visitor.keys).toContain('flow.deleted');
    await visitor.say('what do you know about me');
    expect(visitor.keys).toContain('flow.nothing_known');
    await bot.stop();
  });
});
