import { pino } from 'pino';
import { startTextBot } from './texter';
import type { TextBot } from './texter';

describe('what Twilio says it will never take', () => {
  let texts: TextBot;
  const logged: { readonly code?: string; readonly reason?: string }[] = [];
  beforeAll(async () => {
    const write = (line: string) => void logged.push(JSON.parse(line) as object);
    texts = await startTextBot({ log: pino({ level: 'error' }, { write }) });
  }, 120_000);
  afterAll(() => texts.stop());
  beforeEach(() => {
    logged.length = 0;
    texts.api.requests.length = 0;
  });

  it.each([
    [21211, 'no number', 'TEXT_NOT_SENT'],
    [21265, 'a short code', 'TEXT_NOT_SENT'],
    [21266, 'our own number', 'TEXT_NOT_SENT'],
    [21408, 'a country that is not allowed', 'TEXT_NOT_SENT'],
    [21608, 'not on the list of a trial account', 'TEXT_NOT_SENT'],
    [21612, 'not to be reached', 'TEXT_NOT_SENT'],
    [21614, 'no mobile number', 'TEXT_NOT_SENT'],
    [21617, 'too long', 'TEXT_NOT_SENT'],
    [21635, 'a landline', 'TEXT_NOT_SENT'],
    [21212, 'a sender that is no number', 'TEXT_SENDER_REFUSED'],
    [21401, 'a sender that is no number of this account', 'TEXT_SENDER_REFUSED'],
    [21601, 'a sender that is not ours', 'TEXT_SENDER_REFUSED'],
    [21603, 'no sender', 'TEXT_SENDER_REFUSED'],
    [21606, 'a sender that can send no texts', 'TEXT_SENDER_REFUSED'],
    [21659, 'a sender that is not at Twilio', 'TEXT_SENDER_REFUSED'],
    [21660, 'a sender of another account', 'TEXT_SENDER_REFUSED'],
    [21661, 'a sender without texts', 'TEXT_SENDER_REFUSED'],
    [21705, 'no messaging service', 'TEXT_SENDER_REFUSED'],
    [63007, 'no sender of WhatsApp', 'TEXT_SENDER_REFUSED'],
  ])(
    '%i, %s, is said in the log as %s, is not tried again and holds up no later answer',
    async (code, _what, name) => {
      const texter = texts.texter();
      texts.api.answers = [{ status: 400, code }];
      const rest = await texter.say('how much is it');
      expect(texts.api.requests).toHaveLength(rest.length + 1);
      expect(logged.map(({ code: said, reason }) => [said, reason])).toEqual([[name, String(code)]]);
      expect((await texter.say('where are you located')).join()).toContain('80203');
    },
  );

  it('is no reason to be silent in a crisis: what was refused is said again with the turn', async () => {
    const texter = texts.texter();
    texts.api.answers = [{ status: 400, code: 21606 }];
    expect((await texter.say('i want to kill myself'))[0]).toContain('988');
    expect(logged.map(({ code }) => code)).toEqual(['CRISIS_HELP_NOT_SENT']);
  });
});
