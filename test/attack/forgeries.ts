import { createHmac, createSign } from 'node:crypto';
import type { AuthorityKey } from '../support/authority';
import { makeKey, sign } from '../support/authority';

/** The bot's registration in the tests. */
export const APP = 'b0747ab1-0000-4000-8000-000000000001';
export const TENANT = '7e4a47aa-0000-4000-8000-000000000002';
export const SERVICE = 'https://smba.trafficmanager.net/teams/';

/** A request that is not the Bot Framework's. */
export interface Forgery {
  /** Values of the Authorization header, as often as it is sent. */
  readonly authorization: readonly string[];
  /** What is different in the activity. */
  readonly activity?: object;
}

/** The authority's keys, by what each is for. */
export interface Keys {
  readonly good: AuthorityKey;
  readonly other: AuthorityKey;
  readonly webchatOnly: AuthorityKey;
  readonly ec: AuthorityKey;
  readonly encrypting: AuthorityKey;
  readonly pinned: AuthorityKey;
}

/** Everything that the authority has, made once. */
export function makeKeys(): Keys {
  const endorsements = ['msteams', 'webchat'];
  return {
    good: makeKey('good', 'rsa', { endorsements }),
    other: makeKey('other', 'rsa', { endorsements }),
    webchatOnly: makeKey('webchat-only', 'rsa', { endorsements: ['webchat'] }),
    ec: makeKey('ec', 'P-256'),
    encrypting: makeKey('encrypting', 'rsa', { use: 'enc' }),
    pinned: makeKey('pinned', 'rsa', { alg: 'RS512' }),
  };
}

const GOOD = { alg: 'RS256', kid: 'good' };
const base64 = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** What the Bot Framework says about itself, an hour long. */
export function claims(part: object = {}): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1_000);
  const iss = 'https://api.botframework.com';
  return { iss, aud: APP, serviceurl: SERVICE, nbf: now - 60, exp: now + 3_600, ...part };
}

/** A token put together by hand, from texts if need be, signed with RS256. */
function byHand({ privateKey }: AuthorityKey, header: unknown, payload: unknown): string {
  const text = `${base64(header)}.${base64(payload)}`;
  return `${text}.${createSign('sha256').update(text).sign(privateKey, 'base64url')}`;
}

