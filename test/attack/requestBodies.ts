import { gzipSync } from 'node:zlib';
import { KB, MESSAGE } from './requestWriter';
import type { HostileRequest, Writer } from './requestWriter';

/** Requests whose body, encoding or type is not what it should be. */
export function bodies({ row, post, json }: Writer): readonly HostileRequest[] {
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
  ];
}
