import { createHmac } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { VisitLinks } from '../../../src/booking/visitLinks';
import { refusal } from '../../support/refusal';
import { DAY, MONDAY } from '../support';

const links = (now = MONDAY, secret = 'secret', publicUrl?: string) =>
  new VisitLinks({ secret, now: () => now, publicUrl });
const startsAt = new Date(MONDAY + 3 * DAY).toISOString();
const visit = { id: 'b1', startsAt };
const invalid = refusal('BOOKING_LINK_INVALID', 403);
const ended = refusal('BOOKING_LINK_EXPIRED', 410);

it.each(['https://chat.example.org', 'https://chat.example.org/'])(
  'a link to a booking leads to our page at %s, with the language and the token where no server sees them',
  (publicUrl) => {
    const [address, token = ''] = (links(MONDAY, 'secret', publicUrl).urlOf(visit, 'es') ?? '').split('#es.');
    expect(address).toBe('https://chat.example.org/booking');
    expect(links().read(token)).toBe('b1');
  },
);

it('there are no links where the server has no address', () => {
  expect(links().urlOf(visit, 'en')).toBeUndefined();
});

it('a link ends a day after its session begins', () => {
  const token = links().mint(visit);
  expect(links(MONDAY + 4 * DAY - 1).read(token)).toBe('b1');
  expect(() => links(MONDAY + 4 * DAY).read(token)).toThrow(ended);
});

it('a link to what has no time ends after sixty days', () => {
  const token = links().mint({ id: 'b2' });
  expect(links(MONDAY + 60 * DAY - 1).read(token)).toBe('b2');
  expect(() => links(MONDAY + 60 * DAY).read(token)).toThrow(ended);
});

describe('a token that somebody made up', () => {
  const key = createHmac('sha256', 'secret').update('urn:triage:booking').digest();
  const exp = MONDAY / 1_000 + 60;
  const ours = { algorithm: 'HS256', issuer: 'urn:triage:booking' } as const;
  const signed = (claims: object, options: jwt.SignOptions = ours, by: jwt.Secret = key) =>
    jwt.sign({ iat: MONDAY / 1_000, ...claims }, by, options);

  it('could open a booking with the key alone', () => {
    expect(links().read(signed({ sub: 'b1', exp }))).toBe('b1');
  });

  it.each([
    ['nothing', () => ''],
    ['words', () => 'a.b.c'],
    ['the key of another practice', () => links(MONDAY, 'another secret').mint(visit)],
    ['the secret itself', () => signed({ sub: 'b1', exp }, ours, 'secret')],
    ['another issuer', () => signed({ sub: 'b1', exp }, { ...ours, issuer: 'urn:triage:directline' })],
    ['another algorithm', () => signed({ sub: 'b1', exp }, { ...ours, algorithm: 'HS512' })],
    ['no end', () => signed({ sub: 'b1' })],
    ['no booking', () => signed({ exp })],
    ['words for claims', () => jwt.sign('words', key, { algorithm: 'HS256' })],
  ])('opens none: %s', (_what, make) => {
    expect(() => links().read(make())).toThrow(invalid);
  });
});
