import { crc32c } from "../../src/kafka/protocol/crc32c";

export interface RecordDraft {
  /** By default one more than the record before. */
  readonly offsetDelta?: number;
  /** By default 0. */
  readonly timestampDelta?: bigint;
  readonly key?: string | Buffer;
  readonly value?: string | Buffer;
  readonly headers?: readonly (readonly [key: string, value: string | Buffer | undefined])[];
}

export interface BatchDraft {
  readonly records: readonly RecordDraft[];
  readonly baseOffset?: bigint;
  /** By default the last record's. */
  readonly lastOffsetDelta?: number;
  /** By default as many as there are. */
  readonly recordCount?: number;
  readonly codec?: { readonly code: number; readonly compress: (bytes: Buffer) => Uint8Array };
  readonly isLogAppendTime?: boolean;
  readonly isTransactional?: boolean;
  readonly isControl?: boolean;
  readonly baseTimestamp?: bigint;
  readonly maxTimestamp?: bigint;
  readonly producerId?: bigint;
  readonly producerEpoch?: number;
  readonly leaderEpoch?: number;
}

/** A record batch (format v2) as a producer and its broker would have made it. */
export function recordBatch(draft: BatchDraft): Buffer {
  const { records } = draft;
  const parts: Buffer[] = [];
  let delta = -1;
  for (const record of records) {
    delta = record.offsetDelta ?? delta + 1;
    parts.push(encodeRecord(record, delta));
  }
  const plain = Buffer.concat(parts);
  const payload = draft.codec === undefined ? plain : draft.codec.compress(plain);
  const baseTimestamp = draft.baseTimestamp ?? 1_700_000_000_000n;
  const header = Buffer.alloc(61);
  header.writeBigInt64BE(draft.baseOffset ?? 0n, 0);
  header.writeInt32BE(header.length - 12 + payload.length, 8);
  header.writeInt32BE(draft.leaderEpoch ?? 0, 12);
  header.writeInt8(2, 16);
  header.writeInt16BE(attributes(draft), 21);
  header.writeInt32BE(draft.lastOffsetDelta ?? Math.max(delta, 0), 23);
  header.writeBigInt64BE(baseTimestamp, 27);
  header.writeBigInt64BE(draft.maxTimestamp ?? baseTimestamp, 35);
  header.writeBigInt64BE(draft.producerId ?? -1n, 43);
  header.writeInt16BE(draft.producerEpoch ?? -1, 51);
  header.writeInt32BE(-1, 53);
  header.writeInt32BE(draft.recordCount ?? records.length, 57);
  const batch = Buffer.concat([header, payload]);
  batch.writeUInt32BE(crc32c(batch.subarray(21)), 17);
  return batch;
}

/** The marker that ends a transaction; it takes one offset. */
export function transactionMarker(
  type: "abort" | "commit",
  baseOffset: bigint,
  producerId: bigint,
): Buffer {
  const key = Buffer.from([0, 0, 0, type === "commit" ? 1 : 0]);
  return recordBatch({
    records: [{ key, value: Buffer.alloc(6) }],
    baseOffset,
    producerId,
    producerEpoch: 0,
    isTransactional: true,
    isControl: true,
  });
}

function attributes(draft: BatchDraft): number {
  return (
    (draft.codec?.code ?? 0) |
    (draft.isLogAppendTime === true ? 8 : 0) |
    (draft.isTransactional === true ? 16 : 0) |
    (draft.isControl === true ? 32 : 0)
  );
}

function encodeRecord(record: RecordDraft, offsetDelta: number): Buffer {
  const headers = record.headers ?? [];
  const body = Buffer.concat([
    Buffer.from([0]),
    varint(record.timestampDelta ?? 0n),
    varint(offsetDelta),
    bytes(record.key),
    bytes(record.value),
    varint(headers.length),
    ...headers.flatMap(([key, value]) => [bytes(key), bytes(value)]),
  ]);
  return Buffer.concat([varint(body.length), body]);
}

function bytes(value: string | Buffer | undefined): Buffer {
  if (value === undefined) return varint(-1);
  const content = Buffer.from(value);
  return Buffer.concat([varint(content.length), content]);
}

/** Zigzag-coded. */
function varint(value: number | bigint): Buffer {
  const signed = BigInt(value);
  let rest = BigInt.asUintN(64, (signed << 1n) ^ (signed >> 63n));
  const encoded: number[] = [];
  while (rest > 0x7fn) {
    encoded.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  encoded.push(Number(rest));
  return Buffer.from(encoded);
}
