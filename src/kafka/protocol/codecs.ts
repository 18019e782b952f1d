import * as zlib from "node:zlib";
import { KafkaError } from "../errors";
import type { Codec } from "../model";
import { corruptData } from "./corruptData";
import { lz4Decompress } from "./lz4";
import { snappyDecompress } from "./snappy";
import { zstdDecompress } from "./zstd";

/** Enough for any sane batch; protects from a few bytes that claim to be many gigabytes. */
export const defaultMaxBytes = 256 * 1024 * 1024;

const minChunkBytes = 1024;
const maxChunkBytes = 1024 * 1024;

const codecs: readonly Codec[] = ["none", "gzip", "snappy", "lz4", "zstd"];

/** By its number in a batch's attributes. @throws KafkaError `unsupported` */
export function codecOf(code: number): Codec {
  const codec = codecs[code];
  if (codec === undefined) {
    throw new KafkaError(`The messages are compressed by the unknown codec ${code}.`, {
      kind: "unsupported",
    });
  }
  return codec;
}

/**
 * With codec `none` the very bytes; otherwise a new buffer.
 * @throws KafkaError `corruptData`, also when the result is larger than `maxBytes`.
 */
export function decompress(codec: Codec, bytes: Buffer, maxBytes = defaultMaxBytes): Buffer {
  try {
    return decompressBy(codec, bytes, maxBytes);
  } catch (error) {
    if (error instanceof KafkaError) throw error;
    const isTooLarge =
      error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE";
    const problem = isTooLarge ? `more than ${maxBytes} bytes decompressed` : "corrupt";
    throw corruptData(`The messages compressed by ${codec} are ${problem}.`, error);
  }
}

function decompressBy(codec: Codec, bytes: Buffer, maxBytes: number): Buffer {
  switch (codec) {
    case "none":
      return bytes;
    case "gzip":
      return zlib.gunzipSync(bytes, { maxOutputLength: maxBytes, chunkSize: chunkSizeOf(bytes) });
    case "snappy":
      return snappyDecompress(bytes, maxBytes);
    case "lz4":
      return lz4Decompress(bytes, maxBytes);
    case "zstd":
      return zstdDecompress(bytes, maxBytes);
  }
}

/** In pieces so large zlib hands out what it decompressed: most batches come in one, none in very many. */
function chunkSizeOf({ length }: Buffer): number {
  const usualRatio = 4;
  return Math.min(Math.max(length * usualRatio, minChunkBytes), maxChunkBytes);
}
