import type { BatchInfo, Message, MessageHeader } from "../model";
import type { RecordBatch } from "../protocol/recordBatch";
import type { RecordCursor } from "../protocol/records";

export interface MessageContext {
  readonly topic: string;
  readonly partition: number;
  readonly batch: RecordBatch;
  readonly info: BatchInfo;
  readonly isAborted: boolean;
}

/** The cursor's record, its bytes copied: a view would keep the whole batch in memory for one message. */
export function toMessage(cursor: RecordCursor, context: MessageContext): Message {
  const { topic, partition, batch, info, isAborted } = context;
  return {
    topic,
    partition,
    offset: cursor.offset,
    timestampMs: cursor.timestampMs,
    timestampType: batch.timestampType,
    key: copy(cursor.key()),
    value: copy(cursor.value()),
    headers: copyHeaders(cursor.headers()),
    batch: info,
    isAborted,
  };
}

/** Bytes of key, value and headers. */
export function sizeOf({ key, value, headers }: Message): number {
  let bytes = (key?.length ?? 0) + (value?.length ?? 0);
  for (const header of headers) bytes += header.key.length + (header.value?.length ?? 0);
  return bytes;
}

function copyHeaders(headers: readonly MessageHeader[]): readonly MessageHeader[] {
  if (headers.length === 0) return headers;
  return headers.map(({ key, value }) => ({ key, value: copy(value) }));
}

function copy(view: Buffer | undefined): Buffer | undefined {
  return view === undefined ? undefined : Buffer.from(view);
}
