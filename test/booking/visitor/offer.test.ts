import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../../src/places';
import { startBot, type Bot } from '../../support/bot';
import type { Visitor } from '../../support/visitor';

/** Two visitors and a group with one seat. */
describe.each(['en', 'es'])('a full group, in %s', (language) => {
  const dir = mkdtempSync(join(tmpdir(), 'offer-'));
  let bot: Bot;
  beforeAll(async () => {
    const example = readFileSync(join(ROOT, 'resources', 'practice.example.yaml'), 'utf8');
    const PRACTICE_FILE = join(dir, 'practice.yaml');
    writeFileSync(PRACTICE_FILE, example.replace(/seats: \{[^}]*\}/g, 'seats: { min: 1, max: 1 }'));
    bot = await startBot({ env: { PRACTICE_FILE } });
  });
  afterAll(async () => {
    await bot.stop();
    rmSync(dir, { recursive: true });
  });

  /** Picks the group with this name, wherever it stands by now. */
  async function picks(name: string, phone: string): Promise<Visitor> {
    const visitor = await bot.visitor(language);
    await visitor.pick('menu.booking');
    await visitor.pick('choice.format.group');
    const place = () => visitor.choices.findIndex((label) => label.includes(name));
    for (let page = 0; place() < 0 && page < 5; page += 1) await visitor.pick('booking.more');
    await visitor.pickAt(place());
    await visitor.say(language === 'en' ? 'my name is Robin Vale' : 'me llamo Inés Duarte');
    await visitor.say(phone);
    await visitor.pick('booking.answer.yes');
    return visitor;
  }

  it('has a waitlist; a place that comes free is offered to whoever is next, who takes it in the chat', async () => {
    const spoken = bot.app.content.profile.cohorts.find((one) => one.language === language);
    const name = spoken?.name[language] ?? '';
    const first = await picks(name, '303 555 0117');
    expect(first.last[0]?.booking).toMatchObject({ kind: 'group' });
    const second = await picks(name, '303 555 0118');
    expect(second.last[0]?.booking).toMatchObject({ kind: 'waitlist', status: 'pending' });
    const [mine, cancel] = language === 'en' ? ['my booking', 'cancel it'] : ['mi reserva', 'cancelar'];
    await second.say(mine);
    expect(second.keys).toContain('manage.place');
    await second.pick('manage.do.keep');

    await first.say(mine);
    await first.say(cancel);
    await first.pick('manage.cancel.yes');
    expect(first.last[0]?.booking).toMatchObject({ status: 'cancelled' });

    await second.say(mine);
    expect(second.keys).toContain('manage.offer');
    await second.pick('manage.do.accept');
    expect(second.keys).toContain('manage.done.accepted');
    expect(second.last[0]?.booking).toMatchObject({ kind: 'group' });
    const third = await picks(name, '303 555 0119');
    expect(third.last[0]?.booking).toMatchObject({ kind: 'waitlist' });
  });
});
