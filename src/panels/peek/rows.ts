import { formatInstant } from "../../decode/instants";
import type { OffsetGap } from "../../kafka/gateway";
import type { Message } from "../../kafka/model";
import type { FormatNumber } from "../../ui/numberFormat";
import { cellOf } from "./cells";
import type { Reading } from "./cells";
import type { ColumnPaths } from "./columnPaths";
import { explainGap } from "./explained";
import { mergeRows } from "./mergeRows";
import { messageKey } from "./messageKey";
import type { GapRow, MessageRow, Row } from "./protocol/rows";

const maxKeyCharacters = 128;
const maxValueCharacters = 512;
/** Columns look no further into a value. */
const maxJsonCharacters = 1024 * 1024;

/** How messages become rows. */
export interface RowStyle extends Reading {
  readonly timeZone: string;
  readonly columns: ColumnPaths;
  readonly formatNumber: FormatNumber;
}

/** What there is to show. */
export interface RowContent {
  readonly messages: readonly Message[];
  readonly gaps: readonly OffsetGap[];
  /** Keys of messages of open transactions. */
  readonly open: ReadonlySet<string>;
}

/** Messages and gaps, each partition in offset order, partitions merged by timestamp. */
export async function toRows(
  { messages, gaps, open }: RowContent,
  style: RowStyle,
  signal: AbortSignal,
): Promise<Row[]> {
  const items = [];
  for (const message of messages) {
    const { topic, partition, offset, timestampMs } = message;
    const row = await toMessageRow(message, open, style, signal);
    items.push({ topic, partition, offset, timestampMs, row });
  }
  for (const gap of gaps) {
    const { topic, partition, firstOffset: offset } = gap;
    const row = toGapRow(gap, style.formatNumber);
    items.push({ topic, partition, offset, timestampMs: undefined, row });
  }
  return mergeRows(items);
}

export async function toMessageRow(
  message: Message,
  open: ReadonlySet<string>,
  style: RowStyle,
  signal: AbortSignal,
): Promise<MessageRow> {
  const transaction = transactionOf(message, open);
  return {
    kind: "message",
    topic: message.topic,
    partition: message.partition,
    offset: String(message.offset),
    time: formatInstant(message.timestampMs, style.timeZone) ?? "",
    timestampType: message.timestampType,
    key: await cellOf(message, "key", style, maxKeyCharacters, signal),
    value: await cellOf(message, "value", style, maxValueCharacters, signal),
    headerCount: message.headers.length,
    ...(transaction === undefined ? {} : { transaction }),
    columns: style.columns.isNone ? [] : await columnsOf(message, style, signal),
  };
}

function transactionOf(
  message: Message,
  open: ReadonlySet<string>,
): MessageRow["transaction"] | undefined {
  if (message.isAborted) return "aborted";
  return open.has(messageKey(message)) ? "open" : undefined;
}

async function columnsOf(
  message: Message,
  { decoder, formats, columns }: RowStyle,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const options = { maxCharacters: maxJsonCharacters, isStrictJson: true };
  const decoded = await decoder.decode(message, "value", formats.value, options, signal);
  return columns.find(decoded.kind === "json" && !decoded.isCut ? decoded.text : undefined);
}

function toGapRow(gap: OffsetGap, format: FormatNumber): GapRow {
  return {
    kind: "gap",
    topic: gap.topic,
    partition: gap.partition,
    firstOffset: String(gap.firstOffset),
    lastOffset: String(gap.lastOffset),
    text: explainGap(gap, format),
    isProblem: gap.unreadable !== undefined,
  };
}