/** Every forged request of the tests by its name; `keys` are the authority's own. */
export function forgeries(keys: Keys): Readonly<Record<string, Forgery>> {
  const { good, ec, pinned, encrypting, webchatOnly, other } = keys;
  const mine = makeKey('mine');
  const genuine = sign(good, claims());
  const [head = '', body = '', signature = ''] = genuine.split('.');
  const bearer = (token: string, activity: object = {}): Forgery => ({
    authorization: [`Bearer ${token}`],
    activity,
  });
  const raw = (...authorization: string[]): Forgery => ({ authorization });
  /** Signed as it should be, but claims something else. */
  const claiming = (part: object, activity: object = {}) =>
    bearer(byHand(good, GOOD, claims(part)), activity);
  /** Signed as it should be, with another header. */
  const headed = (part: object) => bearer(byHand(good, { alg: 'RS256', kid: 'good', ...part }, claims()));
  const shared = (algorithm: string, hash: string, secret: string | Buffer): Forgery => {
    const text = `${base64({ alg: algorithm, kid: 'good', typ: 'JWT' })}.${base64(claims())}`;
    return bearer(`${text}.${createHmac(hash, secret).update(text).digest('base64url')}`);
  };
  const unsigned = (alg: string, end = '') =>
    bearer(`${base64({ alg, kid: 'good' })}.${base64(claims())}.${end}`);
  const jwk = mine.publicKey.export({ format: 'jwk' });
  const ownKey = (part: object) => bearer(byHand(mine, { alg: 'RS256', kid: 'mine', ...part }, claims()));
  const at = (serviceurl: unknown) => claiming({ serviceurl }, { serviceUrl: serviceurl });
  const [now, year] = [Math.floor(Date.now() / 1_000), 365 * 86_400];
  const emulator = (issuer: string, part: object) => claiming({ iss: issuer, appid: APP, ...part });
  const sts = (tenant: string) => `https://sts.windows.net/${tenant}/`;
  const login = (tenant: string) => `https://login.microsoftonline.com/${tenant}/v2.0`;

  return {
    // The header itself
    'no Authorization at all': raw(),
    'an empty header': raw(''),
    'no token': raw('Bearer'),
    'a scheme in lower case': raw(`bearer ${genuine}`),
    'another scheme': raw(`Basic ${genuine}`),
    'no scheme': raw(genuine),
    'two spaces': raw(`Bearer  ${genuine}`),
    'a tab': raw(`Bearer\t${genuine}`),
    'something behind it': raw(`Bearer ${genuine} x`),
    'two tokens in one': raw(`Bearer ${genuine}, Bearer ${genuine}`),
    'two headers, the genuine one first': raw(`Bearer ${genuine}`, 'Bearer a.b.c'),
    'two headers, the genuine one last': raw('Bearer a.b.c', `Bearer ${genuine}`),
    // The shape
    'no token but words': bearer('a.b.c'),
    'two parts': bearer(`${head}.${body}`),
    'four parts': bearer(`${genuine}.x`),
    'five parts, as if encrypted': bearer(`${genuine}.x.y`),
    'base64 that is not for addresses': bearer(`${head}.${body}.${signature}==`),
    'a header that is no JSON': bearer(byHand(good, 'nonsense', claims())),
    'a list for a header': bearer(byHand(good, [], claims())),
    'claims that are no JSON': bearer(byHand(good, GOOD, 'nonsense')),
    'a list of claims': bearer(byHand(good, GOOD, [claims()])),
    'null for claims': bearer(byHand(good, GOOD, 'null')),
    'more than 8 KB': claiming({ filler: 'x'.repeat(9_000) }),
    // The signature
    'no signature': bearer(`${head}.${body}.`),
    'a signature cut short': bearer(genuine.slice(0, -8)),
    'the signature of other claims': bearer(`${head}.${base64(claims({ nbf: 1 }))}.${signature}`),
    'the signature of another header': bearer(`${base64(GOOD)}.${body}.${signature}`),
    'a detached payload': bearer(`${head}..${signature}`),
    'a signature of zeros': bearer(`${head}.${body}.${Buffer.alloc(256).toString('base64url')}`),
    'the key of somebody else under a known id': bearer(sign({ ...mine, kid: 'good' }, claims())),
    'another key of the authority than it names': bearer(sign({ ...other, kid: 'good' }, claims())),
    // The algorithm
    'alg none': unsigned('none'),
    'alg None': unsigned('None'),
    'alg NONE with something for a signature': unsigned('NONE', 'x'),
    'no alg': headed({ alg: undefined }),
    'an empty alg': headed({ alg: '' }),
    'a list of algs': headed({ alg: ['RS256'] }),
    'HS256 with the public key as the secret': shared(
      'HS256',
      'sha256',
      good.publicKey.export({ type: 'spki', format: 'pem' }),
    ),
    'HS256 with the public key in DER': shared(
      'HS256',
      'sha256',
      good.publicKey.export({ type: 'spki', format: 'der' }),
    ),
    'HS512 with nothing for a secret': shared('HS512', 'sha512', ''),
    'HS256 with a guess': shared('HS256', 'sha256', 'secret'),
    'RS256 by an EC key': bearer(
      `${base64({ alg: 'RS256', kid: 'ec' })}.${sign(ec, claims(), { algorithm: 'ES256' }).split('.').slice(1).join('.')}`,
    ),
    'ES256 by an RSA key': headed({ alg: 'ES256' }),
    'another algorithm than the key is for': bearer(sign(pinned, claims())),
    'a key that is for encrypting': bearer(sign(encrypting, claims())),
    // Keys that it brings along or points to
    'a key of its own in jwk': ownKey({ jwk }),
    'a key of its own in jwk under a known id': ownKey({ jwk, kid: 'good' }),
    'a key set of its own in jku': ownKey({ jku: 'https://evil.example/keys', kid: 'good' }),
    'a certificate of its own in x5u': ownKey({ x5u: 'https://evil.example/cert', kid: 'good' }),
    'a certificate of its own in x5c': ownKey({ x5c: ['MIIB'], kid: 'good' }),
    'no key id': headed({ kid: undefined }),
    'a key id that is not known': bearer(sign(mine, claims())),
    'a list of key ids': headed({ kid: ['good'] }),
    'a number for a key id': headed({ kid: 1 }),
    'a path for a key id': headed({ kid: '../../../../dev/null' }),
    'SQL for a key id': headed({ kid: "good' OR '1'='1" }),
    '__proto__ for a key id': headed({ kid: '__proto__' }),
    'an extension that must be understood': headed({ crit: ['exp2'], exp2: 1 }),
    'a payload that is not encoded': headed({ crit: ['b64'], b64: false }),
    'b64 without crit': headed({ b64: false }),
    // The time
    'no expiry': claiming({ exp: undefined }),
    'null for an expiry': claiming({ exp: null }),
    'words for an expiry': claiming({ exp: String(now + 3_600) }),
    'expired an hour ago': claiming({ exp: now - 3_600 }),
    'expired six minutes ago': claiming({ exp: now - 360 }),
    'an expiry at zero': claiming({ exp: 0 }),
    'an expiry in a year': claiming({ exp: now + year }),
    'an expiry in milliseconds': claiming({ exp: Date.now() + 3_600_000 }),
    'not yet, by six minutes': claiming({ nbf: now + 360 }),
    'not before next year': claiming({ nbf: now + year }),
    'words for not-before': claiming({ nbf: 'x' }),
    'issued tomorrow': claiming({ iat: now + 86_400 }),
    // Who says it, and to whom
    'no issuer': claiming({ iss: undefined }),
    'another issuer': claiming({ iss: 'https://evil.example' }),
    'an issuer with a slash': claiming({ iss: 'https://api.botframework.com/' }),
    'an issuer in capitals': claiming({ iss: 'https://API.botframework.com' }),
    'a list of issuers': claiming({ iss: ['https://api.botframework.com'] }),
    'an issuer with a Cyrillic letter': claiming({ iss: 'https://api.bоtframework.com' }),
    'the government cloud': claiming({ iss: 'https://api.botframework.us' }),
    'no audience': claiming({ aud: undefined }),
    'another audience': claiming({ aud: 'b0747ab1-0000-4000-8000-00000000000f' }),
    'an empty audience': claiming({ aud: '' }),
    'a list of audiences': claiming({ aud: [APP, 'other'] }),
    'a list of the one audience': claiming({ aud: [APP] }),
    'an audience in capitals': claiming({ aud: APP.toUpperCase() }),
    'an audience with a space': claiming({ aud: `${APP} ` }),
    'the Bot Framework as audience, as a bot sends it': claiming({ aud: 'https://api.botframework.com' }),
    'an audience twice, the wrong one last': bearer(
      byHand(good, GOOD, JSON.stringify(claims()).replace(/}$/, ',"aud":"other"}')),
    ),
    'the tenant of somebody else': claiming({ tid: '7e4a47aa-0000-4000-8000-00000000000f' }),
    'the emulator, version 1': emulator(sts('d6d49420-f39b-4df7-a1dc-d59a935871db'), { ver: '1.0' }),
    'the emulator, version 2': emulator(login('d6d49420-f39b-4df7-a1dc-d59a935871db'), {
      ver: '2.0',
      azp: APP,
    }),
    'the emulator of the government cloud': emulator(
      'https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0',
      { ver: '2.0', azp: APP },
    ),
    "the emulator in the practice's own tenant": emulator(sts(TENANT), { ver: '1.0', tid: TENANT }),
    'another bot, as of a skill': emulator(sts(TENANT), { ver: '1.0', appid: 'another' }),
    // Where replies go
    'no service URL': claiming({ serviceurl: undefined }),
    'no service URL on either side': claiming({ serviceurl: undefined }, { serviceUrl: undefined }),
    'an empty service URL': at(''),
    'the service URL of another activity': claiming(
      {},
      { serviceUrl: 'https://smba.trafficmanager.net/amer/' },
    ),
    'a service URL in capitals': claiming({}, { serviceUrl: SERVICE.toUpperCase() }),
    'a service URL without its slash': claiming({}, { serviceUrl: SERVICE.slice(0, -1) }),
    'a list of service URLs': at([SERVICE]),
    'a service URL with a user': at('https://smba.trafficmanager.net@evil.example/'),
    'a service URL with a password': at('https://a:b@smba.trafficmanager.net/'),
    'an unlisted host': at('https://evil.example/'),
    'a host that begins alike': at('https://smba.trafficmanager.net.evil.example/'),
    'a service URL without encryption': at('http://smba.trafficmanager.net/'),
    'this machine': at('http://127.0.0.1:3978/'),
    'a file': at('file:///etc/passwd'),
    // The channel
    'no channel': claiming({}, { channelId: undefined }),
    'a blank channel': claiming({}, { channelId: '  ' }),
    'a list of channels': claiming({}, { channelId: ['msteams'] }),
    'a channel that no key may speak for': claiming({}, { channelId: 'sms' }),
    'a channel that this key may not speak for': bearer(sign(webchatOnly, claims())),
    'the channel of on-premises bots': claiming({}, { channelId: 'AseChannel' }),
  };
}
