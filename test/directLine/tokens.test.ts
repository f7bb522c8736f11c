import { createHmac } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { Tokens } from '../../src/channels/directLine/tokens';
import { refusal } from '../support/refusal';

const ann = { conversationId: 'c1', userId: 'dl_ann' };
const HOUR = 3_600_000;
const at = (ms: number, secret = 'secret') => new Tokens(secret, () => ms);
const START = 1_800_000_000_000;

describe('a token', () => {
  it('says whose it is, and names the visitor where clients look for it', () => {
    const token = at(START).mint(ann);
    expect(at(START).verify(token)).toEqual(ann);
    expect(jwt.decode(token)).toMatchObject({ user: 'dl_ann', conv: 'c1' });
  });

  it('lives for half an hour', () => {
    const token = at(START).mint(ann);
    expect(at(START + 1_799_000).verify(token)).toEqual(ann);
    expect(() => at(START + 1_800_000).verify(token)).toThrow(
      expect.objectContaining({ wire: 'TokenExpired' }),
    );
  });

  it('opens its conversation again for some days after that', () => {
    const token = at(START).mint(ann);
    expect(at(START + 48 * HOUR).reopen(token, 2)).toEqual(ann);
    expect(at(START + 48 * HOUR + 1).reopen(token, 2)).toBeUndefined();
    expect(at(START + 49 * HOUR).reopen(token, 2)).toBeUndefined();
    expect(at(START, 'another secret').reopen(token, 2)).toBeUndefined();
  });

  const claims = { conv: 'c1', user: 'dl_ann', iat: START / 1_000 };
  const ours = { issuer: 'urn:triage:directline', audience: 'urn:triage:directline:token' } as const;
  it.each([
    ['signed with another secret', () => at(START, 'another secret').mint(ann)],
    ['signed with the secret itself', () => jwt.sign({ ...claims, exp: START / 1_000 + 60 }, 'secret', ours)],
    [
      'not signed',
      () => jwt.sign({ ...claims, exp: START / 1_000 + 60 }, null, { ...ours, algorithm: 'none' }),
    ],
    ['a ticket', () => at(START).ticket('c1')],
    ['cut short', () => at(START).mint(ann).slice(0, -2)],
    ['empty', () => ''],
  ])('is refused when it is %s', (_what, make) => {
    expect(() => at(START).verify(make())).toThrow(
      expect.objectContaining({ status: 403, wire: 'BadArgument' }),
    );
  });
});

describe('a token that somebody made up with the key of our own', () => {
  const key = createHmac('sha256', 'secret').update('urn:triage:directline').digest();
  const second = START / 1_000;
  const whole = { conv: 'c1', user: 'dl_ann', iat: second, exp: second + 60 };
  const ours = { issuer: 'urn:triage:directline', audience: 'urn:triage:directline:token' } as const;
  const signed = (claims: object, options: jwt.SignOptions = {}) =>
    jwt.sign(claims, key, { ...ours, algorithm: 'HS256', ...options });

  it('would be one of ours', () => {
    expect(at(START).verify(signed(whole))).toEqual(ann);
  });

  it.each([
    ['no end', () => signed({ conv: 'c1', user: 'dl_ann', iat: second })],
    ['no conversation', () => signed({ ...whole, conv: undefined })],
    ['a list for a conversation', () => signed({ ...whole, conv: ['c1'] })],
    ['no visitor', () => signed({ ...whole, user: undefined })],
    ['another issuer', () => signed(whole, { issuer: 'urn:triage:booking' })],
    ['another audience', () => signed(whole, { audience: 'urn:triage:directline:stream' })],
    ['another algorithm', () => signed(whole, { algorithm: 'HS512' })],
    ['words for claims', () => jwt.sign('words', key)],
  ])('is refused with %s, and opens nothing again', (_what, make) => {
    expect(() => at(START).verify(make())).toThrow(refusal('DIRECT_LINE_BAD_ARGUMENT', 403));
    expect(at(START).reopen(make(), 2)).toBeUndefined();
  });

  it('says in words that it has ended', () => {
    expect(() => at(START + 60_000).verify(signed(whole))).toThrow(refusal('DIRECT_LINE_TOKEN_EXPIRED', 403));
  });
});

describe('a ticket', () => {
  it('is for one conversation', () => {
    const ticket = at(START).ticket('c1');
    expect(at(START).readTicket(ticket, 'c1')).toEqual({
      ...{ jti: expect.stringMatching(/^[\w-]{22}$/) as string, expiresAt: START + 60_000 },
    });
    expect(at(START).ticket('c1')).not.toBe(ticket);
    expect(() => at(START).readTicket(ticket, 'c2')).toThrow(expect.objectContaining({ status: 403 }));
  });

  it('is good for a minute', () => {
    const ticket = at(START).ticket('c1');
    expect(() => at(START + 60_000).readTicket(ticket, 'c1')).toThrow(
      expect.objectContaining({ status: 403 }),
    );
  });

  it('is no token', () => {
    const token = at(START).mint(ann);
    expect(() => at(START).readTicket(token, 'c1')).toThrow(expect.objectContaining({ status: 403 }));
  });
});

it('knows its secret from every other text', () => {
  expect(at(START).isSecret('secret')).toBe(true);
  for (const other of ['', 'secre', 'secret ', 'Secret']) expect(at(START).isSecret(other)).toBe(false);
});
