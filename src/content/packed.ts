import { DefaultDeserializer, DefaultSerializer } from 'node:v8';

/** What an array may be of; a packed one is known by its place in this list. */
const TYPES = [
  Int32Array,
  Float32Array,
  Int16Array,
  Uint8Array,
  Uint16Array,
  Uint32Array,
  Float64Array,
] as const;
type Packable = InstanceType<(typeof TYPES)[number]>;

/** Every type's elements may stand at a multiple of this. */
const STEP = 8;

/** Like v8.serialize, with the typed arrays put aside: they stand after one another, each at a multiple of 8 bytes. */
class Packer extends DefaultSerializer {
  readonly arrays: Buffer[] = [];
  private size = 0;

  /** Called by the serializer for each array: what it writes here, {@link Unpacker} reads. */
  _writeHostObject(array: Packable): void {
    const type = TYPES.findIndex((one) => array instanceof one);
    if (type < 0) throw new TypeError(`packed data has no ${array.constructor.name}`);
    for (const number of [type, this.size, array.length]) this.writeUint32(number);
    const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
    const padded = Math.ceil(bytes.length / STEP) * STEP;
    this.arrays.push(bytes, Buffer.alloc(padded - bytes.length));
    this.size += padded;
  }
}

/** Like v8.deserialize, with the typed arrays where they are: nothing is copied. */
class Unpacker extends DefaultDeserializer {
  constructor(
    plain: Buffer,
    private readonly arrays: Buffer,
  ) {
    super(plain);
  }

  _readHostObject(): Packable {
    const [type, at, length] = [this.readUint32(), this.readUint32(), this.readUint32()];
    const Type = TYPES[type];
    if (!Type) throw new RangeError('packed data of another form');
    return new Type(this.arrays.buffer as ArrayBuffer, this.arrays.byteOffset + at, length);
  }
}

/**
 * Plain data as bytes: objects, arrays, maps, sets, and typed arrays, of which there may be tens of megabytes.
 * @throws TypeError for a kind of array that {@link unpack} does not know
 */
export function pack(value: unknown): Buffer {
  const packer = new Packer();
  packer.writeHeader();
  packer.writeValue(value);
  const plain = packer.releaseBuffer();
  const head = Buffer.alloc(STEP);
  head.writeUInt32LE(plain.length);
  return Buffer.concat([head, ...packer.arrays, plain]);
}

/**
 * What was packed. Its arrays are views of these bytes, so those stay in memory and must begin at a multiple of 8.
 * @throws Error when the bytes are not packed data, or of a newer version of Node
 */
export function unpack(bytes: Buffer): unknown {
  const plain = bytes.readUInt32LE();
  const unpacker = new Unpacker(bytes.subarray(bytes.length - plain), bytes.subarray(STEP));
  unpacker.readHeader();
  return unpacker.readValue();
}
