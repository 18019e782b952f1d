import type { Decimal, PartitionRef } from "./query";

export type Row = MessageRow | GapRow;

/** A message named by where it is. */
export interface MessageRef extends PartitionRef {
  readonly offset: Decimal;
}

export interface MessageRow extends MessageRef {
  readonly kind: "message";
  /** In the page's time zone, without naming it; empty when the message has no timestamp. */
  readonly time: string;
  readonly timestampType: TimestampType;
  readonly key: CellText;
  readonly value: CellText;
  readonly headerCount: number;
  /** `open`: its transaction is neither committed nor aborted. Undefined: to be read by everybody, or not known. */
  readonly transaction?: "aborted" | "open";
  /** One for each of the query's `columnPaths`: what the path finds, empty for nothing. */
  readonly columns: readonly string[];
}

export type TimestampType = "createTime" | "logAppendTime";

/** `missing` is null: of a value, a tombstone. */
export type ContentKind = "missing" | "empty" | "text" | "json" | "binary" | "decoded";

export interface CellText {
  readonly kind: ContentKind;
  /** One line, cut, invisible characters made visible. */
  readonly text: string;
  readonly sizeBytes: number;
  /** Why the chosen decoding failed; `text` is then shown by another. */
  readonly problem?: string;
}

export interface GapRow extends PartitionRef {
  readonly kind: "gap";
  readonly firstOffset: Decimal;
  readonly lastOffset: Decimal;
  /** The gap in words: "offsets 120–161: 3 transaction markers, 22 compacted or aborted". */
  readonly text: string;
  readonly isProblem: boolean;
}
