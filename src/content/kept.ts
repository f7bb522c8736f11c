import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pack, unpack } from './packed';

export interface KeptOptions {
  /** Folder of the kept files; made when it is not there. */
  readonly dir: string;
  /** The code that does the working out; undefined keeps nothing, because nobody can tell whether it changed. */
  readonly version: string | undefined;
  /** Told when something had to be worked out, and how long it took. */
  readonly onMade?: (name: string, milliseconds: number) => void;
}

const HASH_BYTES = 32;
/** Key and checksum. A multiple of 8, as {@link unpack} wants the place of a body. */
const HEAD_BYTES = 2 * HASH_BYTES;

/**
 * Keeps what was worked out from resource files, so that the next start reads it back instead. What is kept stands
 * under a hash of the files it was made from and of the code that made it, and under a checksum: with another state of
 * either, or a damaged file, it is made anew. A folder that cannot be written only costs time.
 */
export class Kept {
  constructor(private readonly options: KeptOptions) {}

  /**
   * @param name    of the kept file
   * @param sources folders whose YAML files, and nothing else, decide what `make` gives
   * @param make    gives plain data: objects, arrays, maps, sets, typed arrays
   */
  get<T>(name: string, sources: readonly string[], make: () => T): T {
    const { dir, version } = this.options;
    if (version === undefined) return make();
    const file = join(dir, `${name}.bin`);
    const key = keyOf([name, version, ...sources.flatMap(filesOf)]);
    const known = readKept(file, key);
    if (known) return known.value as T;
    const started = performance.now();
    const value = make();
    this.options.onMade?.(name, Math.round(performance.now() - started));
    writeKept(file, key, value);
    return value;
  }
}

/** Paths within the folder and contents of all YAML files under it, in a fixed order. */
function filesOf(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => name.endsWith('.yaml')).sort();
  return files.flatMap((name) => [name, readFileSync(join(folder, name), 'utf8')]);
}

/** Each part with its length in front, so that no two lists of parts give the same key. */
function keyOf(parts: readonly string[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest();
}

/** What stands before a body: whose it is, and its checksum. */
function headOf(key: Buffer, body: Uint8Array): Buffer {
  return Buffer.concat([key, createHash('sha256').update(body).digest()]);
}

/** A file is its key, the checksum of its body, and the body. */
function readKept(file: string, key: Buffer): { readonly value: unknown } | undefined {
  try {
    const bytes = readFileSync(file);
    if (!bytes.subarray(0, HASH_BYTES).equals(key)) return undefined;
    const body = bytes.subarray(HEAD_BYTES);
    if (!bytes.subarray(0, HEAD_BYTES).equals(headOf(key, body))) return undefined;
    return { value: unpack(body) };
  } catch {
    // Not there, or written by a newer version of Node.
    return undefined;
  }
}

/** Written beside and renamed, so that another process never reads half a file. */
function writeKept(file: string, key: Buffer, value: unknown): void {
  const body = pack(value);
  const beside = `${file}.${process.pid}`;
  try {
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(beside, Buffer.concat([headOf(key, body), body]));
    renameSync(beside, file);
  } catch {
    // A read-only installation works it out at every start.
  }
}
