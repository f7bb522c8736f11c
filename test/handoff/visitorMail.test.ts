import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../src/places';
import { startBot, type Bot } from '../support/bot';
import type { Visitor } from '../support/visitor';
import { calendarLines, mailParts } from './mailParts';
import { mailReceiver, until, type MailReceiver } from './receivers';

const DAY = 86_400_000;

/** The example practice, with a group that has one seat: whoever comes second waits. */
function practiceFile(dir: string): string {
  const example = readFileSync(join(ROOT, 'resources', 'practice.example.yaml'), 'utf8');
  const path = join(dir, 'practice.yaml');
  writeFileSync(path, example.replace(/(id: together[\s\S]*?seats: )\{[^}]*\}/, '$1{ min: 1, max: 1 }'));
  return path;
}

describe('mail to a visitor', () => {
  const dir = mkdtempSync(join(tmpdir(), 'mail-'));
  let bot: Bot;
  let server: MailReceiver;
  let refused: number | undefined;
  let passed = 0;
  beforeAll(async () => {
    server = await mailReceiver((to) => (to.includes('juniper') ? undefined : refused));
    bot = await startBot({
      env: {
        ...{ SMTP_URL: server.url, MAIL_FROM: 'Juniper Street <chat@juniper.example>' },
        ...{ PUBLIC_URL: 'https://chat.juniper.example', PRACTICE_FILE: practiceFile(dir) },
      },
      parts: { now: () => Date.now() + passed },
    });
  });
  afterAll(async () => {
    await bot.stop();
    await server.close();
    rmSync(dir, { recursive: true });
  });

  let visitors = 0;

  /** Books something and gives an e-mail address; `last` is the button that ends it. */
  async function booked(
    way: 'individual' | 'group' = 'individual',
    { language = 'en', last = 'booking.answer.yes', pick = '' } = {},
  ): Promise<{ visitor: Visitor; address: string; reference: string }> {
    visitors += 1;
    const address = `visitor${visitors}@example.com`;
    const visitor = await bot.visitor(language);
    await visitor.pick('menu.booking');
    await visitor.pick(`choice.format.${way}`);
    await pickOf(visitor, pick);
    await visitor.say(language === 'en' ? 'my name is Robin Vale' : 'me llamo Inés Duarte');
    await visitor.pick('contact.instead.phone');
    await visitor.say(address);
    expect(visitor.asks).toBe('confirm');
    await visitor.pick(last);
    return { visitor, address, reference: visitor.last[0]?.booking?.reference ?? '' };
  }

  /** Picks the one of the list whose label says this, on whichever page it is. */
  async function pickOf(visitor: Visitor, words: string): Promise<void> {
    const place = () => visitor.choices.findIndex((label) => label.includes(words));
    while (place() < 0) await visitor.pick('booking.more');
    await visitor.pickAt(place());
  }

  /** The mails that an address has got, in order, once there are so many. */
  async function mailsTo(address: string, count: number) {
    const theirs = () => server.mails.filter(({ to }) => to === address);
    await until(`${count} mails to ${address}`, () => theirs().length >= count);
    return theirs().map(({ source }) => {
      const { headers, parts } = mailParts(source);
      const calendar = parts.find(({ type }) => type.startsWith('text/calendar'));
      const text = parts.find(({ type }) => type.startsWith('text/plain'))?.text ?? '';
      const [, token = ''] = /\/booking#[a-z]{2}\.(\S+)/.exec(text) ?? [];
      return { headers, text, token, calendar, event: calendarLines(calendar?.text ?? '') };
    });
  }

  /** What has become of the messages about a booking that were for its visitor, once there are so many. */
  async function settled(reference: string, count: number): Promise<string[]> {
    const all = async () =>
      (await deliveries(reference)).filter((delivery) => !delivery.endsWith('waiting')).length === count;
    await until(`${count} deliveries of ${reference}`, all);
    return deliveries(reference);
  }

  async function deliveries(reference: string): Promise<string[]> {
    const rows = await bot.app.db.query(
      `SELECT o.topic, d.status FROM deliveries d JOIN outbox o ON o.id = d.outbox_id
        JOIN bookings b ON b.id = o.booking
        WHERE b.reference = ? AND d.carrier = 'visitor-mail' ORDER BY o.created_at, o.topic`,
      [reference],
    );
    return rows.map(({ topic, status }) => `${String(topic)} ${String(status)}`);
  }

  async function ask(path: string, body: object): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${bot.url}/booking/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ language: 'en', ...body }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  it('confirms an appointment, with a calendar file and a link to its page, and says nothing of why', async () => {
    const { address, reference, visitor } = await booked();
    const startsAt = visitor.last[0]?.booking?.startsAt ?? '';
    // Who has the first time of all depends on the hour.
    const who = / with ([\p{L} ]+)/u.exec(visitor.last[0]?.text ?? '')?.[1]?.trim() ?? 'nobody';
    const [mail] = await mailsTo(address, 1);
    expect(mail?.headers).toMatchObject({
      to: address,
      from: 'Juniper Street <chat@juniper.example>',
      subject: `Your appointment (${reference})`,
      'auto-submitted': 'auto-generated',
    });
    expect(mail?.text).toContain(`with ${who}`);
    expect(mail?.calendar?.type).toContain('method=PUBLISH');
    expect(mail?.event).toMatchObject({
      ...{ METHOD: 'PUBLISH', SEQUENCE: '0', STATUS: 'CONFIRMED', CLASS: 'PRIVATE', VERSION: '2.0' },
      ...{
        DTSTART: startsAt.slice(0, 19).replace(/[-:]/g, ''),
        DURATION: 'PT50M',
        SUMMARY: `Appointment with ${who}`,
      },
    });
    const words = `${mail?.headers['subject']} ${mail?.text} ${mail?.calendar?.text}`;
    expect(words).not.toMatch(/therap|individual|anxiety|depress|Robin|303 555/i);
    expect(await ask('see', { token: mail?.token })).toMatchObject({
      status: 200,
      body: { status: 'confirmed', kind: 'appointment' },
    });
  });

  it('tells of a move and of a cancellation with the same event, brought up to date', async () => {
    const { address, visitor } = await booked('individual', { language: 'es' });
    const [first] = await mailsTo(address, 1);
    const token = first?.token ?? '';
    const { body } = await ask('times', { token });
    const [to] = body['items'] as { id: string }[];
    expect((await ask('move', { token, choice: to?.id })).status).toBe(200);
    const [, moved] = await mailsTo(address, 2);
    expect(moved?.event['UID']).toBe(first?.event['UID']);
    expect(Number(moved?.event['SEQUENCE'])).toBeGreaterThan(Number(first?.event['SEQUENCE']));
    expect(moved?.event['DTSTART']).not.toBe(first?.event['DTSTART']);
    expect(moved?.text).toContain('Movimos tu reserva');
    await visitor.say('quiero cancelar mi cita');
    await visitor.pick('manage.cancel.yes');
    const [, , last] = await mailsTo(address, 3);
    expect(last?.calendar?.type).toContain('method=CANCEL');
    expect(last?.event).toMatchObject({
      METHOD: 'CANCEL',
      STATUS: 'CANCELLED',
      UID: first?.event['UID'],
    });
    expect(Number(last?.event['SEQUENCE'])).toBeGreaterThan(Number(moved?.event['SEQUENCE']));
    expect(last?.text).not.toContain('/booking#');
  });

  it('reminds before the time', async () => {
    const { address, reference, visitor } = await booked();
    await mailsTo(address, 1);
    const startsAt = Date.parse(visitor.last[0]?.booking?.startsAt ?? '');
    passed += startsAt - 20 * 3_600_000 - (Date.now() + passed);
    const [, reminder] = await mailsTo(address, 2);
    expect(reminder?.headers['subject']).toBe(`A reminder of your booking (${reference})`);
    expect(reminder?.calendar).toBeUndefined();
  });

  it('brings the preparation note for a group, whose name it does not say', async () => {
    const { address } = await booked('group', { pick: 'Worry and stress' });
    const [mail] = await mailsTo(address, 1);
    expect(mail?.text).toContain(bot.app.content.text('booking.prepare', 'en'));
    expect(mail?.event['STATUS']).toMatch(/TENTATIVE|CONFIRMED/);
    const names = bot.app.content.profile.cohorts.flatMap(({ name }) => Object.values(name));
    for (const name of names) expect(`${mail?.text}${mail?.calendar?.text}`).not.toContain(name);
  });

  it('offers a place that has come free, which is taken by the link', async () => {
    const first = await booked('group', { pick: 'Finding connection' });
    await mailsTo(first.address, 1);
    const second = await bot.visitor();
    await second.pick('menu.booking');
    await second.pick('choice.format.group');
    await pickOf(second, 'Finding connection');
    await second.say('my name is Alex Reed');
    await second.pick('contact.instead.phone');
    await second.say('waits@example.com');
    await second.pick('booking.answer.yes');
    expect(second.last[0]?.booking).toMatchObject({ kind: 'waitlist', status: 'pending' });
    await mailsTo('waits@example.com', 1);
    await first.visitor.say('cancel my booking');
    await first.visitor.pick('manage.cancel.yes');
    const [, offer] = await mailsTo('waits@example.com', 2);
    const token = offer?.token ?? '';
    expect((await ask('see', { token })).body['can']).toMatchObject({ answer: true });
    expect((await ask('accept', { token })).body).toMatchObject({ kind: 'group' });
    const [, , accepted] = await mailsTo('waits@example.com', 3);
    expect(accepted?.event['DTSTART']).toMatch(/^\d{8}T\d{6}$/);
    expect((await ask('accept', { token })).status).toBe(409);
  });

  it('goes to nobody who did not want any, or who had their data deleted', async () => {
    const quiet = await booked('individual', { last: 'booking.answer.no_mail' });
    expect(await settled(quiet.reference, 1)).toEqual(['booking.created dropped']);
    const gone = await booked();
    const [mail] = await mailsTo(gone.address, 1);
    await gone.visitor.say('delete my data');
    await gone.visitor.pick('sure.do.delete_my_data');
    await ask('cancel', { token: mail?.token });
    expect(await settled(gone.reference, 2)).toEqual([
      'booking.created delivered',
      'booking.cancelled dropped',
    ]);
    expect(server.mails.filter(({ to }) => to === quiet.address)).toEqual([]);
  });

  it('stops for good once its reader has spoken of abuse, on this booking and on any other of theirs', async () => {
    const { visitor, address, reference } = await booked();
    const [mail] = await mailsTo(address, 1);
    await visitor.say('my husband hits me');
    expect(visitor.last[0]?.escalation).toMatchObject({ tier: 'abuse' });
    await visitor.pick('crisis.choice.continue');
    await ask('cancel', { token: mail?.token });
    expect((await settled(reference, 2))[1]).toBe('booking.cancelled dropped');
    expect(server.mails.filter(({ to }) => to === address)).toHaveLength(1);
    // Another browser, the same mailbox.
    visitors -= 1;
    const later = await booked();
    expect(later.address).toBe(address);
    expect(await settled(later.reference, 1)).toEqual(['booking.created dropped']);
    // In the same conversation it is not even offered.
    await visitor.say('can i book an appointment');
    await visitor.pick('choice.format.individual');
    await visitor.pickAt(0);
    expect(visitor.asks).toBe('confirm');
    expect(visitor.keys).not.toContain('booking.confirm.mail');
  });

  it('never holds up a visitor: with the server refusing everything it comes when that is over', async () => {
    refused = 451;
    const { address, reference, visitor } = await booked();
    expect(visitor.keys).toContain('booking.done.appointment_confirmed');
    await until('refused', async () => (await deliveries(reference))[0] === 'booking.created waiting');
    refused = undefined;
    passed += 60_000;
    await mailsTo(address, 1);
    expect(server.mails.filter(({ to }) => to === address)).toHaveLength(1);
    passed += DAY;
  });
});
