import * as zlib from "node:zlib";
import { Decompress } from "fzstd";
import { corruptData } from "./corruptData";

const frameMagic = 0xfd2fb528;
/** Its low four bits are free. */
const skippableMagic = 0x184d2a50;
/** What zstd itself allows unless told otherwise. */
const maxWindowBytes = 128 * 1024 * 1024;
/** Producers write one. */
const maxFrames = 10_000;
/** fzstd moves its whole window for every block: about 3 seconds' worth. */
const maxMovedBytes = 16 * 1024 ** 3;

/** Decompresses one frame to at most so many bytes. */
type FrameDecoder = (frame: Buffer, maxBytes: number) => Uint8Array;

/** By Node itself where it can (from 22.15 on), by fzstd elsewhere. @throws any error for corrupt bytes */
export function zstdDecompress(bytes: Buffer, maxBytes: number): Buffer {
  const { zstdDecompressSync: nodeZstd } = zlib as Partial<typeof zlib>;
  if (nodeZstd === undefined) return zstdDecompressInScript(bytes, maxBytes);
  return decodeFrames(bytes, maxBytes, (frame, maxOutputLength) =>
    nodeZstd(frame, { maxOutputLength }),
  );
}

/** The way without Node's help. @throws any error for corrupt bytes */
export function zstdDecompressInScript(bytes: Buffer, maxBytes: number): Buffer {
  return decodeFrames(bytes, maxBytes, (frame, maxFrameBytes) => {
    const parts: Uint8Array[] = [];
    let total = 0;
    const decoder = new Decompress((part) => {
      total += part.length;
      if (total > maxFrameBytes) throw tooLong(maxBytes);
      parts.push(part);
    });
    const isFinal = true;
    decoder.push(frame, isFinal);
    return Buffer.concat(parts, total);
  });
}

/** One by one: Node decodes the first frame only, and fzstd recurses over them. */
function decodeFrames(bytes: Buffer, maxBytes: number, decode: FrameDecoder): Buffer {
  const parts: Uint8Array[] = [];
  let total = 0;
  for (const frame of zstdFrames(bytes)) {
    const part = decode(frame, Math.max(maxBytes - total, 1));
    total += part.length;
    if (total > maxBytes) throw tooLong(maxBytes);
    parts.push(part);
  }
  const [only] = parts;
  if (only !== undefined && parts.length === 1) {
    return Buffer.from(only.buffer, only.byteOffset, only.length);
  }
  return Buffer.concat(parts, total);
}

function tooLong(maxBytes: number): Error {
  return corruptData(
    `The messages compressed by zstd are more than ${maxBytes} bytes decompressed.`,
  );
}

/**
 * Finds the frames, and refuses those whose decoding would take more memory or time than any honest one: fzstd
 * believes what a header says.
 */
function* zstdFrames(bytes: Buffer): Generator<Buffer, void, undefined> {
  let start = 0;
  let movedBytes = 0;
  let frames = 0;
  while (start < bytes.length) {
    const magic = bytes.readUInt32LE(start);
    if ((magic & ~0xf) === skippableMagic) {
      start += 8 + bytes.readUInt32LE(start + 4);
      continue;
    }
    if (magic !== frameMagic) throw corruptData("The messages are not compressed by zstd.");
    const header = readFrameHeader(bytes, start + 4);
    const { end, blocks } = findFrameEnd(bytes, header.end);
    movedBytes += blocks * header.windowBytes;
    frames++;
    if (header.windowBytes > maxWindowBytes || movedBytes > maxMovedBytes || frames > maxFrames) {
      throw corruptData("The messages compressed by zstd need an unreasonable amount of work.");
    }
    const frameEnd = end + header.checksumBytes;
    if (frameEnd > bytes.length) throw corruptData("The messages compressed by zstd are cut off.");
    yield bytes.subarray(start, frameEnd);
    start = frameEnd;
  }
}

interface FrameHeader {
  readonly end: number;
  readonly windowBytes: number;
  readonly checksumBytes: number;
}

function readFrameHeader(bytes: Buffer, start: number): FrameHeader {
  const descriptor = bytes.readUInt8(start);
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeBytes = [isSingleSegment ? 1 : 0, 2, 4, 8][descriptor >>> 6] ?? 0;
  const sizeStart = start + 1 + (isSingleSegment ? 0 : 1) + dictionaryBytes;
  return {
    end: sizeStart + sizeBytes,
    windowBytes: isSingleSegment
      ? contentSize(bytes, sizeStart, sizeBytes)
      : windowSize(bytes.readUInt8(start + 1)),
    checksumBytes: (descriptor & 4) === 0 ? 0 : 4,
  };
}

function contentSize(bytes: Buffer, start: number, sizeBytes: number): number {
  if (sizeBytes === 8) return Number(bytes.readBigUInt64LE(start));
  const offsetOfTwoBytes = sizeBytes === 2 ? 256 : 0;
  return bytes.readUIntLE(start, sizeBytes) + offsetOfTwoBytes;
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >>> 3));
  return base + (base / 8) * (descriptor & 7);
}

function findFrameEnd(bytes: Buffer, start: number): { end: number; blocks: number } {
  let end = start;
  let isLast = false;
  let blocks = 0;
  while (!isLast) {
    const header = bytes.readUIntLE(end, 3);
    const isRunLength = ((header >>> 1) & 3) === 1;
    isLast = (header & 1) === 1;
    end += 3 + (isRunLength ? 1 : header >>> 3);
    blocks++;
  }
  return { end, blocks };
}
