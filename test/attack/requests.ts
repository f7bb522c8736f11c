import { bodies } from './requestBodies';
import { KB, MESSAGE, writer } from './requestWriter';
import type { HostileRequest, Place } from './requestWriter';

/** Every hostile request of the tests. */
export function requests(place: Place): readonly HostileRequest[] {
  const all = writer(place);
  const { path, head, row, get, post, auth, chunked, upgrade } = all;
  const { host, conversationId, token } = place;
  return [
    ...bodies(all),
    // Tokens
    row('a token of 9 KB', 401, auth(`Bearer ${'x'.repeat(9 * KB)}`)),
    row('a token with a line of its own', 403, auth(`Bearer ${token.slice(0, -4)}%0d%0a`)),
    row('a token that is none', 403, auth('Bearer ../../etc/passwd')),
    row('no scheme', 401, auth(token)),
    // Paths
    row('dots in the path', 404, get('/../../etc/passwd')),
    row('encoded dots', 404, get('/%2e%2e/%2e%2e/etc/passwd')),
    row('dots behind an asset', 404, get('/widget/../../package.json')),
    row('encoded slashes', 404, get('/widget%2f..%2f..%2fpackage.json')),
    row('backslashes', 404, get('/..\\..\\package.json')),
    row('an encoded NUL', 404, get('/widget.js%00.html')),
    row('half an encoded sign', 404, get('/v3/directline/conversations/%E0%A4%A')),
    row('a percent sign alone', 404, get('/%')),
    row('overlong UTF-8', 404, get('/%c0%ae%c0%ae/package.json')),
    row('two slashes', 404, get('//evil.example/')),
    row('an address in place of a path', 200, get(`http://${host}/health/live`)),
    row('the address of another host', 404, get('http://evil.example/nowhere')),
    row('an address that is none in place of a path', 400, get('http://[')),
    row('a star', 404, get('*')),
    row('a fragment', 404, get('/nowhere#/health/live')),
    row('a path of 15 KB', 404, get(`/${'a'.repeat(15 * KB)}`)),
    row('headers of 20 KB', 431, get('/health/live', `X-A: ${'a'.repeat(20 * KB)}`)),
    row(
      '3,000 headers',
      431,
      get('/health/live', ...Array.from({ length: 3_000 }, (_, index) => `X-${index}: a`)),
    ),
    row('a query that is none', 401, get(`${path}?watermark=%&&&=&%00`)),
    // Methods
    row('TRACE', 405, head('TRACE /health/live HTTP/1.1', [])),
    row('CONNECT', 'closed', head('CONNECT evil.example:443 HTTP/1.1', [])),
    row('a method that is none', 400, head('BREW /health/live HTTP/1.1', [])),
    row('a method in lower case', 400, head('get /health/live HTTP/1.1', [])),
    row('PUT to a conversation', 405, head(`PUT ${path} HTTP/1.1`, ['Content-Length: 0'])),
    row('another method in a header', 401, get(path, 'X-HTTP-Method-Override: POST')),
    row('PRI, as of HTTP/2', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
    // Versions and shapes
    row('HTTP/0.9', 200, 'GET /health/live\r\n\r\n'),
    row('HTTP/1.0', 200, head('GET /health/live HTTP/1.0', [])),
    row('HTTP/9.9', 400, head('GET /health/live HTTP/9.9', [])),
    row('no host', 400, head('GET /health/live HTTP/1.1', [], [])),
    row('two hosts', 400, get('/health/live', 'Host: evil.example')),
    row('a host that is none', 400, head('GET /health/live HTTP/1.1', [], ['Host: a b<>"'])),
    row(
      'TLS',
      400,
      Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x0d, 0x0a, 0x0d, 0x0a]),
    ),
    row('a NUL in a header', 400, get('/health/live', 'X-A: a\u0000b')),
    row('a space before a colon', 400, get('/health/live', 'X-A : b')),
    row('a header without a colon', 400, get('/health/live', 'nonsense')),
    row('a header over two lines', 400, get('/health/live', 'X-A: b', ' c: d\u0000')),
    row('a line feed alone', 400, 'GET /health/live HTTP/1.1\nHost: a\n\n'),
    row('a carriage return alone', 400, get('/health/live', 'X-A: b\rX-B: c')),
    // What two servers may read differently
    row('a length and chunks', 400, post('0\r\n\r\n', 'Content-Length: 5', 'Transfer-Encoding: chunked')),
    row('chunks and a length', 400, post('0\r\n\r\n', 'Transfer-Encoding: chunked', 'Content-Length: 5')),
    row('two lengths', 400, post(MESSAGE, 'Content-Length: 3', `Content-Length: ${MESSAGE.length}`)),
    row('a list of lengths', 400, post(MESSAGE, 'Content-Length: 3, 33')),
    row(
      'chunks that are not the last encoding',
      400,
      post('0\r\n\r\n', 'Transfer-Encoding: chunked, identity'),
    ),
    row(
      'an encoding of the transfer that nobody knows',
      400,
      post('0\r\n\r\n', 'Transfer-Encoding: xchunked'),
    ),
    row('chunks with a tab', 400, post('0\r\n\r\n', 'Transfer-Encoding:\u000bchunked')),
    row('chunks', 200, chunked(`${MESSAGE.length.toString(16)}\r\n${MESSAGE}\r\n0\r\n\r\n`)),
    row(
      'chunks with an extension',
      200,
      chunked(`${MESSAGE.length.toString(16)};a="b"\r\n${MESSAGE}\r\n0\r\n\r\n`),
    ),
    row(
      'an extension of 20 KB',
      413,
      chunked(`${MESSAGE.length.toString(16)};${'a'.repeat(20 * KB)}\r\n${MESSAGE}\r\n0\r\n\r\n`),
    ),
    row('a chunk without a size', 400, chunked(`\r\n${MESSAGE}\r\n0\r\n\r\n`)),
    row('a negative chunk', 400, chunked(`-1\r\n${MESSAGE}\r\n0\r\n\r\n`)),
    row('a chunk beyond all numbers', 400, chunked(`${'f'.repeat(20)}\r\n${MESSAGE}\r\n0\r\n\r\n`)),
    row(
      'chunks of more than 256 KB',
      413,
      chunked(`${(300 * KB).toString(16)}\r\n${'x'.repeat(300 * KB)}\r\n0\r\n\r\n`),
    ),
    row(
      'a trailer that would be a header',
      200,
      chunked(`${MESSAGE.length.toString(16)}\r\n${MESSAGE}\r\n0\r\nAuthorization: x\r\n\r\n`),
    ),
    row(
      'three requests in one',
      [200, 404, 200],
      get('/health/live') + get('/nowhere') + get('/health/live'),
    ),
    row(
      'a request hidden behind a body',
      [400, 404],
      Buffer.concat([post('{}'), Buffer.from(get('/nowhere'))]),
    ),
    row('a request hidden in a body', 400, post(get('/health/live'))),
    // Upgrades
    row('a stream without a ticket', 403, upgrade(`/v3/directline/conversations/${conversationId}/stream`)),
    row(
      'a stream with a token for a ticket',
      403,
      upgrade(`/v3/directline/conversations/${conversationId}/stream?t=${token}`),
    ),
    row(
      "the Bot Framework's own streaming",
      404,
      upgrade('/api/messages', 'Authorization: Bearer x', 'channelid: msteams'),
    ),
    row(
      'an upgrade to HTTP/2',
      404,
      get(
        '/nowhere',
        'Connection: Upgrade, HTTP2-Settings',
        'Upgrade: h2c',
        'HTTP2-Settings: AAMAAABkAAQAAP__',
      ),
    ),
    row(
      'an upgrade of a post',
      404,
      head(`POST ${path} HTTP/1.1`, ['Connection: Upgrade', 'Upgrade: websocket', 'Content-Length: 0']),
    ),
    row('an upgrade to a path that is none', 404, upgrade('//[')),
    // Slowly, or not to the end
    row('a body that stops half way', 408, post('{"type":"mess', 'Content-Length: 500', 'Connection: close')),
    row(
      'a body a byte at a time',
      200,
      ...[
        ...post(MESSAGE)
          .toString()
          .split(/(?<=\r\n\r\n)/),
      ].flatMap((part, index) => (index === 0 ? [part] : [...part])),
    ),
    row('headers a line at a time', 200, ...get('/health/live').split(/(?<=\r\n)/)),
    row('nothing', 'closed', ''),
  ];
}
