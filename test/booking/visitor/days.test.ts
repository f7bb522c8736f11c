import type { Bot } from '../../support/bot';
import { startBot } from '../../support/bot';
import type { Visitor } from '../../support/visitor';

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
});
afterAll(() => bot.stop());

/** The days that the last message offers. */
const offered = (visitor: Visitor) => visitor.last.at(-1)?.days ?? [];

async function atTheList(language: string): Promise<Visitor> {
  const visitor = await bot.visitor(language);
  await visitor.pick('menu.booking');
  await visitor.pick('choice.format.individual');
  expect(visitor.asks).toBe('opening');
  return visitor;
}

describe('a day picked from the list of openings', () => {
  it.each(['en', 'es'])(
    'is one with openings, and shows all of them and nothing else, in %s',
    async (lang) => {
      const visitor = await atTheList(lang);
      const days = offered(visitor);
      expect(days.length).toBeGreaterThan(5);
      expect(days.filter(({ shown }) => shown)).toEqual([]);
      const day = days[3];
      await visitor.say(day?.label ?? '');
      expect([visitor.asks, visitor.keys]).toEqual(['opening', ['booking.day_openings']]);
      expect(offered(visitor).filter(({ shown }) => shown)).toEqual([{ ...day, shown: true }]);
      await visitor.pickAt(0);
      await visitor.say('Robin Vale');
      await visitor.say('303 555 0117');
      await visitor.pick('booking.answer.yes');
      expect(
        visitor.last.at(-1)?.booking ?? visitor.last.find(({ booking }) => booking)?.booking,
      ).toMatchObject({
        startsAt: expect.stringContaining(day?.date ?? '') as string,
      });
    },
  );

  it('does not become the times that suit: the next words about times begin the list anew', async () => {
    const visitor = await atTheList('en');
    await visitor.say(offered(visitor)[2]?.label ?? '');
    await visitor.pick('booking.first');
    expect(visitor.keys).toEqual(['booking.first_ones.openings']);
    await visitor.say(offered(visitor)[2]?.label ?? '');
    await visitor.say('friday afternoons');
    expect(visitor.keys).not.toContain('booking.day_openings');
    expect(offered(visitor).some(({ shown }) => shown)).toBe(false);
  });

  it('is a day on which a booking can be moved, too', async () => {
    const visitor = await atTheList('en');
    await visitor.pickAt(0);
    await visitor.say('Robin Vale');
    await visitor.say('303 555 0117');
    await visitor.pick('booking.answer.yes');
    await visitor.say('move my booking');
    expect(visitor.asks).toBe('opening');
    const day = offered(visitor)[1];
    await visitor.say(day?.label ?? '');
    expect(visitor.keys).toContain('booking.day_openings');
    await visitor.pickAt(0);
    await visitor.pick('manage.move.yes');
    expect(visitor.last.find(({ booking }) => booking)?.booking?.startsAt).toContain(day?.date);
  });
});
