import { describeContent, summarize } from "../../decode/content";
import { formatInstant, formatIsoInstant } from "../../decode/instants";
import { timestampTypeName } from "../../decode/messageText";
import { visibleText } from "../../decode/visibleText";
import type { OffsetGap } from "../../kafka/gateway";
import type { Message } from "../../kafka/model";
import type { Fact, GapRow, HeaderDetail, MessageDetails, MessageRow, Row } from "./protocol";

const maxKeyCharacters = 128;
const maxValueCharacters = 512;
const maxHeaderCharacters = 1024;
const maxHeaders = 500;
const detailLimits = { textBytes: 64 * 1024, hexBytes: 16 * 1024 };

/** Messages and gaps of one page, each partition in offset order, partitions merged by timestamp. */
export function toRows(
  messages: readonly Message[],
  gaps: readonly OffsetGap[],
  timeZone: string,
): Row[] {
  const lanes = new Map<number, Item[]>();
  const lane = (partition: number): Item[] => {
    const items = lanes.get(partition) ?? [];
    lanes.set(partition, items);
    return items;
  };
  for (const message of messages) {
    const { partition, offset, timestampMs } = message;
    lane(partition).push({ offset, timestampMs, row: toMessageRow(message, timeZone) });
  }
  for (const gap of gaps) {
    lane(gap.partition).push({
      offset: gap.firstOffset,
      timestampMs: undefined,
      row: toGapRow(gap),
    });
  }
  for (const items of lanes.values()) items.sort((a, b) => compare(a.offset, b.offset));
  return merge([...lanes.keys()].sort((a, b) => a - b).map((partition) => lane(partition)));
}

interface Item {
  readonly offset: bigint;
  /** A gap has none: it stays with what is before it. */
  readonly timestampMs: bigint | undefined;
  readonly row: Row;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Takes the oldest head again and again; a partition's own order is never changed. */
function merge(lanes: readonly (readonly Item[])[]): Row[] {
  const rows: Row[] = [];
  const heads = lanes.map(() => 0);
  for (;;) {
    let oldest: number | undefined;
    let oldestMs: bigint | undefined;
    for (const [index, lane] of lanes.entries()) {
      const item = lane[heads[index] ?? 0];
      if (item === undefined) continue;
      if (item.timestampMs === undefined) {
        oldest = index;
        break;
      }
      if (oldestMs === undefined || item.timestampMs < oldestMs) {
        oldest = index;
        oldestMs = item.timestampMs;
      }
    }
    if (oldest === undefined) return rows;
    const at = heads[oldest] ?? 0;
    const item = lanes[oldest]?.[at];
    if (item !== undefined) rows.push(item.row);
    heads[oldest] = at + 1;
  }
}

function toMessageRow(message: Message, timeZone: string): MessageRow {
  return {
    kind: "message",
    partition: message.partition,
    offset: String(message.offset),
    time: formatInstant(message.timestampMs, timeZone) ?? "",
    timestampType: message.timestampType,
    key: summarize(message.key, maxKeyCharacters),
    value: summarize(message.value, maxValueCharacters),
    headerCount: message.headers.length,
    isAborted: message.isAborted,
  };
}

function toGapRow(gap: OffsetGap): GapRow {
  return {
    kind: "gap",
    partition: gap.partition,
    firstOffset: String(gap.firstOffset),
    lastOffset: String(gap.lastOffset),
    controlRecords: gap.controlRecords,
    abortedMessages: gap.abortedMessages,
    ...(gap.unreadable === undefined ? {} : { unreadable: visibleText(gap.unreadable) }),
  };
}

/** Everything the detail pane shows, large values cut. */
export function toDetails(message: Message, timeZone: string): MessageDetails {
  return {
    partition: message.partition,
    offset: String(message.offset),
    key: toContent(message.key),
    value: toContent(message.value),
    headers: message.headers.slice(0, maxHeaders).map(toHeader),
    headerCount: message.headers.length,
    record: facts(message, timeZone),
  };
}

function toContent(bytes: Uint8Array | undefined): MessageDetails["value"] {
  const { pretty, raw, ...rest } = describeContent(bytes, detailLimits);
  return {
    ...rest,
    ...(pretty === undefined ? {} : { pretty }),
    ...(raw === undefined ? {} : { raw }),
  };
}

function toHeader(header: Message["headers"][number]): HeaderDetail {
  return { key: visibleText(header.key), value: summarize(header.value, maxHeaderCharacters) };
}

function facts(message: Message, timeZone: string): Fact[] {
  const { batch } = message;
  const fact = (name: string, value: unknown): Fact => ({ name, value: String(value) });
  const isUtc = timeZone === "UTC";
  const time = formatInstant(message.timestampMs, timeZone);
  return [
    fact("Topic", visibleText(message.topic)),
    fact("Partition", message.partition),
    fact("Offset", message.offset),
    fact(`Timestamp (${timeZone})`, time ?? "none"),
    ...(isUtc ? [] : [fact("Timestamp (UTC)", formatIsoInstant(message.timestampMs) ?? "none")]),
    fact("Timestamp (ms)", message.timestampMs),
    fact("Timestamp type", timestampTypeName(message.timestampType)),
    fact("Key size", sizeOf(message.key)),
    fact("Value size", sizeOf(message.value)),
    fact("Headers", message.headers.length),
    fact("Transaction", transactionOf(message)),
    fact("Batch offsets", `${batch.baseOffset}–${batch.lastOffset}`),
    fact("Batch codec", batch.codec),
    fact("Batch size", `${batch.sizeBytes} bytes`),
    fact("Leader epoch", batch.leaderEpoch),
    fact("Producer id", batch.producerId < 0n ? "none" : batch.producerId),
    fact("Producer epoch", batch.producerEpoch < 0 ? "none" : batch.producerEpoch),
  ];
}

function sizeOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? "null" : `${bytes.length} bytes`;
}

function transactionOf(message: Message): string {
  if (message.isAborted) return "aborted";
  return message.batch.isTransactional ? "transactional" : "none";
}
