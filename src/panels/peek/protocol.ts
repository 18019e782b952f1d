/** What the peek page and its host say to each other. Types only: the page imports them too. */

/** An int64 in decimal digits: offsets and timestamps cross the page boundary in no other form. */
export type Decimal = string;

/** Where a read begins. */
export type Position =
  | { readonly kind: "latest" }
  | { readonly kind: "earliest" }
  /** In every chosen partition. */
  | { readonly kind: "offset"; readonly offset: Decimal }
  /** As typed; read in the query's time zone by the host. */
  | { readonly kind: "timestamp"; readonly text: string }
  /** One offset for each of some partitions, such as a group's commits; `label` says whose. */
  | {
      readonly kind: "offsets";
      readonly label: string;
      readonly offsets: readonly PartitionOffset[];
    };

export interface PartitionOffset {
  readonly partition: number;
  readonly offset: Decimal;
}

/**
 * `committed`: to the last stable offset, without aborted messages. `withAborted`: the same with these, marked.
 * `uncommitted`: to the high watermark, everything there is, as isolation.level=read_uncommitted sees it; whose
 * transaction was aborted cannot be told then.
 */
export type Isolation = "committed" | "withAborted" | "uncommitted";

export interface Query {
  readonly position: Position;
  /** Undefined: all. */
  readonly partitions?: readonly number[];
  readonly isolation: Isolation;
  readonly pageSize: number;
  readonly timeZone: string;
}

/** The order rows are shown in; what is read does not depend on it. */
export type RowOrder = "oldestFirst" | "newestFirst";

export interface Opened {
  /** Together with `topic` what a reloaded window needs to find the panel's subject again. */
  readonly clusterId: string;
  readonly topic: string;
  readonly clusterName: string;
  readonly query: Query;
  readonly order: RowOrder;
  /** What the host still holds from before the page was hidden. */
  readonly page?: Page;
  readonly timeZones: readonly TimeZoneChoice[];
}

export interface TimeZoneChoice {
  readonly id: string;
  readonly label: string;
}

export interface Page {
  /** Oldest first. */
  readonly rows: readonly Row[];
  /** In which the rows' times are told. */
  readonly timeZone: string;
  /** Every partition of the topic, chosen or not. */
  readonly partitions: readonly PartitionRange[];
  readonly notes: readonly Note[];
  readonly totals: Totals;
  readonly hasOlder: boolean;
  /** False at the end: asking for newer rows then looks whether there are some now. */
  readonly hasNewer: boolean;
  /** Set when the topic holds nothing at all in the chosen partitions: a sentence. */
  readonly empty?: string;
}

export type Row = MessageRow | GapRow;

/** A message named by where it is. */
export interface MessageRef {
  readonly partition: number;
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
  readonly isAborted: boolean;
}

export type TimestampType = "createTime" | "logAppendTime";

/** `missing` is null: of a value, a tombstone. */
export type ContentKind = "missing" | "empty" | "text" | "json" | "binary";

export interface CellText {
  readonly kind: ContentKind;
  /** One line, cut, invisible characters made visible. */
  readonly text: string;
  readonly sizeBytes: number;
}

export interface GapRow {
  readonly kind: "gap";
  readonly partition: number;
  readonly firstOffset: Decimal;
  readonly lastOffset: Decimal;
  readonly controlRecords: number;
  readonly abortedMessages: number;
  /** Why this could not be read, when that is the reason. */
  readonly unreadable?: string;
}

export interface PartitionRange {
  readonly partition: number;
  /** Missing together with `end` when the partition cannot be read: see `problem`. */
  readonly start?: Decimal;
  readonly end?: Decimal;
  readonly problem?: string;
}

/** Something to know about a page, in a sentence. */
export interface Note {
  readonly severity: "info" | "warning" | "error";
  readonly text: string;
  /** The same, for each partition. */
  readonly details: readonly string[];
  /** Reading again may help. */
  readonly canRetry: boolean;
}

export interface Totals {
  readonly messages: number;
  readonly offsets: Decimal;
  readonly partitions: number;
  readonly elapsedMs: number;
  readonly bytes: number;
}

export interface MessageDetails extends MessageRef {
  readonly value: ContentDetail;
  readonly key: ContentDetail;
  readonly headers: readonly HeaderDetail[];
  /** How many headers there are, more than `headers` has. */
  readonly headerCount: number;
  readonly record: readonly Fact[];
}

/** Texts have their invisible characters made visible; the exact bytes are copied by the host. */
export interface ContentDetail {
  readonly kind: ContentKind;
  readonly sizeBytes: number;
  readonly pretty?: string;
  readonly raw?: string;
  readonly hex: string;
  /** Less than `sizeBytes` when `raw` is cut. */
  readonly shownBytes: number;
  readonly hexShownBytes: number;
}

export interface HeaderDetail {
  readonly key: string;
  readonly value: CellText;
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

export type CopyPart = "key" | "value" | "message";

/** What the page has VS Code keep while it is hidden and over a reload. Never messages. */
export interface SavedView {
  readonly clusterId: string;
  readonly topic: string;
  /** The last read. */
  readonly query: Query;
  readonly order: RowOrder;
}

export interface PeekRequests {
  /** What the page asks first. Asks the cluster nothing. */
  open: { params: Record<string, never>; result: Opened };
  /** Ends any read before it. */
  read: { params: Query; result: Page };
  /** The page before or after the held one, in offsets. */
  more: { params: { readonly direction: "older" | "newer" }; result: Page };
  /** The held page again, its times in another zone. */
  format: { params: { readonly timeZone: string }; result: Page };
  details: { params: MessageRef; result: MessageDetails };
  openMessage: { params: MessageRef; result: null };
  copy: { params: MessageRef & { readonly part: CopyPart }; result: null };
}

export interface PeekEvents {
  /** The panel was opened again, elsewhere: read this. */
  seek: Query;
}
