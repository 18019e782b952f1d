import type { ContentSummary } from "../../decode/content";
import { summarize } from "../../decode/content";
import type { Decoded } from "../../decode/format";
import { internalTopicFormat } from "../../decode/internalTopics/internalTopicFormat";
import type { FormatChoice, MessageDecoder, MessagePart } from "../../decode/messageDecoder";
import { readHeaderFrame } from "../../decode/schemas/schemaFrame";
import { visibleLine, visibleText } from "../../decode/visibleText";
import type { Message } from "../../kafka/model";
import type { CellText, ContentKind } from "./protocol/rows";
import { oneLine } from "./shownText";

/** What keys and values are shown as. */
export interface Reading {
  readonly decoder: MessageDecoder;
  readonly formats: Readonly<Record<MessagePart, FormatChoice>>;
}

/** One line for a cell of the grid. Plain text costs little, whatever its size. */
export async function cellOf(
  message: Message,
  part: MessagePart,
  { decoder, formats }: Reading,
  maxCharacters: number,
  signal: AbortSignal,
): Promise<CellText> {
  const choice = formats[part];
  if (choice.format === "auto") {
    const summary = summarize(message[part], maxCharacters);
    if (isPlain(summary, message, part)) return summary;
  }
  // indentation is taken out again: there is more to it than is shown
  const options = { maxCharacters: maxCharacters * 4 };
  const decoded = await decoder.decode(message, part, choice, options, signal);
  const line = visibleLine(oneLine(decoded), maxCharacters);
  const text = decoded.isCut && !line.endsWith("…") ? `${line} …` : line;
  return {
    kind: contentKind(decoded),
    text,
    sizeBytes: decoded.sizeBytes,
    ...(decoded.reason === undefined ? {} : { problem: visibleText(decoded.reason) }),
  };
}

/** Nothing else than its bytes says what it is. */
function isPlain(
  { kind }: ContentSummary,
  { topic, headers }: Message,
  part: MessagePart,
): boolean {
  if (kind === "missing" || kind === "empty") return true;
  if (kind === "binary" || internalTopicFormat(topic) !== undefined) return false;
  return readHeaderFrame(headers, part, noBytes) === undefined;
}

const noBytes = new Uint8Array(0);

export function contentKind({ kind, format }: Decoded): ContentKind {
  const isDecoded = kind === "json" || kind === "text";
  return isDecoded && format !== "text" && format !== "json" ? "decoded" : kind;
}
