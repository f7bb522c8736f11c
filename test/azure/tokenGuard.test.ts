import { guardToken, type Presented } from '../../src/channels/azure/tokenGuard';
import type { SigningKey } from '../../src/channels/azure/signingKeys';
import { APP, claims, forgeries, makeKeys, SERVICE, TENANT } from '../attack/forgeries';
import type { Keys } from '../attack/forgeries';
import { makeKey, sign } from '../support/authority';
import { refusal } from '../support/refusal';

/** What each request of the connector has to fit, without a bot around it: the same forgeries, by the function alone. */
let keys: Keys;
const authority = new Map<string, SigningKey>();
beforeAll(() => {
  keys = makeKeys();
  for (const { kid, publicKey, said } of Object.values(keys)) {
    const { use, alg, endorsements = [] } = said as { use?: string; alg?: string; endorsements?: string[] };
    if (use === undefined) authority.set(kid, { key: publicKey, alg, endorsements });
  }
});
const asked: string[] = [];
const NOW = Date.now();

function check(authorization: string | undefined, part: object = {}, options: object = {}): Promise<void> {
  const activity: Presented = { serviceUrl: SERVICE, channelId: 'msteams', ...part };
  return guardToken(authorization, activity, {
    ...{ appId: APP, tenantId: TENANT, serviceUrlHosts: ['smba.trafficmanager.net'], now: () => NOW },
    keys: {
      find: (kid) => {
        asked.push(kid);
        return Promise.resolve(authority.get(kid));
      },
    },
    ...options,
  });
}
const bearer = (token: string, part: object = {}, options: object = {}) =>
  check(`Bearer ${token}`, part, options);
const claiming = (part: object, options: object = {}) => bearer(sign(keys.good, claims(part)), {}, options);
const refused = refusal('CONNECTOR_UNAUTHORIZED', 401);
const SECOND = Math.floor(NOW / 1_000);

beforeEach(() => {
  asked.length = 0;
});

it('is refused, whichever way it is forged', async () => {
  const accepted: string[] = [];
  for (const [name, { authorization, activity }] of Object.entries(forgeries(keys))) {
    // As Node joins a header that comes twice.
    const header = authorization.length > 0 ? authorization.join(', ') : undefined;
    const outcome = await check(header, activity).catch((error: unknown) => error);
    if (outcome === undefined) accepted.push(name);
    else expect({ name, outcome }).toEqual({ name, outcome: refused });
  }
  expect(accepted).toEqual([]);
});

it.each([
  ['before the header', (token: string) => `x Bearer ${token}`],
  ['behind it', (token: string) => `Bearer ${token}=`],
])('is refused with something %s', async (_where, header) => {
  await expect(check(header(sign(keys.good, claims())))).rejects.toEqual(refused);
});

describe('is accepted', () => {
  it.each([
    ['RS256', () => bearer(sign(keys.good, claims()))],
    ['RS384', () => bearer(sign(keys.good, claims(), { algorithm: 'RS384' }))],
    ['RS512', () => bearer(sign(keys.good, claims(), { algorithm: 'RS512' }))],
    ['PS256', () => bearer(sign(keys.good, claims(), { algorithm: 'PS256' }))],
    ['PS384', () => bearer(sign(keys.good, claims(), { algorithm: 'PS384' }))],
    ['PS512', () => bearer(sign(keys.good, claims(), { algorithm: 'PS512' }))],
    ['ES256', () => bearer(sign(keys.ec, claims(), { algorithm: 'ES256' }))],
    ['the algorithm that its key is for', () => bearer(sign(keys.pinned, claims(), { algorithm: 'RS512' }))],
    ['a key for this channel', () => bearer(sign(keys.webchatOnly, claims()), { channelId: 'webchat' })],
    [
      'a key for any channel',
      () => bearer(sign(keys.ec, claims(), { algorithm: 'ES256' }), { channelId: 'x' }),
    ],
    ['the tenant of the practice', () => claiming({ tid: TENANT })],
    ['any tenant, where the practice names none', () => claiming({ tid: 'x' }, { tenantId: undefined })],
    ['a token that says when it was issued', () => claiming({ iat: SECOND })],
    ['clocks that are four minutes apart', () => claiming({ iat: SECOND + 240, nbf: SECOND + 240 })],
    ['one that ended four minutes ago', () => claiming({ exp: SECOND - 240 })],
    ['one for almost two days', () => claiming({ exp: SECOND + 2 * 86_400 - 60 })],
  ])('with %s', async (_what, ask) => {
    await expect(ask()).resolves.toBeUndefined();
  });
});

it.each([
  ['for more than two days', { exp: SECOND + 2 * 86_400 + 60 }],
  ['for two days and no second less', { exp: NOW / 1_000 + 2 * 86_400 }],
  ['issued in six minutes', { iat: SECOND + 360 }],
  ['issued in five minutes, to the second', { iat: NOW / 1_000 + 300 }],
])('is refused: one %s', async (_what, part) => {
  await expect(claiming(part)).rejects.toEqual(refused);
});

it('goes by its own clock, not by that of the machine', async () => {
  const token = sign(keys.good, claims());
  await expect(bearer(token, {}, { now: () => NOW + 2 * 3_600_000 })).rejects.toEqual(refused);
});

it('up to 8,192 characters is looked at, longer is not', async () => {
  const long = (length: number): string => {
    const token = (filler: number) => sign(keys.good, claims({ filler: 'x'.repeat(filler) }));
    let filler = 5_000;
    while (token(filler).length < length) filler += Math.max(1, (length - token(filler).length) >> 1);
    return token(filler);
  };
  // Base64 makes four letters of three, so that not every length is there.
  const most = [8_192, 8_191, 8_190].map(long).find((token) => token.length <= 8_192) ?? '';
  await expect(bearer(most)).resolves.toBeUndefined();
  await expect(bearer(long(8_193))).rejects.toEqual(refused);
});

it('asks the authority for no token that is wrong by itself', async () => {
  await expect(claiming({ aud: 'other' })).rejects.toEqual(refused);
  await expect(bearer(sign(keys.good, claims()), { channelId: ' ' })).rejects.toEqual(refused);
  await expect(check('Bearer a.b.c')).rejects.toEqual(refused);
  expect(asked).toEqual([]);
});

it('passes on that the authority cannot be asked, which is no fault of the token', async () => {
  const down = new Error('down');
  const find = { find: () => Promise.reject(down) };
  await expect(
    bearer(sign(makeKey('new', 'P-256'), claims(), { algorithm: 'ES256' }), {}, { keys: find }),
  ).rejects.toBe(down);
});
