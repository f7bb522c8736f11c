import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Kept } from '../../src/content/kept';

describe('what is worked out from resources', () => {
  let dir: string;
  let sources: string;
  let made: string[];
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kept-'));
    sources = mkdtempSync(join(tmpdir(), 'kept-sources-'));
    made = [];
    writeFileSync(join(sources, 'a.yaml'), 'word: one');
  });
  afterEach(() => [dir, sources].forEach((folder) => rmSync(folder, { recursive: true })));

  const value = { words: new Map([['one', new Set([1])]]), weights: Float32Array.of(0.5, -1) };
  const open = (version: string | null = '1', folder = dir) =>
    new Kept({ dir: folder, version: version ?? undefined, onMade: (name) => made.push(name) });
  /** As one start of the program does it. */
  const start = (kept = open(), make: () => unknown = () => value) => kept.get('words', [sources], make);

  it('is read back by the next start, and is the same', () => {
    expect(start()).toEqual(value);
    expect(start(open(), () => 'not asked')).toEqual(value);
    expect(made).toEqual(['words']);
  });

  it.each<[string, () => Kept]>([
    ['a resource was changed', () => (writeFileSync(join(sources, 'a.yaml'), 'word: two'), open())],
    ['a resource came', () => (writeFileSync(join(sources, 'b.yaml'), 'word: two'), open())],
    ['a resource went', () => (rmSync(join(sources, 'a.yaml')), open())],
    ['the code was changed', () => open('2')],
  ])('is made anew, in plain sight, when %s', (_, change) => {
    start();
    expect(start(change(), () => 'anew')).toBe('anew');
    expect(made).toEqual(['words', 'words']);
  });

  it('is not mistaken for the same words in other files', () => {
    start();
    writeFileSync(join(sources, 'b.yaml'), readFileSync(join(sources, 'a.yaml')));
    rmSync(join(sources, 'a.yaml'));
    expect(start(open(), () => 'anew')).toBe('anew');
  });

  it('is made anew when the kept file is damaged, wherever and however', () => {
    start();
    const file = join(dir, 'words.bin');
    const sound = readFileSync(file);
    const damage = fc.oneof(
      fc
        .record({ at: fc.nat(sound.length - 1), bits: fc.integer({ min: 1, max: 255 }) })
        .map(({ at, bits }) => {
          const bytes = Buffer.from(sound);
          bytes[at] = (bytes[at] ?? 0) ^ bits;
          return bytes;
        }),
      fc.nat(sound.length - 1).map((length) => sound.subarray(0, length)),
      fc.uint8Array({ minLength: 1, maxLength: 9 }).map((more) => Buffer.concat([sound, more])),
    );
    fc.assert(
      fc.property(damage, (bytes) => {
        writeFileSync(file, bytes);
        expect(start(open(), () => 'anew')).toBe('anew');
      }),
      // Between the head and the body, where nothing is read.
      { examples: [[Buffer.from(sound).fill(1, 60, 61)]] },
    );
    expect(start(open(), () => 'not asked')).toBe('anew');
  });

  it('leaves nothing beside the kept file', () => {
    start();
    expect(readdirSync(dir)).toEqual(['words.bin']);
  });

  it('is still made where nothing can be kept', () => {
    const file = join(sources, 'a.yaml');
    expect(start(open('1', join(file, 'below')))).toEqual(value);
  });

  it('is never kept by code whose version nobody knows', () => {
    start(open(null));
    expect(readdirSync(dir)).toEqual([]);
  });

  it('is not kept when making it fails', () => {
    const fail = () => {
      throw new RangeError('wrong');
    };
    expect(() => start(open(), fail)).toThrow('wrong');
    expect(readdirSync(dir)).toEqual([]);
  });
});
