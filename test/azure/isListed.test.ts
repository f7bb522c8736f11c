import { isListed } from '../../src/channels/azure/isListed';

const hosts = ['smba.trafficmanager.net', '*.botframework.com'];

it.each([
  ['https://smba.trafficmanager.net/amer/', true],
  ['https://SMBA.trafficmanager.net:443/amer/', true],
  ['https://directline.botframework.com/', true],
  ['https://botframework.com/', false],
  ['https://xbotframework.com/', false],
  ['http://smba.trafficmanager.net/', false],
  ['https://user@smba.trafficmanager.net/', false],
  ['https://smba.trafficmanager.net.evil.example/', false],
  ['https://evil.example/smba.trafficmanager.net', false],
  ['https://evil.example\\.botframework.com/', false],
  ['https://evil.example#.botframework.com', false],
  ['nonsense', false],
])('replies may go to %s: %s', (url, listed) => {
  expect(isListed(url, hosts)).toBe(listed);
});
