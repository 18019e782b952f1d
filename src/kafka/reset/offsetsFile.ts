import { CsvError, parse } from "csv-parse/sync";
import type { Position } from "../model";
import { partitionKey } from "../partitionMap";
import { isTopicName, nameOf, parsePartition } from "./naming";

/** One line of a file of offsets. */
export interface OffsetsLine extends Position {
  /** Undefined in a file without a column for it. */
  readonly groupId: string | undefined;
  /** The first is 1. */
  readonly line: number;
}

/** Something wrong with one line. */
export interface LineProblem {
  readonly line: number;
  /** A sentence without the line's number. */
  readonly reason: string;
}

export type ParsedOffsets =
  | { readonly ok: true; readonly lines: readonly OffsetsLine[] }
  /** Nothing of the file is used. In the order of their lines; at least one. */
  | { readonly ok: false; readonly problems: readonly LineProblem[] };

interface Record {
  readonly fields: readonly string[];
  readonly line: number;
}

const largestOffset = 2n ** 63n - 1n;
const headers = ["topic,partition,offset", "group,topic,partition,offset"];

/**
 * Reads offsets as `kafka-consumer-groups --export` writes them (`topic,partition,offset`, with `group` before when
 * there are several), with a header of these words or without, or as `rpk group seek --to-file` reads them (divided
 * by spaces or tabs). Whatever Kafka's tool would take for something else than it says is refused.
 */
export function parseOffsetsFile(text: string): ParsedOffsets {
  let records: readonly Record[];
  try {
    records = isSpaced(text) ? splitSpaced(text) : splitCsv(text);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error["lines"] === "number" ? error["lines"] : 1;
    return failed([{ line, reason: "The quotes of this line do not match." }]);
  }
  const [first, ...others] = records;
  if (first === undefined) return failed([{ line: 1, reason: "The file holds no offsets." }]);
  const hasHeader = headers.includes(first.fields.join(","));
  if (hasHeader && others.length === 0) {
    return failed([{ line: first.line, reason: "The file holds a header and no offsets." }]);
  }
  const columns = records.map(({ fields }) => fields.length).find(isColumnCount);
  return readRecords(hasHeader ? others : records, columns);
}

/** rpk's: no comma anywhere in the first line that holds anything, nor a quote, which may go on in the next. */
function isSpaced(text: string): boolean {
  const first = text.split(/\r?\n/).find((line) => line.trim() !== "");
  return first !== undefined && !/[",]/.test(first) && /\s/.test(first.trim());
}

function splitSpaced(text: string): readonly Record[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .flatMap((words, index) =>
      words === "" ? [] : [{ fields: words.trim().split(/[ \t]+/), line: index + 1 }],
    );
}

/** @throws CsvError for quotes that do not match */
function splitCsv(text: string): readonly Record[] {
  const records: Record[] = [];
  parse(text, {
    bom: true,
    relax_column_count: true,
    record_delimiter: ["\r\n", "\n"],
    on_record: (fields: string[], { lines }) => {
      records.push({ fields, line: lines });
      return null;
    },
  });
  return records;
}

function isColumnCount(count: number): boolean {
  return count === 3 || count === 4;
}

function readRecords(records: readonly Record[], columns: number | undefined): ParsedOffsets {
  const lines: OffsetsLine[] = [];
  const problems: LineProblem[] = [];
  const seen = new Map<string, number>();
  for (const record of records) {
    const { line } = record;
    const read = readRecord(record, columns);
    if (typeof read === "string") {
      problems.push({ line, reason: read });
      continue;
    }
    const key = JSON.stringify([read.groupId, partitionKey(read)]);
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      problems.push({ line, reason: `${nameOf(read)} stands in line ${earlier} already.` });
    }
    seen.set(key, earlier ?? line);
    lines.push(read);
  }
  return problems.length === 0 ? { ok: true, lines } : failed(problems);
}

/** A sentence when it cannot be read. */
function readRecord({ fields, line }: Record, columns: number | undefined): string | OffsetsLine {
  if (fields.length === 1 && fields[0] === "") return "This line is empty.";
  if (fields.length !== columns) {
    return `This line has ${fields.length} columns. It takes topic, partition and offset, and a group before them in every line or none.`;
  }
  const [groupId, topic = "", digits = "", offset = ""] =
    columns === 4 ? fields : [undefined, ...fields];
  if (groupId === "") return "The group is missing.";
  if (!isTopicName(topic)) return `"${topic}" cannot be a topic's name.`;
  const partition = parsePartition(digits);
  if (partition === undefined) return `"${digits}" is not a partition's number.`;
  if (!/^\d{1,19}$/.test(offset) || BigInt(offset) > largestOffset) {
    return `"${offset}" is not an offset: digits only, none is negative.`;
  }
  return { groupId, topic, partition, offset: BigInt(offset), line };
}

function failed(problems: readonly LineProblem[]): ParsedOffsets {
  return { ok: false, problems };
}
