import type { PeekRequests } from "../../src/panels/peek/protocol";
import type {
  Decodings,
  FilterSpec,
  Isolation,
  PartitionRef,
  Position,
  Query,
} from "../../src/panels/peek/protocol/query";
import { parseTopics, topicText } from "./topicText";

/** What stands in the toolbar: a query that may not be valid yet. Texts stay while another position is chosen. */
export interface Draft {
  readonly kind: Position["kind"];
  readonly topicsText: string;
  readonly countText: string;
  readonly offsetText: string;
  readonly timestampText: string;
  readonly fromText: string;
  readonly toText: string;
  readonly groupText: string;
  readonly beforeText: string;
  /** Empty: to the end. */
  readonly afterText: string;
  /** The named offsets the panel was opened with or that were sought, to choose them again. */
  readonly named: Extract<Position, { kind: "offsets" }> | undefined;
  readonly timeZone: string;
  readonly isolation: Isolation;
  readonly pageSize: number;
  /** Undefined: all. */
  readonly partitions: readonly PartitionRef[] | undefined;
  readonly decodings: Decodings;
  /** No filter while its text is empty. */
  readonly filter: FilterSpec;
}

export const noFilter: FilterSpec = {
  kind: "text",
  text: "",
  isCaseSensitive: false,
  parts: ["key", "value", "headers"],
};

export function draftOf(query: Query, before?: Draft): Draft {
  const { position, timeZone, isolation, pageSize, partitions, decodings } = query;
  const { filter = { ...(before?.filter ?? noFilter), text: "" } } = query;
  const topicsText = topicText(query.topics);
  const rest = { timeZone, isolation, pageSize, partitions, decodings, filter, topicsText };
  return { ...noTexts, ...before, ...rest, kind: position.kind, ...textsOf(position) };
}

const noTexts = {
  countText: "100",
  offsetText: "",
  timestampText: "",
  fromText: "",
  toText: "",
  groupText: "",
  beforeText: "0",
  afterText: "",
  named: undefined,
};

function textsOf(position: Position): Partial<Draft> {
  switch (position.kind) {
    case "latest":
    case "earliest":
      return {};
    case "last":
      return { countText: String(position.count) };
    case "offset":
      return { offsetText: position.offset };
    case "timestamp":
      return { timestampText: position.text };
    case "timeRange":
      return { fromText: position.from, toText: position.to };
    case "committed":
      return {
        groupText: position.groupId,
        beforeText: String(position.before),
        afterText: position.after === undefined ? "" : String(position.after),
      };
    case "offsets":
      return { named: position };
  }
}

export type ParsedDraft =
  { readonly ok: true; readonly query: Query } | { readonly ok: false; readonly reason: string };

/**
 * The query a draft stands for, or a sentence why it stands for none. Times and filters are read by the host.
 * `from`: a position in place of the draft's.
 */
export function queryOf(
  draft: Draft,
  columnPaths: readonly string[],
  from?: Position,
): ParsedDraft {
  const topics = parseTopics(draft.topicsText);
  if (topics === undefined) return refuse("Enter at least one topic.");
  if (draft.partitions?.length === 0) return refuse("Choose at least one partition.");
  const position = from ?? positionOf(draft);
  if (typeof position === "string") return refuse(position);
  const { isolation, pageSize, partitions } = draft;
  const chosen = partitions === undefined ? {} : { partitions };
  const query = { topics, position, isolation, pageSize, ...chosen };
  return { ok: true, query: { ...query, ...formatOf(draft, columnPaths) } };
}

export type Format = PeekRequests["format"]["params"];

/** How what was read is shown. */
export function formatOf(draft: Draft, columnPaths: readonly string[]): Format {
  const { timeZone, decodings, filter } = draft;
  const chosen = filter.text.trim() === "" ? {} : { filter };
  return { timeZone, decodings, columnPaths, ...chosen };
}

/** The part of a query that `format` can change. */
export function formatOfQuery({ timeZone, decodings, columnPaths, filter }: Query): Format {
  return { timeZone, decodings, columnPaths, ...(filter === undefined ? {} : { filter }) };
}

export function withFormat(query: Query, format: Format): Query {
  const { filter, ...rest } = query;
  return filter === undefined ? { ...query, ...format } : { ...rest, ...format };
}

function refuse(reason: string): ParsedDraft {
  return { ok: false, reason };
}

const timeExample = "such as 2026-11-20 14:00 or 2 h ago";

function positionOf(draft: Draft): Position | string {
  switch (draft.kind) {
    case "latest":
    case "earliest":
      return { kind: draft.kind };
    case "last": {
      const count = parseCount(draft.countText, 1_000_000_000);
      if (count !== undefined && count > 0) return { kind: "last", count };
      return "Enter how many offsets before the end: a whole number from 1 to 1,000,000,000.";
    }
    case "offset": {
      const offset = parseOffset(draft.offsetText);
      if (offset !== undefined) return { kind: "offset", offset };
      return "Enter an offset: a whole number from 0 on.";
    }
    case "timestamp": {
      const text = draft.timestampText.trim();
      return text === "" ? `Enter a time, ${timeExample}.` : { kind: "timestamp", text };
    }
    case "timeRange": {
      const from = draft.fromText.trim();
      const to = draft.toText.trim();
      if (from === "" || to === "") return `Enter both times of the range, ${timeExample}.`;
      return { kind: "timeRange", from, to };
    }
    case "committed":
      return committedOf(draft);
    case "offsets":
      return draft.named ?? "Choose where to read from.";
  }
}

function committedOf({ groupText, beforeText, afterText }: Draft): Position | string {
  if (groupText === "") return "Enter the group whose committed offsets to read from.";
  const before = beforeText.trim() === "" ? 0 : parseCount(beforeText, 1_000_000);
  if (before === undefined) {
    return "Enter how many offsets before the commit: a whole number from 0 to 1,000,000.";
  }
  const position = { kind: "committed", groupId: groupText, before } as const;
  if (afterText.trim() === "") return position;
  const after = parseCount(afterText, 1_000_000);
  if (after !== undefined) return { ...position, after };
  return "Enter how many offsets from the commit on: a whole number from 0 to 1,000,000, or nothing for all.";
}

const maxInt64 = 2n ** 63n - 1n;

/** Digits, or digits grouped in threes as a locale shows them, as exact decimal text. */
export function parseOffset(text: string): string | undefined {
  const trimmed = text.trim();
  const isGrouped = /^\d{1,3}(?:[,._'’\s]\d{3})+$/.test(trimmed);
  if (!isGrouped && !/^\d{1,24}$/.test(trimmed)) return undefined;
  const offset = BigInt(trimmed.replace(/\D/g, "").slice(0, 24));
  return offset > maxInt64 ? undefined : String(offset);
}

function parseCount(text: string, most: number): number | undefined {
  const digits = parseOffset(text);
  return digits === undefined || BigInt(digits) > most ? undefined : Number(digits);
}
