import fc from 'fast-check';
import { pack, unpack } from '../../src/content/packed';

const array = fc.oneof(
  fc.int32Array(),
  fc.float32Array(),
  fc.int16Array(),
  fc.uint8Array(),
  fc.float64Array(),
  fc.uint16Array(),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null)),
    array,
    fc.array(tie('any')),
    fc.dictionary(fc.string(), tie('any')),
    fc.array(fc.tuple(fc.string(), tie('any'))).map((pairs) => new Map(pairs)),
    fc.uniqueArray(fc.string()).map((all) => new Set(all)),
  ),
})).any;

it('what was packed comes back the same', () => {
  fc.assert(fc.property(value, (one) => expect(unpack(pack(one))).toEqual(one)));
});

it('arrays are not copied: each is a view of the bytes it was read from', () => {
  const bytes = pack({ one: Int16Array.of(1, 2, 3), two: [Float64Array.of(0.5), 'text'] });
  const { one, two } = unpack(bytes) as { one: Int16Array; two: [Float64Array, string] };
  expect([one.buffer, two[0].buffer]).toEqual([bytes.buffer, bytes.buffer]);
});

it('an array that stands twice is one array afterwards too', () => {
  const array = Int32Array.of(7);
  const [one, other] = unpack(pack([array, array])) as Int32Array[];
  expect(one).toBe(other);
});

it('a kind of array that could not be read again is refused', () => {
  expect(() => pack(BigInt64Array.of(1n))).toThrow(TypeError);
});
