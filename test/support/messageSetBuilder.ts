import { crc32 } from "node:zlib";
import { i32, i64, i8, join } from "./bytes";

export interface OldMessageDraft {
  readonly offset: bigint;
  /** By default 1. */
  readonly magic?: 0 | 1;
  /** By default 0. */
  readonly attributes?: number;
  /** By default 0. */
  readonly timestampMs?: bigint;
  readonly key?: Buffer;
  readonly value?: Buffer;
}

/** One message of format v0 or v1, its checksum right. */
export function oldMessage(draft: OldMessageDraft): Buffer {
  const { offset, magic = 1, attributes = 0, timestampMs = 0n, key, value } = draft;
  const checked = join(
    i8(magic),
    i8(attributes),
    magic === 1 ? i64(timestampMs) : Buffer.alloc(0),
    field(key),
    field(value),
  );
  return join(i64(offset), i32(4 + checked.length, crc32(checked) | 0), checked);
}

function field(content: Buffer | undefined): Buffer {
  return content === undefined ? i32(-1) : join(i32(content.length), content);
}
