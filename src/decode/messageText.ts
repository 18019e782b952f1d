import type { Message } from "../kafka/model";
import { decodeText } from "./content";
import { escapeInvisible } from "./escapeInvisible";
import { hexBytes } from "./hex";
import { formatIsoInstant } from "./instants";
import { prettyJson } from "./json";

/** Longer keys, values and headers are cut in the text of a message, which then says so. */
export const maxContentBytes = 8 * 1024 * 1024;

/**
 * One message with everything known of it, as JSON. A JSON key or value stands in it as it is, number for
 * number; text as a string; other bytes as hex, and `…Format` says which. A tombstone is null.
 */
export function messageText(message: Message): string {
  const { batch } = message;
  const text = object([
    ["topic", quote(message.topic)],
    ["partition", String(message.partition)],
    ["offset", String(message.offset)],
    ["timestamp", quote(formatIsoInstant(message.timestampMs) ?? "none")],
    ["timestampMs", String(message.timestampMs)],
    ["timestampType", quote(timestampTypeName(message.timestampType))],
    ...content("key", message.key),
    ...content("value", message.value),
    ["headers", headers(message)],
    ["isAborted", String(message.isAborted)],
    [
      "batch",
      object([
        ["baseOffset", String(batch.baseOffset)],
        ["lastOffset", String(batch.lastOffset)],
        ["codec", quote(batch.codec)],
        ["sizeBytes", String(batch.sizeBytes)],
        ["leaderEpoch", String(batch.leaderEpoch)],
        ["producerId", String(batch.producerId)],
        ["producerEpoch", String(batch.producerEpoch)],
        ["isTransactional", String(batch.isTransactional)],
      ]),
    ],
  ]);
  return `${prettyJson(text) ?? text}\n`;
}

/** The word of Kafka's own message.timestamp.type. */
export function timestampTypeName(type: Message["timestampType"]): string {
  return type === "createTime" ? "CreateTime" : "LogAppendTime";
}

/** Bytes for the clipboard: the exact text, or hex for what is no text. */
export function exactText(bytes: Uint8Array | undefined): string {
  if (bytes === undefined) return "";
  return decodeText(bytes) ?? hexBytes(bytes);
}

type Member = readonly [name: string, json: string];

function content(name: string, bytes: Uint8Array | undefined): Member[] {
  if (bytes === undefined) return [[name, "null"]];
  const shown = bytes.subarray(0, maxContentBytes);
  const text = decodeText(shown);
  const members: Member[] = [];
  if (text === undefined) {
    members.push([name, quote(hexBytes(shown))], [`${name}Format`, quote("hex")]);
  } else if (prettyJson(text) !== undefined) {
    members.push([name, escapeInvisible(text)], [`${name}Format`, quote("json")]);
  } else {
    members.push([name, quote(text)], [`${name}Format`, quote("text")]);
  }
  members.push([`${name}SizeBytes`, String(bytes.length)]);
  if (shown.length < bytes.length) {
    members.push([`${name}Cut`, quote(`only the first ${shown.length} bytes are shown`)]);
  }
  return members;
}

function headers(message: Message): string {
  const each = message.headers.map(({ key, value }) =>
    object([["key", quote(key)], ...content("value", value)]),
  );
  return `[${each.join(",")}]`;
}

function object(members: readonly Member[]): string {
  return `{${members.map(([name, json]) => `${quote(name)}:${json}`).join(",")}}`;
}

function quote(text: string): string {
  return escapeInvisible(JSON.stringify(text));
}
