import { zstdDecompressSync } from "node:zlib";

import { CompressionCodecs, CompressionTypes } from "kafkajs";
import { decompress } from "lz4js";
import { uncompress } from "snappyjs";

/** What Java's snappy begins with: a name, then two versions. */
const xerialHeaderBytes = 16;
const xerialMagic = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);

/** kafkajs itself knows gzip only; its users add the others like this. */
export function addCodecs(): void {
  CompressionCodecs[CompressionTypes.Snappy] = readingCodec(unwrapSnappy);
  CompressionCodecs[CompressionTypes.LZ4] = readingCodec((data) => Buffer.from(decompress(data)));
  CompressionCodecs[CompressionTypes.ZSTD] = readingCodec((data) => zstdDecompressSync(data));
}

function readingCodec(decompressed: (data: Buffer) => Buffer): () => object {
  return () => ({
    compress: () => Promise.reject(new Error("Nothing is produced here")),
    decompress: (data: Buffer) => Promise.resolve(decompressed(data)),
  });
}

function unwrapSnappy(data: Buffer): Buffer {
  if (!data.subarray(0, xerialMagic.length).equals(xerialMagic)) {
    return Buffer.from(uncompress(data));
  }
  const blocks: Uint8Array[] = [];
  for (let at = xerialHeaderBytes; at < data.length;) {
    const length = data.readInt32BE(at);
    blocks.push(uncompress(data.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return Buffer.concat(blocks);
}
