import fc from 'fast-check';
import { Bucket } from '../../src/server/bucket';
import { clientAddress } from '../../src/server/clientAddress';
import { jsonDepth } from '../../src/server/jsonDepth';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

it('the depth of a JSON text is that of the value in it, whatever its strings hold', () => {
  const strings = fc.oneof(fc.string(), fc.constantFrom('[[', '{"', '\\"]', '\\'));
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 6 }, strings, fc.integer(), tie('list'), tie('record')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    record: fc.dictionary(strings, tie('value'), { maxKeys: 4 }),
  }));
  fc.assert(
    fc.property(value, (any) => jsonDepth(JSON.stringify(any)) === depthOf(JSON.parse(JSON.stringify(any)))),
  );
});

it('a bucket never gives more than its burst and what has flowed in since', () => {
  const waits = fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 200 });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 10 }),
      waits,
      (burst, perSecond, all) => {
        let now = 0;
        let given = 0;
        const bucket = new Bucket({ burst, perSecond }, () => now);
        for (const wait of all) {
          now += wait;
          try {
            bucket.take('one');
            given += 1;
          } catch (error) {
            expect((error as { retryAfter: number }).retryAfter).toBeGreaterThan(0);
          }
          expect(given).toBeLessThanOrEqual(burst + (now / 1_000) * perSecond + 1e-6);
        }
      },
    ),
  );
});

it.each([
  ['10.0.0.1', undefined, 0, '10.0.0.1'],
  ['::ffff:10.0.0.1', undefined, 0, '10.0.0.1'],
  ['10.0.0.1', '1.1.1.1', 0, '10.0.0.1'],
  ['10.0.0.1', '6.6.6.6, 1.1.1.1', 1, '1.1.1.1'],
  ['10.0.0.1', '6.6.6.6, 1.1.1.1, 10.0.0.2', 2, '1.1.1.1'],
  ['10.0.0.1', '1.1.1.1', 3, '1.1.1.1'],
  ['10.0.0.1', '', 1, '10.0.0.1'],
  ['2001:db8:1:2:3:4:5:6', undefined, 0, '2001:db8:1:2'],
])('from %s, forwarded for %s, with %s proxies: %s', (...[remoteAddress, forwarded, hops, address]) => {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  expect(clientAddress({ headers, socket: { remoteAddress } } as never, hops)).toBe(address);
});
