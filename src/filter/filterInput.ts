import type { Decoded } from "../decode/format";
import type { Message } from "../kafka/model";

/** What a filter sees of one message; it is copied to a worker, so it holds no buffers. */
export interface FilterInput {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly timestampMs: bigint;
  readonly key: FilterContent;
  readonly value: FilterContent;
  readonly headers: readonly FilterHeader[];
}

export interface FilterContent {
  /** As UTF-8, with replacement characters where it is not; null for a tombstone. */
  readonly raw: string | null;
  /** What it was decoded to; undefined when that is its raw text. */
  readonly decoded?: string;
  /** The decoded text, or the raw one, may be JSON: a number is. */
  readonly isJson: boolean;
}

export interface FilterHeader {
  readonly key: string;
  readonly value: string | null;
}

/** Reads keys and values as the panel shows them; strict JSON, as long as is needed. */
export interface FilterDecoder {
  /** True of content whose bytes are its text: decoding would tell nothing more. */
  isText?(message: Message, part: "key" | "value"): boolean;
  /** Strings of what it reads stand in the bytes as they are, but for quotes, backslashes and control characters. */
  readonly keepsStrings?: boolean;
  decode(message: Message, part: "key" | "value"): Promise<Decoded>;
}

/** With a decoder filters see what it reads; without one, the bytes as text. */
export async function toFilterInput(
  message: Message,
  decoder: FilterDecoder | undefined,
): Promise<FilterInput> {
  const { topic, partition, offset, timestampMs } = message;
  return {
    topic,
    partition,
    offset,
    timestampMs,
    key: await contentOf(message, "key", decoder),
    value: await contentOf(message, "value", decoder),
    headers: message.headers.map(({ key, value }) => ({ key, value: value?.toString() ?? null })),
  };
}

async function contentOf(
  message: Message,
  part: "key" | "value",
  decoder: FilterDecoder | undefined,
): Promise<FilterContent> {
  const bytes = message[part];
  if (bytes === undefined) return { raw: null, isJson: false };
  const raw = bytes.toString();
  if (decoder === undefined || decoder.isText?.(message, part) === true) {
    return { raw, isJson: true };
  }
  const { kind, text, isCut, format } = await decoder.decode(message, part);
  // JSON keeps its own spelling: indented it is the same to a parser
  if (format === "text" || format === "json") return { raw, isJson: true };
  return { raw, decoded: text, isJson: kind !== "binary" && !isCut };
}
