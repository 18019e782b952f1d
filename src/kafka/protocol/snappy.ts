import { copyLiterals, copyMatch } from "./copyMatch";
import { corruptData } from "./corruptData";

/** Begins what Java's SnappyOutputStream (xerial) writes: 16 bytes, then length and raw snappy by turns. */
const xerialMagic = Buffer.from("\x82SNAPPY\0", "latin1");
const xerialHeaderBytes = 16;
const lengthBytes = 4;

/** Snappy's best case is 64 bytes for 3. */
const maxRatio = 22;

interface Chunk {
  readonly bytes: Buffer;
  /** Where the elements begin. */
  readonly start: number;
  readonly decompressedBytes: number;
}

/** Raw snappy, and chunks of it as Java frames them. @throws KafkaError `corruptData` */
export function snappyDecompress(bytes: Buffer, maxBytes: number): Buffer {
  const chunks = isXerial(bytes) ? xerialChunks(bytes) : [openChunk(bytes)];
  const total = chunks.reduce((sum, chunk) => sum + chunk.decompressedBytes, 0);
  if (total > maxBytes) {
    throw corruptData(
      `The messages compressed by snappy are more than ${maxBytes} bytes decompressed.`,
    );
  }
  const output = Buffer.allocUnsafe(total);
  let position = 0;
  for (const chunk of chunks) {
    const end = position + chunk.decompressedBytes;
    decodeElements(chunk, output, position, end);
    position = end;
  }
  return output;
}

function isXerial(bytes: Buffer): boolean {
  return (
    bytes.length >= xerialHeaderBytes &&
    bytes.compare(xerialMagic, 0, xerialMagic.length, 0, xerialMagic.length) === 0
  );
}

function xerialChunks(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  let position = xerialHeaderBytes;
  while (position < bytes.length) {
    if (bytes.length - position < lengthBytes) throw corrupt("is cut off");
    const length = bytes.readUInt32BE(position);
    position += lengthBytes;
    if (length > bytes.length - position) throw corrupt("is cut off");
    chunks.push(openChunk(bytes.subarray(position, position + length)));
    position += length;
  }
  return chunks;
}

/** Reads how long the chunk claims to be, and holds it against what it can be. */
function openChunk(bytes: Buffer): Chunk {
  const maxPreambleBytes = 5;
  let decompressedBytes = 0;
  for (let index = 0; index < maxPreambleBytes; index++) {
    const byte = bytes[index];
    if (byte === undefined) break;
    decompressedBytes += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) {
      if (decompressedBytes > bytes.length * maxRatio) {
        throw corrupt(`claims ${decompressedBytes} bytes in ${bytes.length}`);
      }
      return { bytes, start: index + 1, decompressedBytes };
    }
  }
  throw corrupt("has no length");
}

/** Fills `output` from `outputStart` to `outputEnd`, exactly. */
function decodeElements(
  { bytes, start }: Chunk,
  output: Buffer,
  outputStart: number,
  outputEnd: number,
): void {
  let input = start;
  let position = outputStart;
  while (input < bytes.length) {
    const tag = bytes[input++] ?? 0;
    const kind = tag & 3;
    if (kind === 0) {
      let length = (tag >>> 2) + 1;
      const inlineLengths = 60;
      if (length > inlineLengths) {
        const extraBytes = length - inlineLengths;
        if (extraBytes > bytes.length - input) throw corrupt("is cut off");
        length = bytes.readUIntLE(input, extraBytes) + 1;
        input += extraBytes;
      }
      if (length > bytes.length - input || length > outputEnd - position) {
        throw corrupt("has a text too long");
      }
      copyLiterals(bytes, input, length, output, position);
      input += length;
      position += length;
    } else {
      const distanceBytes = kind === 3 ? 4 : kind;
      if (distanceBytes > bytes.length - input) throw corrupt("is cut off");
      let length = (tag >>> 2) + 1;
      let distance = bytes[input] ?? 0;
      if (kind === 1) {
        length = ((tag >>> 2) & 7) + 4;
        distance |= (tag >>> 5) << 8;
      } else {
        distance |= (bytes[input + 1] ?? 0) << 8;
        if (kind === 3) distance += bytes.readUInt16LE(input + 2) * 0x1_0000;
      }
      input += distanceBytes;
      if (distance === 0 || distance > position - outputStart || length > outputEnd - position) {
        throw corrupt("repeats what is not there");
      }
      copyMatch(output, position, distance, length);
      position += length;
    }
  }
  if (position !== outputEnd) throw corrupt("is shorter than it claims");
}

function corrupt(problem: string): Error {
  return corruptData(`The messages compressed by snappy are corrupt: a chunk ${problem}.`);
}
