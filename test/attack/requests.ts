import { gzipSync } from 'node:zlib';

/** Where a conversation of the visitor is, and what opens it. */
export interface Place {
  readonly host: string;
  readonly conversationId: string;
  readonly token: string;
}

/** What the server has to do: answer with this status, or end the connection without a word. */
export type Expected = number | 'closed';

/** A request as it goes over the wire, in one piece or in pieces with a pause between. */
export interface HostileRequest {
  readonly name: string;
  readonly bytes: readonly (string | Buffer)[];
  /** Statuses in the order of the answers; several where one write holds several requests. */
  readonly expected: readonly Expected[];
}

const LINE = '\r\n';
const KB = 1_024;
const MESSAGE = '{"type":"message","text":"hello"}';

/** Every hostile request of the tests. */
export function requests({ host, conversationId, token }: Place): readonly HostileRequest[] {
  const path = `/v3/directline/conversations/${conversationId}/activities`;
  const head = (line: string, headers: readonly string[], names = [`Host: ${host}`]): string =>
    [line, ...names, ...headers, '', ''].join(LINE);
  const row = (
    name: string,
    expected: Expected | readonly Expected[],
    ...bytes: (string | Buffer)[]
  ): HostileRequest => ({
    name,
    bytes,
    expected: [expected].flat(),
  });
  const get = (target: string, ...headers: string[]) => head(`GET ${target} HTTP/1.1`, headers);
  /** A visitor's post with everything right but what is named. */
  const post = (body: string | Buffer, ...headers: string[]): Buffer => {
    const kind = headers.some((one) => /^content-type:/i.test(one)) ? [] : ['Content-Type: application/json'];
    const bytes = Buffer.from(body);
    const length = headers.some((one) => /^(content-length|transfer-encoding):/i.test(one))
      ? []
      : [`Content-Length: ${bytes.length}`];
    const lines = [`Authorization: Bearer ${token}`, ...kind, ...length, ...headers];
    return Buffer.concat([Buffer.from(head(`POST ${path} HTTP/1.1`, lines)), bytes]);
  };
  const json = (part: object) => post(JSON.stringify({ type: 'message', ...part }));
  const auth = (value: string) => head(`GET ${path} HTTP/1.1`, [`Authorization: ${value}`]);
  const chunked = (body: string) => post(body, 'Transfer-Encoding: chunked');
  const upgrade = (target: string, ...headers: string[]) =>
    get(
      target,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    );
  const bomb = gzipSync(Buffer.alloc(20 * KB * KB));

  return [
    // Encodings
    row('a gzip bomb of 20 MB', 415, post(bomb, 'Content-Encoding: gzip')),
    row('gzip that is none', 415, post('nonsense', 'Content-Encoding: gzip')),
    row('gzip that ends too soon', 415, post(gzipSync(MESSAGE).subarray(0, 12), 'Content-Encoding: gzip')),
    row('two encodings', 415, post(MESSAGE, 'Content-Encoding: gzip, gzip')),
    row('an encoding in capitals', 415, post(MESSAGE, 'CONTENT-ENCODING: GZIP')),
    row('the encoding that is none', 415, post(MESSAGE, 'Content-Encoding: identity')),
    // Bodies
    row('300 KB', 413, post(Buffer.alloc(300 * KB, 0x20))),
    row('a length of a terabyte', 413, post('', 'Content-Length: 1099511627776')),
    row('a length beyond all numbers', 400, post(MESSAGE, `Content-Length: ${'9'.repeat(40)}`)),
    row('a negative length', 400, post(MESSAGE, 'Content-Length: -1')),
    row('a length in hexadecimal', 400, post(MESSAGE, 'Content-Length: 0x21')),
    row('a length in words', 400, post(MESSAGE, 'Content-Length: ten')),
    row('JSON 10,000 deep', 400, post('['.repeat(10_000) + ']'.repeat(10_000))),
    row('100,000 open brackets', 400, post('[{"a":'.repeat(16_000))),
    row('JSON that ends too soon', 400, post('{"type":"message","text":"he')),
    row('JSON with a comment', 400, post('{/* */"type":"message"}')),
    row('JSON with something behind it', 400, post(`${MESSAGE}x`)),
    row('two JSON texts', 400, post(MESSAGE + MESSAGE)),
    row('NaN', 400, post('{"type":"message","value":NaN}')),
    row('a number beyond all numbers', 200, post('{"type":"message","text":"hi","value":1e999}')),
    row('a NUL in the JSON', 400, post('{"type":"message","text":"a\u0000b"}')),
    row('an escaped NUL', 200, post('{"type":"message","text":"a\\u0000b"}')),
    row('half a surrogate', 200, post('{"type":"message","text":"\\ud83d"}')),
    row(
      'invalid UTF-8',
      200,
      post(
        Buffer.concat([
          Buffer.from('{"type":"message","text":"'),
          Buffer.from([0xff, 0xfe, 0xc0, 0xaf]),
          Buffer.from('"}'),
        ]),
      ),
    ),
    row('UTF-16', 400, post(Buffer.from(MESSAGE, 'utf16le'))),
    row('a byte order mark', 400, post(`\ufeff${MESSAGE}`)),
    row('keys twice', 200, post('{"type":"event","type":"message","text":"a","text":"hello"}')),
    row(
      '__proto__ and constructor',
      200,
      post(
        '{"type":"message","text":"hi","__proto__":{"a":1},"value":{"constructor":{"prototype":{"a":1}}}}',
      ),
    ),
    row('__proto__ for a locale', 200, json({ text: 'hello', locale: '__proto__' })),
    row('nothing at all', 400, post('')),
    row('null', 400, post('null')),
    row('a list', 400, post('[]')),
    row('a word', 415, post('"hello"')),
    row('no type', 400, post('{"text":"hello"}')),
    row('a type that is none', 400, post('{"type":"contactRelationUpdate"}')),
    row('a list for a type', 400, post('{"type":["message"]}')),
    row('a number for a text', 400, post('{"type":"message","text":1}')),
    row(
      'every field of the wrong kind',
      200,
      json({
        text: 'hi',
        ...{
          locale: 1,
          name: [],
          replyToId: {},
          channelData: 'x',
          entities: 'x',
          attachments: 1,
          from: 3,
          value: [],
        },
      }),
    ),
    row('1,000 entities', 200, json({ text: 'hi', entities: Array.from({ length: 1_000 }, () => ({})) })),
    // Content types
    row('a form', 415, post('type=message&text=hello', 'Content-Type: application/x-www-form-urlencoded')),
    row(
      'parts',
      415,
      post(
        '--x\r\nContent-Disposition: form-data; name="a"; filename="../../x"\r\n\r\na\r\n--x--',
        'Content-Type: multipart/form-data; boundary=x',
      ),
    ),
    row('parts without a boundary', 415, post('--x--', 'Content-Type: multipart/form-data')),
    row('text', 415, post('hello', 'Content-Type: text/plain')),
    row(
      'XML with an entity',
      415,
      post(
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        'Content-Type: application/xml',
      ),
    ),
    row('a content type of 8 KB', 415, post('x', `Content-Type: ${'a'.repeat(8 * KB)}`)),
    row('a content type that is none', 415, post('x', 'Content-Type: ;;;=,')),
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
