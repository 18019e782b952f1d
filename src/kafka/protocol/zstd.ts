import * as zlib from "node:zlib";
import { KafkaError } from "../errors";
import { corruptData } from "./corruptData";

const frameMagic = 0xfd2fb528;
/** Its low four bits are free. */
const skippableMagic = 0x184d2a50;
/** Producers write one. */
const maxFrames = 10_000;

/**
 * By Node itself, which refuses a window of more than 128 MiB. The decoders in script are not used where Node has
 * none: on corrupt bytes fzstd 0.1.1 may go on for ever.
 * @throws any error for corrupt bytes, and KafkaError `unsupported` for a Node before 22.15
 */
export function zstdDecompress(bytes: Buffer, maxBytes: number): Buffer {
  const { zstdDecompressSync: decompressFrame } = zlib as Partial<typeof zlib>;
  if (decompressFrame === undefined) {
    const message =
      "The messages are compressed by zstd, which takes VS Code 1.101 or newer (Node.js 22.15).";
    throw new KafkaError(message, { kind: "unsupported" });
  }
  const parts: Buffer[] = [];
  let total = 0;
  // one by one: Node decodes the first frame only
  for (const frame of zstdFrames(bytes)) {
    const maxOutputLength = Math.max(maxBytes - total, 1);
    const part = decompressFrame(frame, { maxOutputLength });
    total += part.length;
    if (total > maxBytes) throw tooLong(maxBytes);
    parts.push(part);
  }
  const [only] = parts;
  return only !== undefined && parts.length === 1 ? only : Buffer.concat(parts, total);
}

function tooLong(maxBytes: number): Error {
  return corruptData(
    `The messages compressed by zstd are more than ${maxBytes} bytes decompressed.`,
  );
}

/** Finds where each frame ends. */
function* zstdFrames(bytes: Buffer): Generator<Buffer, void, undefined> {
  let start = 0;
  let frames = 0;
  while (start < bytes.length) {
    const magic = bytes.readUInt32LE(start);
    if ((magic & ~0xf) === skippableMagic) {
      start += 8 + bytes.readUInt32LE(start + 4);
      continue;
    }
    if (magic !== frameMagic) throw corruptData("The messages are not compressed by zstd.");
    const header = readFrameHeader(bytes, start + 4);
    const frameEnd = findBlocksEnd(bytes, header.end) + header.checksumBytes;
    frames++;
    if (frames > maxFrames) {
      throw corruptData("The messages compressed by zstd need an unreasonable amount of work.");
    }
    if (frameEnd > bytes.length) throw corruptData("The messages compressed by zstd are cut off.");
    yield bytes.subarray(start, frameEnd);
    start = frameEnd;
  }
}

interface FrameHeader {
  readonly end: number;
  readonly checksumBytes: number;
}

function readFrameHeader(bytes: Buffer, start: number): FrameHeader {
  const descriptor = bytes.readUInt8(start);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const windowBytes = isSingleSegment ? 0 : 1;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >>> 6] ?? 0;
  return {
    end: start + 1 + windowBytes + dictionaryBytes + sizeBytes,
    checksumBytes: (descriptor & 4) === 0 ? 0 : 4,
  };
}

function findBlocksEnd(bytes: Buffer, start: number): number {
  let end = start;
  let isLast = false;
  while (!isLast) {
    const header = bytes.readUIntLE(end, 3);
    const isRunLength = ((header >>> 1) & 3) === 1;
    isLast = (header & 1) === 1;
    end += 3 + (isRunLength ? 1 : header >>> 3);
  }
  return end;
}
