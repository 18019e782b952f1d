import type { Message } from "../kafka/model";
import { csvHeader, csvRow } from "./csv";
import { messageJson, type DecodedParts, type ExportDecoder } from "./exportedMessage";

/** JSON Lines: one object a line. JSON: one array. CSV: RFC 4180, safe to open in a spreadsheet. */
export type ExportFormat = "jsonLines" | "json" | "csv";

/** Without the dot, as file names end. */
export const exportExtensions: Readonly<Record<ExportFormat, string>> = {
  jsonLines: "jsonl",
  json: "json",
  csv: "csv",
};

export interface ExportOptions {
  readonly format: ExportFormat;
  /** Adds what keys and values mean; without one, only their bytes are written. */
  readonly decoder?: ExportDecoder;
  readonly signal?: AbortSignal;
}

/** What a scan delivers, or a page. */
export interface MessageBatch {
  readonly messages: readonly Message[];
}

/**
 * The text of a file, piece by piece: no more than one batch is held. Ends with its source; what the source throws,
 * and an aborted signal's reason, goes on to the reader.
 */
export async function* exportMessages(
  batches: AsyncIterable<MessageBatch> | Iterable<MessageBatch>,
  { format, decoder, signal }: ExportOptions,
): AsyncGenerator<string, void, undefined> {
  const { start, between, end, write } = writers[format];
  let isEmpty = true;
  for await (const { messages } of batches) {
    for (const message of messages) {
      signal?.throwIfAborted();
      const text = write(message, await decodeParts(message, decoder, signal));
      yield (isEmpty ? start : between) + text;
      isEmpty = false;
    }
  }
  yield (isEmpty ? start : "") + end;
}

interface FormatWriter {
  readonly start: string;
  readonly between: string;
  readonly end: string;
  readonly write: (message: Message, decoded: DecodedParts) => string;
}

const writers: Readonly<Record<ExportFormat, FormatWriter>> = {
  jsonLines: {
    start: "",
    between: "",
    end: "",
    write: (message, decoded) => `${messageJson(message, decoded)}\n`,
  },
  json: {
    start: "[\n",
    between: ",",
    end: "]\n",
    write: (message, decoded) => `${messageJson(message, decoded)}\n`,
  },
  csv: { start: csvHeader, between: "", end: "", write: csvRow },
};

async function decodeParts(
  message: Message,
  decoder: ExportDecoder | undefined,
  signal: AbortSignal | undefined,
): Promise<DecodedParts> {
  if (decoder === undefined) return {};
  return {
    key: await decoder.decode(message, "key", signal),
    value: await decoder.decode(message, "value", signal),
  };
}
