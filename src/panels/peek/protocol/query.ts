/** An int64 in decimal digits: offsets and timestamps cross the page boundary in no other form. */
export type Decimal = string;

/** What is looked at. A pattern is a regular expression over the topics' whole names, as a consumer's subscription. */
export type TopicChoice =
  | { readonly kind: "topics"; readonly topics: readonly string[] }
  | { readonly kind: "pattern"; readonly pattern: string };

export interface PartitionRef {
  readonly topic: string;
  readonly partition: number;
}

export interface PartitionOffset extends PartitionRef {
  readonly offset: Decimal;
}

/** Where a read begins. */
export type Position =
  /** The newest page. */
  | { readonly kind: "latest" }
  | { readonly kind: "earliest" }
  /** So many offsets before the end of each partition. */
  | { readonly kind: "last"; readonly count: number }
  /** In every chosen partition. */
  | { readonly kind: "offset"; readonly offset: Decimal }
  /** As typed, "2026-11-20 14:00" or "2 h ago"; read in the query's time zone by the host. */
  | { readonly kind: "timestamp"; readonly text: string }
  /** From the first time up to the second; both as typed. */
  | { readonly kind: "timeRange"; readonly from: string; readonly to: string }
  /**
   * What the group reads next: from so many offsets before that in each partition, up to so many from there on.
   * Without `after`, to the end.
   */
  | {
      readonly kind: "committed";
      readonly groupId: string;
      readonly before: number;
      readonly after?: number;
    }
  /** One offset for each of some partitions; `label` says whose they are. */
  | {
      readonly kind: "offsets";
      readonly label: string;
      readonly offsets: readonly PartitionOffset[];
    };

/**
 * `committed`: to the last stable offset, without aborted messages. `withAborted`: the same with these, marked.
 * `uncommitted`: to the high watermark, unmarked. `everything`: to the high watermark, with aborted messages and
 * those of open transactions marked.
 */
export type Isolation = "committed" | "withAborted" | "uncommitted" | "everything";

/** How bytes are shown: see `Opened.decodings`. */
export interface Decodings {
  readonly key: string;
  readonly value: string;
}

export type FilterKind = "text" | "regex" | "jsonPath" | "expression";

export interface FilterSpec {
  readonly kind: FilterKind;
  readonly text: string;
  /** Of text and regular expressions. */
  readonly isCaseSensitive: boolean;
  /** Where text and regular expressions look. */
  readonly parts: readonly ("key" | "value" | "headers")[];
}

export interface Query {
  readonly topics: TopicChoice;
  readonly position: Position;
  /** Undefined: all. */
  readonly partitions?: readonly PartitionRef[];
  readonly isolation: Isolation;
  readonly pageSize: number;
  readonly timeZone: string;
  readonly decodings: Decodings;
  /** Of what was read, only these are shown; the page says how many were left out. */
  readonly filter?: FilterSpec;
  /** JSON paths of columns of a person's own, in their order. */
  readonly columnPaths: readonly string[];
}

/** The order rows are shown in; what is read does not depend on it. */
export type RowOrder = "oldestFirst" | "newestFirst";
