import { startBot, type Bot } from '../../support/bot';
import type { Visitor } from '../../support/visitor';

/** Visitors in the chat and the minutes for which the practice keeps a time for them: ten, as its profile says. */
describe('a time that is kept', () => {
  let bot: Bot;
  let passed = 0;
  beforeAll(async () => {
    bot = await startBot({ parts: { now: () => Date.now() + passed } });
  });
  // Whatever was kept in the test before has run out.
  beforeEach(() => (passed += 20 * 60_000));
  afterAll(() => bot.stop());

  /** Somebody who has picked the first opening of the list; its label. */
  async function whoPicked(): Promise<{ visitor: Visitor; label: string | undefined }> {
    const visitor = await bot.visitor();
    await visitor.say('can i book an appointment');
    await visitor.pick('choice.format.individual');
    const [label] = visitor.choices;
    await visitor.pickAt(0);
    expect(visitor.asks).toBe('name');
    return { visitor, label };
  }

  async function tellsWho(visitor: Visitor): Promise<void> {
    await visitor.say('my name is Robin Vale');
    await visitor.say('303 555 0117');
  }

  it('is shown with the clock time until which it is kept', async () => {
    const { visitor } = await whoPicked();
    const until = new Date(Date.now() + passed + 10 * 60_000);
    const clock = new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: bot.app.content.profile.timeZone, hour: 'numeric', minute: '2-digit' },
    }).format(until);
    expect(visitor.keys).toContain('booking.held');
    expect(visitor.last[0]?.text).toContain(clock.replace(/\s/g, ' '));
  });

  it('is nobody else’s for that long, and anybody’s afterwards', async () => {
    const slow = await whoPicked();
    const other = await whoPicked();
    expect(other.label).not.toBe(slow.label);
    passed += 11 * 60_000;
    const faster = await whoPicked();
    await tellsWho(faster.visitor);
    await faster.visitor.pick('booking.answer.yes');
    expect(faster.visitor.last[0]?.booking).toMatchObject({ status: 'confirmed' });

    expect(faster.label).toBe(slow.label);
    await tellsWho(slow.visitor);
    expect(slow.visitor.keys).toContain('booking.expired');
    expect(slow.visitor.asks).toBe('opening');
    expect(slow.visitor.choices).not.toContain(faster.label);
  });

  it('that somebody else has by now can not be booked with a late yes', async () => {
    const slow = await whoPicked();
    await tellsWho(slow.visitor);
    expect(slow.visitor.asks).toBe('confirm');
    passed += 11 * 60_000;
    const faster = await whoPicked();
    expect(faster.label).toBe(slow.label);
    await slow.visitor.pick('booking.answer.yes');
    expect(slow.visitor.keys).toContain('booking.expired');
    expect(slow.visitor.asks).toBe('opening');
    expect(slow.visitor.last.some(({ booking }) => booking !== undefined)).toBe(false);
  });
});
