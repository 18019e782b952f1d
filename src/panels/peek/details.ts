import { describeContent, summarize } from "../../decode/content";
import { formatNames, previewCharacters } from "../../decode/format";
import type { Decoded } from "../../decode/format";
import { formatInstant, formatIsoInstant } from "../../decode/instants";
import type { MessagePart } from "../../decode/messageDecoder";
import { timestampTypeName } from "../../decode/messageText";
import { visibleText } from "../../decode/visibleText";
import type { Message } from "../../kafka/model";
import { contentKind } from "./cells";
import type { Reading } from "./cells";
import type { ContentDetail, Fact, HeaderDetail, MessageDetails } from "./protocol/details";

const maxHeaderCharacters = 1024;
const maxHeaders = 500;
const limits = { textBytes: previewCharacters, hexBytes: 16 * 1024 };

export interface DetailStyle extends Reading {
  readonly timeZone: string;
  /** The message's transaction is neither committed nor aborted. */
  readonly isOpen: boolean;
}

/** Everything the detail pane shows, large values cut. */
export async function toDetails(
  message: Message,
  style: DetailStyle,
  signal: AbortSignal,
): Promise<MessageDetails> {
  return {
    topic: message.topic,
    partition: message.partition,
    offset: String(message.offset),
    key: await contentOf(message, "key", style, signal),
    value: await contentOf(message, "value", style, signal),
    headers: message.headers.slice(0, maxHeaders).map(toHeader),
    headerCount: message.headers.length,
    record: facts(message, style),
  };
}

async function contentOf(
  message: Message,
  part: MessagePart,
  { decoder, formats }: DetailStyle,
  signal: AbortSignal,
): Promise<ContentDetail> {
  const { pretty, raw, ...bytes } = describeContent(message[part], limits);
  const options = { maxCharacters: previewCharacters };
  const decoded = await decoder.decode(message, part, formats[part], options, signal);
  const kind = contentKind(decoded);
  const shown = kind === "decoded" ? visibleText(decoded.text, { keepLines: true }) : pretty;
  const detail = {
    ...bytes,
    kind: kind === "text" || kind === "json" ? bytes.kind : kind,
    ...(shown === undefined ? {} : { pretty: shown }),
    ...(raw === undefined ? {} : { raw }),
    ...(decoded.reason === undefined ? {} : { problem: visibleText(decoded.reason) }),
  };
  const name = decodedName(decoded);
  return name === undefined ? detail : { ...detail, decodedAs: name };
}

function decodedName(decoded: Decoded): string | undefined {
  if (decoded.schema !== undefined) return visibleText(decoded.schema);
  return contentKind(decoded) === "decoded" ? formatNames[decoded.format] : undefined;
}

function toHeader(header: Message["headers"][number]): HeaderDetail {
  return { key: visibleText(header.key), value: summarize(header.value, maxHeaderCharacters) };
}

function facts(message: Message, { timeZone, isOpen }: DetailStyle): Fact[] {
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
    fact("Transaction", transactionOf(message, isOpen)),
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

function transactionOf(message: Message, isOpen: boolean): string {
  if (message.isAborted) return "aborted";
  if (isOpen) return "open";
  return message.batch.isTransactional ? "transactional" : "none";
}
