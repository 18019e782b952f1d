import { KafkaError } from "../kafka/errors";
import type { Message } from "../kafka/model";
import { draftOfBytes, quote, type DraftBytes } from "./draftBytes";

/** Key, value and headers together; editors are slow with more. */
const maxDraftBytes = 8 * 1024 * 1024;

/** What stands for bytes that are not UTF-8 where a header's key was read. */
const unreadable = "\ufffd";

interface DraftTexts {
  readonly topic: string;
  readonly partition: number | undefined;
  readonly key: DraftBytes;
  readonly value: DraftBytes;
  /** Each a JSON object. */
  readonly headers: readonly string[];
}

/** A document to write a message into. `partition` undefined: the key decides. */
export function newDraftText(topic: string, partition: number | undefined): string {
  return toText({
    topic,
    partition,
    key: { encoding: "text", json: "null" },
    value: { encoding: "json", json: "{}" },
    headers: [],
  });
}

/**
 * A document that sends the same message again: of key, value and headers the very same bytes, to the same partition.
 * Not at the same time: that would be deleted as early as the message it is a copy of.
 * @throws KafkaError `invalidInput` for a message too large to be edited, or with a header whose key is not UTF-8
 */
export function resendDraftText({ topic, partition, key, value, headers }: Message): string {
  const contents = [key, value, ...headers.map((header) => header.value)];
  const bytes = contents.reduce((sum, content) => sum + (content?.length ?? 0), 0);
  if (bytes > maxDraftBytes) {
    const message = `The message is too large to be edited: it has ${bytes} bytes, and up to ${maxDraftBytes} can be.`;
    throw new KafkaError(message, { kind: "invalidInput" });
  }
  if (headers.some((header) => header.key.includes(unreadable))) {
    const message =
      "The key of a header is not valid UTF-8: the message cannot be sent again as it is.";
    throw new KafkaError(message, { kind: "invalidInput" });
  }
  return toText({
    topic,
    partition,
    key: draftOfBytes(key),
    value: draftOfBytes(value),
    headers: headers.map((header) => {
      const content = draftOfBytes(header.value);
      const inOneLine = content.json.replace(/\n\s*/g, " ");
      return `{ "key": ${quote(header.key)}, "value": ${inOneLine}, "encoding": "${content.encoding}" }`;
    }),
  });
}

function toText({ topic, partition, key, value, headers }: DraftTexts): string {
  const members = [
    ["topic", quote(topic)],
    ["partition", partition === undefined ? "null" : partition.toString()],
    ["key", key.json],
    ["keyEncoding", quote(key.encoding)],
    ["value", value.json],
    ["valueEncoding", quote(value.encoding)],
    ["headers", headers.length === 0 ? "[]" : `[\n  ${headers.join(",\n  ")}\n]`],
    ["timestamp", "null"],
  ] as const;
  const lines = members.map(([name, json]) => `  "${name}": ${json.replaceAll("\n", "\n  ")}`);
  return `{\n${lines.join(",\n")}\n}\n`;
}
