import jwt from 'jsonwebtoken';
import { Tokens } from '../../src/channels/directLine/tokens';

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

describe('a ticket', () => {
  it('is for one conversation', () => {
    const ticket = at(START).ticket('c1');
    expect(at(START).readTicket(ticket, 'c1').jti).not.toBe('');
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
