import { startBot } from '../../support/bot';

describe('where Twilio is not configured', () => {
  it('there is no such route, and nothing of its client is loaded, which would slow every start', async () => {
    const bot = await startBot();
    const response = await fetch(`${bot.url}/channels/twilio`, { method: 'POST', body: 'Body=x' });
    expect(response.status).toBe(404);
    expect(Object.keys(require.cache).filter((path) => /node_modules.twilio./.test(path))).toEqual([]);
    await bot.stop();
  }, 120_000);
});
