import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { loadContent } from '../../src/content/loadContent';
import type { Carrier, Letter } from '../../src/handoff/carrier';
import { alertsConfigured, createCarriers } from '../../src/handoff/createCarriers';
import { contentFiles, resource } from '../../src/places';
import {
  httpReceiver,
  mailReceiver,
  until,
  type Behaviour,
  type HttpReceiver,
  type MailReceiver,
} from './receivers';

const content = loadContent(contentFiles({}));
const minimal = loadContent({
  resources: resource(),
  practiceFile: join(__dirname, '../content/minimal.practice.yaml'),
});
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const from = 'Juniper Street <alerts@juniper-street.example>';
const never = new AbortController().signal;
const letter: Letter = {
  id: '0b7f_x',
  topic: 'escalation.created',
  at: Date.parse('2026-11-23T19:00:00Z'),
  facts: {
    case: 'c1',
    reference: 'K7M4QD',
    kind: 'escalation',
    tier: 'abuse',
    channel: 'sms',
    language: 'es',
  },
};

describe('mail to staff', () => {
  let receiver: MailReceiver;
  let answer: number | undefined;
  beforeAll(async () => {
    receiver = await mailReceiver(() => answer);
  });
  beforeEach(() => {
    answer = undefined;
    receiver.mails.length = 0;
  });
  afterAll(() => receiver.close());
  const boxes = (of = content): readonly Carrier[] =>
    createCarriers(of, { mail: { url: receiver.url, from } });

  it('tells the first contact what happened, when, where, and what to do, under an id that stays', async () => {
    const [desk] = boxes().filter((box) => box.takes('escalation.created'));
    await desk?.deliver(letter, never);
    await desk?.deliver(letter, never);
    expect(receiver.mails.map(({ to }) => to)).toEqual(Array(2).fill('desk@juniper-street.example'));
    const [first, second] = receiver.mails.map(({ source }) => source);
    for (const source of [first, second])
      expect(source).toContain('Message-ID: <0b7f_x@juniper-street.example>');
    const words = unfolded(first ?? '');
    expect(words).toContain('Subject: Juniper Street Counseling: crisis alert K7M4QD, please look now');
    expect(words).toContain('Auto-Submitted: auto-generated');
    expect(words).toContain('Monday, November 23 at 12:00 PM MST, by text message, in Spanish');
    expect(words).toContain('npm run inbox -- --ack K7M4QD');
    expect(words).toContain('in 10 minutes, the second contact');
  });

  it('says where in the console it is, once it is known where the console is', async () => {
    const publicUrl = 'https://chat.example.org';
    const [desk] = createCarriers(content, { mail: { url: receiver.url, from }, publicUrl });
    await desk?.deliver(letter, never);
    await desk?.deliver(
      { ...letter, topic: 'booking.created', facts: { booking: 'b', reference: 'K7M4QD' } },
      never,
    );
    await boxes()[0]?.deliver(letter, never);
    const [escalation, booking, without] = receiver.mails.map(({ source }) => unfolded(source));
    expect(escalation).toContain('https://chat.example.org/staff/cases/K7M4QD');
    expect(booking).toContain('https://chat.example.org/staff/bookings/K7M4QD');
    expect(without).not.toContain('/staff');
  });

  it('tells the second contact only what nobody has taken on, and the first nothing twice', () => {
    const topics = [
      'escalation.created',
      'escalation.unacknowledged',
      'handoff.created',
      'booking.created',
      'booking.moved',
      'booking.cancelled',
      'waitlist.accepted',
      'x.y',
    ];
    expect(boxes().map((box) => topics.filter((topic) => box.takes(topic)))).toEqual([
      [
        ...['escalation.created', 'handoff.created', 'booking.created'],
        ...['booking.moved', 'booking.cancelled', 'waitlist.accepted'],
      ],
      ['escalation.unacknowledged'],
    ]);
  });

  it.each(['en', 'es'])('has words for everything that is mailed (%s)', async (language) => {
    const spoken = { ...content, languages: [language] };
    const topics = [
      ...['escalation.created', 'escalation.unacknowledged', 'handoff.created', 'booking.created'],
      ...['booking.moved', 'booking.cancelled', 'booking.unanswered', 'waitlist.accepted'],
    ];
    for (const box of boxes(spoken))
      for (const topic of topics.filter((one) => box.takes(one)))
        await box.deliver({ ...letter, topic, facts: {} }, never);
    expect(receiver.mails).toHaveLength(8);
    for (const { source } of receiver.mails) expect(source).not.toMatch(/undefined|\bother\b/);
  });

  it('says why when the server does not take it', async () => {
    answer = 451;
    await expect(boxes()[0]?.deliver(letter, never)).rejects.toMatchObject({ reason: 'SMTP 451' });
    const gone = createCarriers(content, { mail: { url: 'smtp://127.0.0.1:1', from } });
    await expect(gone[0]?.deliver(letter, never)).rejects.toMatchObject({ code: 'CARRIER_FAILED' });
  });

  it('goes to nobody where the profile names nobody', () => {
    expect(boxes(minimal)).toEqual([]);
    expect(alertsConfigured(boxes(minimal))).toBe(false);
    expect(alertsConfigured(boxes())).toBe(true);
    expect(alertsConfigured(createCarriers(content, {}))).toBe(false);
  });
});

/** Header lines and quoted-printable text without their line breaks. */
function unfolded(source: string): string {
  return source
    .replace(/=\r\n/g, '')
    .replace(/\r\n\s?/g, ' ')
    .replace(/ +/g, ' ');
}

describe('the webhook', () => {
  let receiver: HttpReceiver;
  let behaviour: Behaviour = 'take';
  beforeAll(async () => {
    receiver = await httpReceiver(() => behaviour);
  });
  beforeEach(() => {
    receiver.told.length = 0;
  });
  afterAll(() => receiver.close());
  const hook = (): Carrier => createCarriers(minimal, { webhook: { url: receiver.url, secret } })[0]!;

  it('is signed so that the Standard Webhooks library knows it, and holds ids alone', async () => {
    behaviour = 'take';
    await hook().deliver(letter, never);
    const [told] = receiver.told;
    const verified = new Webhook(secret).verify(told?.body ?? '', told?.headers as Record<string, string>);
    expect(verified).toEqual({
      ...{ type: 'escalation.created', timestamp: '2026-11-23T19:00:00.000Z', data: letter.facts },
    });
    expect(told?.headers['webhook-id']).toBe(letter.id);
    const other = new Webhook(`whsec_${Buffer.alloc(32, 8).toString('base64')}`);
    expect(() => other.verify(told?.body ?? '', told?.headers as Record<string, string>)).toThrow();
  });

  it.each([
    ['busy', { reason: 'HTTP 429', retryAfterMs: 2_000 }],
    ['fail', { reason: 'HTTP 500' }],
    ['redirect', { reason: 'HTTP 307' }],
    ['reset', {}],
  ] as const)('a receiver that answers "%s" has not taken it, and is asked once', async (how, why) => {
    behaviour = how;
    await expect(hook().deliver(letter, never)).rejects.toMatchObject(why);
    expect(receiver.told).toHaveLength(1);
  });

  it('lets go of a receiver that hangs', async () => {
    behaviour = 'hang';
    const over = new AbortController();
    const hanging = hook().deliver(letter, over.signal);
    await until('asked', () => receiver.told.length === 1);
    over.abort();
    await expect(hanging).rejects.toThrow();
  });
});
