import type { Isolation, Position, Query } from "../../src/panels/peek/protocol";

/** What stands in the toolbar: a query that may not be valid yet. */
export interface Draft {
  readonly kind: Position["kind"];
  readonly offsetText: string;
  readonly timestampText: string;
  /** The named offsets the panel was opened with, to choose them again. */
  readonly named: Extract<Position, { kind: "offsets" }> | undefined;
  readonly timeZone: string;
  readonly isolation: Isolation;
  readonly pageSize: number;
  /** Undefined: all. */
  readonly partitions: readonly number[] | undefined;
}

export function draftOf(query: Query, before?: Draft): Draft {
  const { position } = query;
  return {
    kind: position.kind,
    offsetText: position.kind === "offset" ? position.offset : (before?.offsetText ?? ""),
    timestampText: position.kind === "timestamp" ? position.text : (before?.timestampText ?? ""),
    named: position.kind === "offsets" ? position : before?.named,
    timeZone: query.timeZone,
    isolation: query.isolation,
    pageSize: query.pageSize,
    partitions: query.partitions,
  };
}

export type ParsedDraft =
  { readonly ok: true; readonly query: Query } | { readonly ok: false; readonly reason: string };

/** The query a draft stands for, or a sentence why it stands for none. Times are read by the host. */
export function queryOf(draft: Draft): ParsedDraft {
  if (draft.partitions?.length === 0) {
    return { ok: false, reason: "Choose at least one partition." };
  }
  const position = positionOf(draft);
  if (typeof position === "string") return { ok: false, reason: position };
  const { isolation, pageSize, timeZone, partitions } = draft;
  const chosen = partitions === undefined ? {} : { partitions };
  return { ok: true, query: { position, isolation, pageSize, timeZone, ...chosen } };
}

function positionOf(draft: Draft): Position | string {
  switch (draft.kind) {
    case "latest":
    case "earliest":
      return { kind: draft.kind };
    case "timestamp": {
      const text = draft.timestampText.trim();
      return text === "" ? "Enter a time, such as 2026-11-20 14:00." : { kind: "timestamp", text };
    }
    case "offset": {
      const offset = parseOffset(draft.offsetText);
      if (offset !== undefined) return { kind: "offset", offset };
      return "Enter an offset: a whole number from 0 on.";
    }
    case "offsets":
      return draft.named ?? "Choose where to read from.";
  }
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
