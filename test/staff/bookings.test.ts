import { createDiary } from '../../src/booking/createDiary';
import { turn } from '../booking/support';
import { type Bot, startBot } from '../support/bot';
import { audited, Colleague } from './colleague';

/** A Tuesday at ten in Denver. */
const TUESDAY = Date.parse('2026-12-01T17:00:00Z');
const SESSION = {
  ...{ clinician: 'anna', format: 'individual', mode: 'online', startsAt: '2026-12-02T10:00' },
  ...{ name: 'Sam Example', phone: '+13035550123', language: 'en', payer: 'self' },
};

describe('the diary in the console', () => {
  let bot: Bot;
  let ana: Colleague;
  beforeAll(async () => {
    bot = await startBot({ parts: { now: () => TUESDAY } });
    ana = await Colleague.signedIn(bot, 'front_desk');
    await ana.get('/staff');
  });
  afterAll(() => bot.stop());
  const say = (key: string, params = {}): string => bot.app.content.text(key, 'en', params);
  const entered = async (fields: Record<string, string>): Promise<string> => {
    const { status, headers } = await ana.post('/staff/enter/session', { ...SESSION, ...fields });
    expect(status).toBe(303);
    return headers.get('location') ?? '';
  };

  it('takes a phone caller, shows the day, and never sells the time twice', async () => {
    const path = await entered({ startsAt: '2026-12-02T10:00' });
    expect((await ana.get(path)).text).toContain('Sam Example');
    const { text } = await ana.get('/staff/bookings?day=2026-12-02');
    expect(text).toMatch(/Wed, Dec 2, 10:00 AM/);
    expect((await ana.get('/staff/bookings?day=2026-12-03')).text).toContain(say('console.diary.none'));
    expect((await ana.post('/staff/enter/session', SESSION)).status).toBe(409);
    expect(ana.last.text).toContain(say('console.problem.taken'));
    expect((await ana.post('/staff/enter/session', { ...SESSION, startsAt: 'soon' })).status).toBe(400);
    expect(await audited(bot)).toContain(`bookings.enter booking/${path.split('/').at(-1)}`);
  });

  it('asks for a Good Faith Estimate for whoever pays themselves, until it is done', async () => {
    await entered({ startsAt: '2026-12-07T09:00' });
    const { text } = await ana.get('/staff/bookings');
    expect(text).toContain(say('console.tasks.good_faith_estimate'));
    // The next business day, and not the midnight after it.
    expect(text).toMatch(new RegExp(`${say('console.tasks.by_end')} <time[^>]*>Wed, Dec 2</time>`));
    for (const [, task = ''] of text.matchAll(/name="task" value="([\w-]+)"/g))
      await ana.do('/staff/tasks/close', { task });
    expect(ana.last.text).not.toContain(say('console.tasks.good_faith_estimate'));
  });

  it('moves and cancels', async () => {
    const path = await entered({ startsAt: '2026-12-09T09:00' });
    await ana.do(`${path}/move`, { startsAt: '2026-12-09T13:00' });
    expect(ana.last.text).toContain('Wed, Dec 9, 1:00 PM');
    await ana.do(`${path}/cancel`);
    expect(ana.last.text).toContain(say('console.status.cancelled'));
    await entered({ startsAt: '2026-12-09T13:00' });
    const reference = path.split('/').at(-1);
    expect(await audited(bot)).toEqual(
      expect.arrayContaining([`bookings.move booking/${reference}`, `bookings.cancel booking/${reference}`]),
    );
  });

  it('blocks a time, so that nobody books it, and gives it back', async () => {
    const block = {
      clinician: 'anna',
      startsAt: '2026-12-14T09:00',
      endsAt: '2026-12-14T17:00',
      kind: 'meeting',
    };
    await ana.do('/staff/enter/block', block);
    expect(ana.last.text).toContain(say('console.block.meeting'));
    expect(
      (await ana.post('/staff/enter/session', { ...SESSION, startsAt: '2026-12-14T10:00' })).status,
    ).toBe(409);
    await ana.get('/staff/bookings?day=2026-12-14');
    const id = /name="block" value="([\w-]+)"/.exec(ana.last.text)?.[1] ?? '';
    await ana.do('/staff/blocks/remove', { block: id, day: '2026-12-14' });
    await entered({ startsAt: '2026-12-14T10:00' });
  });

  it('shows groups with who is in, and settles what waits', async () => {
    const { headers } = await ana.post('/staff/enter/seat', {
      cohort: 'recovery',
      name: 'Lee Vale',
      phone: '+13035550199',
      language: 'en',
    });
    const path = headers.get('location') ?? '';
    expect((await ana.get('/staff/groups')).text).toContain('Lee Vale');
    await ana.get('/staff/requests');
    if (ana.last.text.includes('Lee Vale')) await ana.do(`${path}/confirm`);
    expect((await ana.get(path)).text).toContain(say('console.status.confirmed'));
    expect((await ana.get('/staff/requests')).text).not.toContain('Lee Vale');
  });

  it('lists call-backs with the times that suit, until they are done', async () => {
    const diary = createDiary({ profile: bot.app.content.profile, db: bot.app.db, now: () => TUESDAY });
    const contact = { name: 'Robin Vale', phone: '+13035550117' };
    const availability = [{ days: ['mon' as const], from: '09:00', to: '12:00' }];
    const { reference } = await turn(bot.app.db, (work) =>
      diary.book(work, { kind: 'callback', contact, availability, language: 'es', visitor: 'directline/x' }),
    );
    expect((await ana.get('/staff/requests')).text).toContain('Robin Vale');
    expect(ana.last.text).toMatch(/Monday\D*9:00 AM/);
    await ana.do(`/staff/bookings/${reference}/confirm`);
    expect((await ana.get('/staff/requests')).text).not.toContain('Robin Vale');
  });

  it('exports a day without a formula, and records who did', async () => {
    await entered({ startsAt: '2026-12-16T09:00', name: '=cmd|calc' });
    const { text } = await ana.get('/staff/export/bookings.csv?day=2026-12-16');
    expect(text).toContain(`"'=cmd|calc"`);
    expect((await audited(bot)).at(-1)).toBe('bookings.export');
  });

  it('shows a clinician their own sessions and nothing else of the diary', async () => {
    const marcus = await Colleague.signedIn(bot, 'clinician --clinician marcus');
    const path = await entered({ startsAt: '2026-12-21T09:00' });
    expect((await marcus.get('/staff/bookings?day=2026-12-21')).text).not.toContain('Sam Example');
    expect((await marcus.get(path)).status).toBe(404);
    for (const closed of ['/staff/requests', '/staff/groups', '/staff/enter', '/staff/export/bookings.csv'])
      expect((await marcus.get(closed)).status).toBe(403);
    expect((await marcus.post(`${path}/cancel`)).status).toBe(403);
    const anna = await Colleague.signedIn(bot, 'clinician --clinician anna');
    expect((await anna.get('/staff/bookings?day=2026-12-21')).text).toContain('Sam Example');
  });
});
