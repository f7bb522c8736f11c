import { randomUUID } from 'node:crypto';
import { azureBot } from '../support/azureBot';

/** Activities in the shape in which Azure's channels deliver them, by the bot's front door. */
describe('a visitor on a channel that nobody wrote code for', () => {
  const azure = azureBot();

  /** What the bot says to an activity; fails unless the activity was taken. */
  async function answers(
    channelId: string,
    more: object,
    conversation: string = randomUUID(),
  ): Promise<string> {
    azure.connector.taken.length = 0;
    const response = await fetch(`${azure.bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        ...{ type: 'message', id: randomUUID(), channelId, serviceUrl: azure.connector.url },
        ...{ conversation: { id: conversation }, from: { id: 'U024BE7LH:T0X', name: 'Dana' } },
        ...{ recipient: { id: 'B0BOT:T0X', name: 'juniper' }, locale: 'en-US', ...more },
      }),
    });
    expect(response.status).toBeLessThan(300);
    const page = ['webchat', 'directline'].includes(channelId);
    expect(azure.connector.taken.every(({ textFormat }) => page || textFormat === 'plain')).toBe(true);
    return azure.connector.texts().join('\n');
  }

  it("is told of no quick exit on Azure's Direct Line, which has the id of ours but not its page", async () => {
    const said = await answers('directline', { text: 'my husband hits me' });
    expect(said).toContain(azure.bot.app.content.text('crisis.abuse.no_exit', 'en'));
    expect(said).not.toContain(azure.bot.app.content.text('crisis.abuse.exit', 'en'));
  });

  const fee = { text: 'how much is it' };
  it.each(['slack', 'telegram', 'whatsapp', 'facebook', 'line', 'groupme', 'email', 'a-new-one'])(
    'is answered on %s in plain text with numbered choices, and may pick by number',
    async (channel) => {
      const conversation = randomUUID();
      const said = await answers(channel, fee, conversation);
      expect(said).toContain('$120');
      expect(said).toContain('1. How each kind works');
      expect(said).not.toMatch(/\]\(|tel:/);
      expect(await answers(channel, { text: '1' }, conversation)).toContain('One to one');
    },
  );

  it('may put the name of the bot in front, as one does in Slack', async () => {
    const mention = { type: 'mention', text: '@juniper', mentioned: { id: 'B0BOT:T0X', name: 'juniper' } };
    const conversation = randomUUID();
    await answers('slack', fee, conversation);
    const picked = await answers('slack', { text: '@juniper 1', entities: [mention] }, conversation);
    expect(picked).toContain('One to one');
  });

  it('opens the chat in Telegram by a button, which sends a command', async () => {
    for (const text of ['/start', '/start campaign', '/start@juniper_bot'])
      expect(await answers('telegram', { text })).toContain('1. How each kind works');
    expect(await answers('telegram', { text: '/help' })).not.toBe('');
    expect(await answers('telegram', { text: '/start i want to end my life' })).toContain('988');
  });

  describe('by mail', () => {
    const quote = [
      'On Tue, Dec 1, 2026 at 10:00 AM Juniper <bot@example.com> wrote:',
      '> i want to kill myself',
      '> 1. How',
    ];

    it('is read without the quote of what was written before, and without a signature', async () => {
      const conversation = randomUUID();
      const subject = 'Re: your question';
      await answers('email', { ...fee, channelData: { subject } }, conversation);
      const text = ['1', '', ...quote, 'Sent from my iPhone'].join('\r\n');
      const said = await answers('email', { text, channelData: { subject } }, conversation);
      expect(said).toContain('One to one');
      expect(said).not.toContain('988');
    });

    it.each(['On Monday my ex wrote:', 'El otro día mi ex me escribió:'])(
      'is heard below a line of their own that looks like the head of a quote: %s',
      async (line) => {
        expect(await answers('email', { text: `${line}\ni want to end my life` })).toContain('988');
      },
    );

    it('is heard below a quote and in a subject line too', async () => {
      expect(await answers('email', { text: [...quote, 'i want to end my life'].join('\n') })).toContain(
        '988',
      );
      expect(
        await answers('email', { text: '', channelData: { subject: 'i want to end my life' } }),
      ).toContain('988');
    });
  });

  it('is greeted when a Web Chat page says that somebody has come, once', async () => {
    const conversation = randomUUID();
    const joins = { type: 'conversationUpdate', membersAdded: [{ id: 'U024BE7LH:T0X' }] };
    const event = { type: 'event', name: 'webchat/join' };
    expect(await answers('webchat', event, conversation)).toContain('automated assistant');
    expect(await answers('webchat', joins, conversation)).toBe('');
  });

  it.each(['facebook', 'whatsapp', 'telegram'])(
    'who sends only a picture on %s is asked for words',
    async (channel) => {
      const attachments = [{ contentType: 'image/png', contentUrl: 'https://example.com/a.png' }];
      expect(await answers(channel, { attachments })).toContain(
        azure.bot.app.content.text('flow.attachment', 'en'),
      );
    },
  );

  it.each([
    { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] },
    { type: 'typing' },
    { type: 'endOfConversation' },
    { type: 'messageDelete' },
    { type: 'contactRelationUpdate', action: 'add' },
    { type: 'of-some-other-kind' },
  ])('who does $type waits for nothing, and gets no error', async (more) => {
    expect(await answers('slack', more)).toBe('');
  });
});
