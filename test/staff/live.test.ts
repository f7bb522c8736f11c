import { createDesk } from '../../src/handoff/createDesk';
import { turn } from '../booking/support';
import { type Bot, startBot } from '../support/bot';
import { audited, Colleague } from './colleague';

describe('live updates', () => {
  let bot: Bot;
  let ana: Colleague;
  beforeAll(async () => {
    bot = await startBot();
    ana = await Colleague.signedIn(bot, 'front_desk');
  });
  afterAll(() => bot.stop());

  /** Opens the stream as the page does, and reads events one after the other. */
  async function follow(cookie: string): Promise<{ status: number; next: () => Promise<string> }> {
    await ana.get('/staff');
    const seen = /data-follow="([\w-]+)"/.exec(ana.last.text)?.[1] ?? '';
    const response = await fetch(`${bot.url}/staff/live?seen=${seen}`, { headers: { Cookie: cookie } });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let held = '';
    const next = async (): Promise<string> => {
      for (;;) {
        const [whole, event] = /event: (\w+)\ndata: \{\}\n\n/.exec(held) ?? [];
        if (whole !== undefined && event !== undefined) {
          held = held.slice(held.indexOf(whole) + whole.length);
          return event;
        }
        const { value, done } = (await reader?.read()) ?? { done: true };
        if (done) return 'closed';
        held += value;
      }
    };
    return { status: response.status, next };
  }

  it('tell a colleague that something changed, and nothing of what', async () => {
    const { next } = await follow(ana.cookie);
    expect(await next()).toBe('hello');
    const desk = createDesk({ now: Date.now });
    const request = { contact: { name: 'Sam Example' }, language: 'en', channel: 'sms', visitor: 'sms/x' };
    await turn(bot.app.db, (work) => desk.handoff(work, request));
    expect(await next()).toBe('changed');
  });

  it('are refused to a stranger, and end with the session', async () => {
    expect((await follow('')).status).toBe(401);
    const { next } = await follow(ana.cookie);
    expect(await next()).toBe('hello');
    const { text } = await ana.get('/staff');
    expect(text).toContain('Sam Example');
    await ana.post('/staff/sign-out');
    expect(await next()).toBe('over');
    expect(await next()).toBe('closed');
    expect((await audited(bot)).at(-1)).toBe('sign_out');
  });

  it('do not hold up a server that closes', async () => {
    await ana.signIn('ana.frontdesk');
    const { next } = await follow(ana.cookie);
    expect(await next()).toBe('hello');
    const started = Date.now();
    const closed = bot.app.server.close(8_000);
    expect(await next()).toBe('closed');
    await closed;
    expect(Date.now() - started).toBeLessThan(6_000);
  });
});
