import type { Request } from 'restify';
import { Origins } from '../../src/server/origins';

const ask = (headers: Record<string, string>) => ({ headers }) as unknown as Request;
const PRACTICE = 'https://practice.example';

describe('the origin by which a client calls us', () => {
  it.each([
    ['the public address, whatever the client calls us', 'https://chat.example/', 'evil.example'],
    ['the public address, to a local name too', 'https://chat.example', 'localhost:3978'],
    ['the public address, though it is a local one, to another name', 'https://localhost', 'chat.example'],
  ])('is %s', (_what, publicUrl, host) => {
    const own = new Origins(publicUrl, [], false).own(ask({ host }));
    expect(own).toBe(new URL(publicUrl).origin);
  });

  it.each(['localhost:3978', '127.0.0.1:3978', '127.8.250.1', '[::1]:3978'])(
    'is as the client says, where both names are of this machine: %s',
    (host) => {
      expect(new Origins('http://127.0.0.1:80', [], false).own(ask({ host }))).toBe(`http://${host}`);
    },
  );

  it.each(['localhost.evil.example', 'evil-localhost', '127.0.0.1.evil.example', 'x127.0.0.1'])(
    'is not that of a name that only looks like this machine: %s',
    (host) => {
      expect(new Origins('http://localhost:3978', [], false).own(ask({ host }))).toBe(
        'http://localhost:3978',
      );
    },
  );

  it('is as the client says where we have no public address, and something harmless for no name at all', () => {
    const origins = new Origins(undefined, [], false);
    expect(origins.own(ask({ host: 'chat.example:8080' }))).toBe('http://chat.example:8080');
    for (const headers of [{}, { host: '' }, { host: 'a b' }] as Record<string, string>[])
      expect(origins.own(ask(headers))).toBe('http://localhost');
  });

  it.each([
    [true, 'https', 'https://chat.example'],
    [true, 'http', 'http://chat.example'],
    [true, 'wss', 'http://chat.example'],
    [false, 'https', 'http://chat.example'],
  ])('believes a proxy of ours alone about encryption (%s, %s)', (proxied, scheme, own) => {
    const headers = { host: 'chat.example', 'x-forwarded-proto': scheme };
    expect(new Origins(undefined, [], proxied).own(ask(headers))).toBe(own);
  });
});

it.each([
  ['https://chat.example', true],
  ['http://chat.example', false],
  [undefined, false],
])('our addresses are encrypted at %s: %s', (publicUrl, secure) => {
  expect(new Origins(publicUrl, [], false).secure).toBe(secure);
});

describe('a page', () => {
  const listed = new Origins('https://chat.example', [`${PRACTICE}/`], false);
  const any = new Origins('https://chat.example', ['*'], false);

  it.each([
    ['our own', listed, { origin: 'https://chat.example' }, true],
    ['a listed one', listed, { origin: PRACTICE }, true],
    ['another one', listed, { origin: 'https://evil.example' }, false],
    ['another one, where any may', any, { origin: 'https://evil.example' }, true],
    ['one that hides its name', listed, { origin: 'null' }, false],
  ])('may talk to us, or not: %s', (_what, origins, headers, may) => {
    expect(origins.allowed(ask(headers))).toBe(may ? headers.origin : undefined);
    expect(origins.foreign(ask(headers))).toBe(!may);
  });

  it.each([
    ['no page', listed, {}, false],
    ['no page, where any may', any, {}, false],
    ['a page of ours that names no origin', listed, { 'sec-fetch-site': 'same-origin' }, false],
    ['another page that names no origin', listed, { 'sec-fetch-site': 'cross-site' }, true],
    ['such a page, where any may', any, { 'sec-fetch-site': 'cross-site' }, false],
  ])('without an origin: %s', (_what, origins, headers, foreign) => {
    expect(origins.allowed(ask(headers as Record<string, string>))).toBeUndefined();
    expect(origins.foreign(ask(headers as Record<string, string>))).toBe(foreign);
  });

  it('is listed as it stands in a header', () => {
    expect(listed.listed).toEqual([PRACTICE]);
    expect(any.listed).toEqual(['*']);
  });
});
