import { generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { isListed } from '../../src/channels/azure/isListed';
import { guardToken } from '../../src/channels/azure/tokenGuard';

const APP = 'app-1';
const SERVICE = 'https://smba.trafficmanager.net/teams/';
const hosts = ['smba.trafficmanager.net', '*.botframework.com'];
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const activity = { serviceUrl: SERVICE, channelId: 'msteams' };
const claims = { iss: 'https://api.botframework.com', aud: APP, serviceurl: SERVICE };

function token(part: object = {}, options: jwt.SignOptions = {}): string {
  return jwt.sign({ ...claims, ...part }, privateKey, {
    algorithm: 'RS256',
    keyid: 'k1',
    expiresIn: 600,
    ...options,
  });
}
const guard =
  (authorization: string | undefined, about: object = activity) =>
  () =>
    guardToken(authorization, about, { appId: APP, serviceUrlHosts: hosts });

describe('the guard in front of the token check', () => {
  it('lets a sound connector token through', () => {
    expect(guard(`Bearer ${token()}`)).not.toThrow();
  });

  const unsigned: string = jwt.sign(claims, '', { algorithm: 'none', keyid: 'k1' });
  const withoutExpiry = jwt.sign(claims, privateKey, { algorithm: 'RS256', keyid: 'k1' });
  const bad: [string, string | undefined, object?][] = [
    ['no header', undefined],
    ['another scheme', `Basic ${token()}`],
    ['an empty token', 'Bearer '],
    ['words', 'Bearer a.b.c'],
    ['no signature', `Bearer ${unsigned}`],
    ['a shared secret', `Bearer ${jwt.sign(claims, 'secret', { keyid: 'k1', expiresIn: 600 })}`],
    ['no key id', `Bearer ${jwt.sign(claims, privateKey, { algorithm: 'RS256', expiresIn: 600 })}`],
    ['no expiry', `Bearer ${withoutExpiry}`],
    ['another issuer', `Bearer ${token({ iss: 'https://sts.windows.net/x/' })}`],
    ['another audience', `Bearer ${token({ aud: 'other' })}`],
    ['several audiences', `Bearer ${token({ aud: [APP, 'other'] })}`],
    ['no service URL', `Bearer ${token({ serviceurl: undefined })}`],
    [
      'the service URL of another activity',
      `Bearer ${token()}`,
      { ...activity, serviceUrl: 'https://smba.trafficmanager.net/x/' },
    ],
    ['an activity without a channel', `Bearer ${token()}`, { serviceUrl: SERVICE, channelId: '' }],
    [
      'an unlisted host',
      `Bearer ${token({ serviceurl: 'https://evil.example' })}`,
      { ...activity, serviceUrl: 'https://evil.example' },
    ],
    ['more than 8 KB', `Bearer ${token({ filler: 'x'.repeat(9_000) })}`],
  ];
  it.each(bad.map(([what, authorization, about]) => ({ what, authorization, about })))(
    'refuses $what with 401',
    ({ authorization, about }) => {
      expect(guard(authorization, about)).toThrow(
        expect.objectContaining({ code: 'CONNECTOR_UNAUTHORIZED', status: 401 }),
      );
    },
  );

  it.each([
    ['https://smba.trafficmanager.net/amer/', true],
    ['https://directline.botframework.com/', true],
    ['https://botframework.com/', false],
    ['https://xbotframework.com/', false],
    ['http://smba.trafficmanager.net/', false],
    ['https://user@smba.trafficmanager.net/', false],
    ['https://smba.trafficmanager.net.evil.example/', false],
    ['nonsense', false],
  ])('replies to %s: %s', (url, listed) => {
    expect(isListed(url, hosts)).toBe(listed);
  });
});
