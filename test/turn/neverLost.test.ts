import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump, load } from 'js-yaml';
import { resource } from '../../src/places';
import { startBot } from '../support/bot';
import type { Bot } from '../support/bot';
import type { Visitor } from '../support/visitor';
import { WAY, take } from '../support/way';

const URGENT = 'i want to kill myself';

describe('the conversation never traps, loses or invents anything', () => {
  let bot: Bot;
  let visitor: Visitor;
  beforeAll(async () => {
    bot = await startBot();
  }, 120_000);
  afterAll(() => bot.stop());
  beforeEach(async () => {
    visitor = await bot.visitor('en');
  });

  const answers = async (): Promise<string> => {
    await visitor.say('what data do you keep');
    return visitor.last.map(({ text }) => text).join('\n');
  };
  const upTo = async (asks: string, who = visitor): Promise<void> => {
    for (const step of WAY) {
      if (who.asks === asks) return;
      await take(who, step);
    }
    expect(who.asks).toBe(asks);
  };

  it('does not take words that follow crisis help for an answer to the question beneath', async () => {
    await upTo('for_whom');
    for (const words of ["i'm safe now", 'no', 'it is just me']) {
      await visitor.say(URGENT);
      await visitor.say(words);
      expect({ words, asks: visitor.asks }).toEqual({ words, asks: 'for_whom' });
    }
    expect(await answers()).toContain('no answers');
  });

  it('answers a question that follows crisis help, and takes a button of the question beneath', async () => {
    await upTo('for_whom');
    await visitor.say(URGENT);
    await visitor.say('how much is a session?');
    expect(visitor.keys).toContain('faq.cost.individual');
    expect(visitor.asks).toBe('for_whom');
    await visitor.say(URGENT);
    await visitor.pick('choice.for_whom.self');
    expect(visitor.asks).toBe('concerns');
  });

  it('keeps nothing about health after a no to it, however it is said', async () => {
    await take(visitor, { pick: 'menu.preferences', asks: 'consent' });
    await visitor.pick('consent.no');
    await visitor.say('i have depression and panic attacks');
    expect(await answers()).not.toMatch(/low mood|anxiety/i);
  });

  it('throws nothing away on one message: it asks, and a no keeps everything', async () => {
    await upTo('mode');
    const before = await answers();
    for (const words of ['delete my data', 'start over']) {
      await visitor.say(words);
      expect(visitor.asks).toBe('confirm');
      await visitor.pick('sure.keep');
      expect(visitor.asks).toBe('mode');
    }
    expect(await answers()).toBe(before);
  });

  it('comes back to where it was after a question under a hand-off', async () => {
    await upTo('pace');
    await visitor.say('can i talk to a person');
    expect(visitor.keys).toContain('handoff.reach');
    await visitor.say('what is group therapy?');
    expect(visitor.keys).toContain('explain.group.short');
    await visitor.pick('handoff.back');
    expect(visitor.asks).toBe('pace');
  });

  it('does not ask again for what was given to a person in between', async () => {
    await upTo('name');
    await visitor.say('i would rather talk to a person');
    await visitor.pick('handoff.leave');
    await visitor.say('Robin Vale');
    await visitor.say('303 555 0117');
    expect(visitor.keys).toContain('handoff.passed');
    await visitor.pick('handoff.share.no');
    expect(visitor.asks).toBe('confirm');
  });

  it('changes between e-mail and phone as often as one likes, without losing the booking', async () => {
    await upTo('phone');
    await visitor.pick('contact.instead.phone');
    expect(visitor.asks).toBe('email');
    await visitor.pick('contact.instead.email');
    expect(visitor.asks).toBe('phone');
    await visitor.say('303 555 0117');
    expect(visitor.asks).toBe('confirm');
  });

  it('does not take half a phone number', async () => {
    await upTo('phone');
    await visitor.say('303-555-01');
    expect(visitor.asks).toBe('phone');
  });

  it('says so when a time was taken meanwhile, and shows what there is', async () => {
    await upTo('opening');
    const other = await bot.visitor('en');
    await upTo('opening', other);
    const [first = ''] = visitor.choices;
    await other.say(first);
    expect(other.asks).toBe('name');
    await visitor.say(first);
    expect(visitor.keys).toContain('booking.gone');
    expect(visitor.asks).toBe('opening');
    expect(visitor.choices).not.toContain(first);
  });

  it('goes back from a change to where it was asked for, with the answers as they were', async () => {
    await upTo('way');
    await visitor.pick('summary.way.change');
    await visitor.pick('said.name.pace');
    expect(visitor.asks).toBe('pace');
    await visitor.say('go back');
    expect(visitor.asks).toBe('way');
    expect(await answers()).toContain(bot.app.content.text('choice.pace.own', 'en'));
  });

  it('says at once what the practice does not treat', async () => {
    await upTo('concerns');
    await visitor.pick('choice.concerns.eating');
    expect(visitor.keys).toContain('flow.not_treated');
  });

  it('does not claim to change a booking when a name is corrected afterwards', async () => {
    for (const step of WAY) await take(visitor, step);
    expect(visitor.asks).toBe('menu');
    await visitor.say('no wait, my name is Robyn Vale');
    expect(visitor.keys).toContain('booking.change_by_practice');
    expect(visitor.asks).toBe('menu');
  });
});

/** The example practice with one closed group that begins in a few days, on the day of the week it meets. */
function practiceWithOneGroup(dir: string, startsOn: Date): string {
  const example = load(readFileSync(resource('practice.example.yaml'), 'utf8')) as { cohorts: object[] };
  const day = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][startsOn.getUTCDay()];
  const group = { ...example.cohorts[0], day, open: false, startsOn: startsOn.toISOString().slice(0, 10) };
  const file = join(dir, 'practice.yaml');
  writeFileSync(file, dump({ ...example, cohorts: [group] }));
  return file;
}

describe('a waitlist whose group has begun in the meantime', () => {
  it('is not asked for for ever: the groups are shown as they are now', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'triage-waitlist-'));
    let clock = Date.now();
    const file = practiceWithOneGroup(dir, new Date(clock + 5 * 86_400_000));
    const bot = await startBot({ env: { PRACTICE_FILE: file }, parts: { now: () => clock } });
    const [{ id, seats } = { id: '', seats: { max: 0 } }] = bot.app.content.profile.cohorts;
    const taken = Array.from({ length: seats.max }, (_, seat) => ({
      sql: 'INSERT INTO claims (resource, holder) VALUES (?, ?)',
      params: [`seat:${id}:${seat + 1}`, 'taken'],
    }));
    await bot.app.db.transaction(taken);
    const visitor = await bot.visitor('en');
    await visitor.pick('menu.booking');
    await visitor.pick('choice.format.group');
    await visitor.pickAt(0);
    expect(visitor.asks).toBe('name');
    clock += 10 * 86_400_000;
    const later = await visitor.returning();
    await later.say('Robin Vale');
    await later.say('303 555 0117');
    expect(later.keys).toContain('booking.gone');
    expect(later.asks).toBe('cohort');
    await bot.stop();
    rmSync(dir, { recursive: true });
  });
});
