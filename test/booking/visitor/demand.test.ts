import { createStaffDiary } from '../../../src/booking/createStaffDiary';
import { startBot, type Bot } from '../../support/bot';

/** What people wished for and could not have, told in the chat and read by staff. */
describe('a wish that nothing fits', () => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot();
  });
  afterAll(() => bot.stop());

  const demand = () => {
    const { content, db } = bot.app;
    return createStaffDiary({ profile: content.profile, db, now: Date.now }).demand();
  };
  const wisher = async () => {
    const visitor = await bot.visitor();
    await visitor.say('can i book an appointment');
    await visitor.pick('choice.format.individual');
    await visitor.pick('booking.none_fits');
    return visitor;
  };

  it('is counted once for each person, without anything about them', async () => {
    expect(await demand()).toEqual([]);
    const visitor = await wisher();
    await visitor.pick('booking.callback');
    await wisher();
    const wish = { format: 'individual', concern: 'any', time: 'any', mode: 'any', language: 'en' };
    expect(await demand()).toEqual([{ people: 2, ...wish }]);
  });
});
