import { copyLiterals, copyMatch } from "./copyMatch";
import { corruptData } from "./corruptData";

const frameMagic = 0x184d2204;
/** Its low four bits are free. */
const skippableMagic = 0x184d2a50;
const uncompressedBlock = 0x8000_0000;
const minMatchBytes = 4;
/** A length of 15 goes on in the bytes that follow. */
const longLength = 15;

/** By their codes in a frame's header. */
const blockSizes: ReadonlyMap<number, number> = new Map([
  [4, 64 * 1024],
  [5, 256 * 1024],
  [6, 1024 * 1024],
  [7, 4 * 1024 * 1024],
]);

const flag = { dictionary: 1, contentChecksum: 1 << 2, contentSize: 1 << 3, blockChecksum: 1 << 4 };

/**
 * LZ4 frames, one after the other, with linked or independent blocks. Checksums are passed over: a record batch has
 * a better one around it.
 * @throws KafkaError `corruptData`
 */
export function lz4Decompress(bytes: Buffer, maxBytes: number): Buffer {
  const decoder = new Lz4Decoder(bytes, maxBytes);
  while (!decoder.isAtEnd) decoder.decodeFrame();
  return decoder.decompressed;
}

class Lz4Decoder {
  private input = 0;
  private output: Buffer;
  private length = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly maxBytes: number,
  ) {
    const usualRatio = 2;
    this.output = Buffer.allocUnsafe(Math.min(maxBytes, bytes.length * usualRatio));
  }

  get isAtEnd(): boolean {
    return this.input === this.bytes.length;
  }

  get decompressed(): Buffer {
    return this.output.subarray(0, this.length);
  }

  decodeFrame(): void {
    const magic = this.uint32();
    if ((magic & ~0xf) === skippableMagic) {
      this.skip(this.uint32());
      return;
    }
    if (magic !== frameMagic) throw corrupt("it does not begin as an LZ4 frame does");
    const flags = this.uint8();
    if (flags >>> 6 !== 1) throw corrupt("its version is unknown");
    if ((flags & flag.dictionary) !== 0) throw corrupt("it needs a dictionary");
    const maxBlockBytes = blockSizes.get((this.uint8() >>> 4) & 7);
    if (maxBlockBytes === undefined) throw corrupt("its block size is unknown");
    if ((flags & flag.contentSize) !== 0) this.skip(8);
    this.skip(1); // header checksum
    const frameStart = this.length;
    for (let size = this.uint32(); size !== 0; size = this.uint32()) {
      this.decodeBlock(size, maxBlockBytes, frameStart);
      if ((flags & flag.blockChecksum) !== 0) this.skip(4);
    }
    if ((flags & flag.contentChecksum) !== 0) this.skip(4);
  }

  private decodeBlock(size: number, maxBlockBytes: number, frameStart: number): void {
    const isCompressed = size < uncompressedBlock;
    const storedBytes = isCompressed ? size : size - uncompressedBlock;
    const start = this.input;
    this.skip(storedBytes);
    const limit = Math.min(
      this.length + (isCompressed ? maxBlockBytes : storedBytes),
      this.maxBytes,
    );
    if (isCompressed) {
      this.decodeSequences(start, start + storedBytes, limit, frameStart);
    } else {
      if (storedBytes > limit - this.length) throw this.tooLong();
      this.reserve(this.length, storedBytes, limit);
      this.bytes.copy(this.output, this.length, start, start + storedBytes);
      this.length += storedBytes;
    }
  }

  private decodeSequences(start: number, end: number, limit: number, frameStart: number): void {
    const { bytes } = this;
    let { output } = this;
    let input = start;
    let position = this.length;
    while (input < end) {
      const token = bytes[input++] ?? 0;
      let literals = token >>> 4;
      if (literals === longLength) {
        for (let more = 255; more === 255; literals += more) {
          if (input >= end) throw corrupt("a block is cut off");
          more = bytes[input++] ?? 0;
        }
      }
      if (literals > end - input) throw corrupt("a block is cut off");
      if (literals > output.length - position) output = this.reserve(position, literals, limit);
      if (literals > limit - position) throw this.tooLong();
      copyLiterals(bytes, input, literals, output, position);
      input += literals;
      position += literals;
      if (input === end) break; // the last sequence has no match

      if (end - input < 2) throw corrupt("a block is cut off");
      const distance = (bytes[input] ?? 0) | ((bytes[input + 1] ?? 0) << 8);
      input += 2;
      if (distance === 0 || distance > position - frameStart) {
        throw corrupt("a block repeats what is not there");
      }
      let matched = token & 15;
      if (matched === longLength) {
        for (let more = 255; more === 255; matched += more) {
          if (input >= end) throw corrupt("a block is cut off");
          more = bytes[input++] ?? 0;
        }
      }
      matched += minMatchBytes;
      if (matched > output.length - position) output = this.reserve(position, matched, limit);
      if (matched > limit - position) throw this.tooLong();
      copyMatch(output, position, distance, matched);
      position += matched;
    }
    this.length = position;
  }

  /** Makes room for `count` bytes behind the `used` ones, as far as `limit` allows. */
  private reserve(used: number, count: number, limit: number): Buffer {
    const needed = Math.min(used + count, limit);
    if (needed > this.output.length) {
      const size = Math.min(Math.max(needed, this.output.length * 2), this.maxBytes);
      const grown = Buffer.allocUnsafe(size);
      this.output.copy(grown, 0, 0, used);
      this.output = grown;
    }
    return this.output;
  }

  private uint8(): number {
    const start = this.input;
    this.skip(1);
    return this.bytes.readUInt8(start);
  }

  private uint32(): number {
    const start = this.input;
    this.skip(4);
    return this.bytes.readUInt32LE(start);
  }

  private skip(count: number): void {
    if (count > this.bytes.length - this.input) throw corrupt("it is cut off");
    this.input += count;
  }

  private tooLong(): Error {
    return corruptData(
      `The messages compressed by lz4 are longer than they may be: a block, or ${this.maxBytes} bytes in all, is exceeded.`,
    );
  }
}

function corrupt(problem: string): Error {
  return corruptData(`The messages compressed by lz4 are corrupt: ${problem}.`);
}
