/** What the peek page and its host say to each other. Types only: the page imports them too. */

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
  /** What the group reads next, and so many messages before it in each partition. */
  | { readonly kind: "committed"; readonly groupId: string; readonly before: number }
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

export interface Opened {
  readonly clusterId: string;
  readonly clusterName: string;
  readonly query: Query;
  readonly order: RowOrder;
  /** What the host still holds from before the page was hidden; a live view ended with the page. */
  readonly page?: Page;
  /** A search from before the page was hidden: poll or resume it; its hits so far are the rows of `page`. */
  readonly search?: SearchProgress;
  readonly timeZones: readonly Choice[];
  readonly decodings: readonly Choice[];
  /** Why nothing may be written to this cluster; the actions that write say so. */
  readonly writeObstacle?: string;
}

export interface Choice {
  readonly id: string;
  readonly label: string;
}

export interface Page {
  /** Oldest first. */
  readonly rows: readonly Row[];
  /** In which the rows' times are told. */
  readonly timeZone: string;
  /** Every topic the choice stands for now. */
  readonly topics: readonly string[];
  readonly notes: readonly Note[];
  readonly totals: Totals;
  readonly hasOlder: boolean;
  /** False at the end: asking for newer rows then looks whether there are some now. */
  readonly hasNewer: boolean;
  /** Set when there is nothing at all in the chosen partitions: a sentence. */
  readonly empty?: string;
  /** Partitions chosen, and how many there are. */
  readonly chosenPartitions: number;
  readonly allPartitions: number;
  readonly histogram: Histogram;
}

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
  /** Of these, left out by the filter. */
  readonly filteredOut: number;
  readonly offsets: Decimal;
  readonly partitions: number;
  readonly elapsedMs: number;
  readonly bytes: number;
  readonly requests: number;
  /** The offsets explained: "42 offsets, 17 messages, 3 transaction markers, 22 compacted or aborted". */
  readonly explained: string;
}

/** Messages per interval of time, of what is loaded or was scanned. */
export interface Histogram {
  /** Beginning of each bar, epoch ms; ascending. Empty when no message has a time. */
  readonly startsMs: readonly number[];
  readonly counts: readonly number[];
  readonly intervalMs: number;
}

/** A row of the partitions table, and of the strip. */
export interface PartitionRow extends PartitionRef {
  readonly isChosen: boolean;
  readonly isPaused: boolean;
  /** Missing, all of them, where `problem` says why. */
  readonly start?: Decimal;
  readonly highWatermark?: Decimal;
  readonly lastStableOffset?: Decimal;
  /** Where reading goes on. */
  readonly position?: Decimal;
  /** Offsets from the position to the end. */
  readonly left?: Decimal;
  readonly leader?: number;
  readonly leaderEpoch?: number;
  /** Of the chosen group; null: it has none here. */
  readonly committed?: Decimal | null;
  readonly problem?: string;
}

export interface PartitionTable {
  readonly rows: readonly PartitionRow[];
  /** Whose commits are shown. */
  readonly groupId?: string;
  /** Groups with a commit on these topics, to choose from. */
  readonly groups: readonly string[];
}

/** The time of one offset, for hovering over the strip. */
export interface OffsetTime {
  /** Empty when there is no message at or after the offset. */
  readonly text: string;
}

/** Messages as they arrive, in the order they came. Pulled: the host fetches only while the page asks. */
export interface LivePage {
  readonly rows: readonly Row[];
  /** Since it was last asked, messages per second and bytes per second. */
  readonly messagesPerSecond: number;
  readonly bytesPerSecond: number;
  /** Offsets between the position and the end, over all partitions not paused. */
  readonly left: Decimal;
  readonly notes: readonly Note[];
  readonly throttleMs: number;
}

/** How a search stands. */
export interface SearchProgress {
  readonly scannedOffsets: Decimal;
  readonly totalOffsets: Decimal;
  readonly offsetsPerSecond: number;
  /** Undefined while it cannot be told. */
  readonly etaMs?: number;
  readonly hits: number;
  readonly isDone: boolean;
  /** It stopped at the greatest number of hits shown; there may be more. */
  readonly isFull: boolean;
  /** Per partition what could not be searched. */
  readonly notes: readonly Note[];
  readonly histogram: Histogram;
}

export interface SearchPage {
  /** Hits since it was last asked. */
  readonly rows: readonly MessageRow[];
  readonly progress: SearchProgress;
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
  /** "Avro, schema 12 (orders-value)"; undefined where the kind says all. */
  readonly decodedAs?: string;
  readonly problem?: string;
}

export interface HeaderDetail {
  readonly key: string;
  readonly value: CellText;
}

export interface Fact {
  readonly name: string;
  readonly value: string;
}

export type CopyPart = "key" | "value" | "message" | "kcat" | "consoleConsumer";

export type ExportFormat = "jsonLines" | "json" | "csv";

/** What the page has VS Code keep while it is hidden and over a reload. Never messages. */
export interface SavedView {
  readonly clusterId: string;
  /** The last read. */
  readonly query: Query;
  readonly order: RowOrder;
  readonly columns?: readonly SavedColumn[];
  readonly density?: "comfortable" | "compact";
  readonly groupId?: string;
  /** Part of the room that the detail pane takes. */
  readonly detailPercent?: number;
  readonly isPartitionsOpen?: boolean;
  /** It was following the partitions' ends, and does so again. */
  readonly isLive?: boolean;
}

export interface SavedColumn {
  /** "partition", "offset", "time", "key", "value", "headers", "size", "topic", or "path:" and a JSON path. */
  readonly id: string;
  readonly widthPx?: number;
  readonly isHidden?: boolean;
}

export interface FilterTest {
  readonly outcome: "matches" | "differs" | "failed";
  /** Why it failed, and where in the filter. */
  readonly problem?: string;
}

export interface PeekRequests {
  /** What the page asks first. Asks the cluster nothing. */
  open: { params: Record<string, never>; result: Opened };
  /** Ends any read before it, and a live view or search. */
  read: { params: Query; result: Page };
  /** The page before or after the held one, in offsets. */
  more: { params: { readonly direction: "older" | "newer" }; result: Page };
  /** The held page (or live view, or hits) again, in another time zone, decoding, filter or with other columns. */
  format: {
    params: Pick<Query, "timeZone" | "decodings" | "columnPaths"> & {
      readonly filter?: FilterSpec;
    };
    result: Page;
  };
  /** One row per partition of the query's topics; asks the cluster. `groupId`: whose commits; undefined: none. */
  partitions: { params: { readonly groupId?: string }; result: PartitionTable };
  /** When the message at this offset (or the next one) was made. */
  offsetTime: { params: PartitionOffset; result: OffsetTime };
  /** Begins to follow the chosen partitions from their ends (or from where the held page ends); answers at once. */
  live: { params: Query & { readonly from: "end" | "page" }; result: LivePage };
  /** The next arrivals; answers within about a second, also when there are none. */
  livePoll: { params: Record<string, never>; result: LivePage };
  /** Partitions that are to be held back, or no longer; in a live view. */
  livePause: {
    params: { readonly partitions: readonly PartitionRef[]; readonly isPaused: boolean };
    result: null;
  };
  /** Where the live view goes on in one partition; one that is not chosen yet is added. */
  liveSeek: { params: PartitionOffset; result: null };
  /** Ends the live view; what was shown stays held for details. */
  liveStop: { params: Record<string, never>; result: Page };
  /** Searches from the query's position to the end with its filter; the answer comes at once. */
  search: { params: Query; result: SearchPage };
  /** Hits and progress since; answers within about half a second. */
  searchPoll: { params: Record<string, never>; result: SearchPage };
  /** Ends it; hits stay. `resume` goes on where it ended. */
  searchStop: { params: Record<string, never>; result: SearchPage };
  searchResume: { params: Record<string, never>; result: SearchPage };
  testFilter: { params: { readonly filter: FilterSpec } & MessageRef; result: FilterTest };
  details: { params: MessageRef; result: MessageDetails };
  openMessage: { params: MessageRef; result: null };
  /** The key or value whole, as a document or, when large, saved to a file the person chooses. */
  openContent: {
    params: MessageRef & { readonly part: "key" | "value"; readonly to: "document" | "file" };
    result: null;
  };
  /** Both in VS Code's diff editor. */
  compare: { params: { readonly left: MessageRef; readonly right: MessageRef }; result: null };
  copy: { params: MessageRef & { readonly part: CopyPart }; result: null };
  /** Opens the reset preview that commits a group to this message (0) or past it (1). The host asks for the group. */
  commitHere: { params: MessageRef & { readonly skip: 0 | 1 }; result: null };
  /** To a file the person chooses: what is loaded, or the query's whole range. */
  export: {
    params: { readonly what: "loaded" | "range"; readonly format: ExportFormat };
    result: null;
  };
  /** Requests, bytes, latencies and the like, as a document. */
  showMetrics: { params: Record<string, never>; result: null };
  /** Another panel that looks at the same. */
  duplicate: { params: Record<string, never>; result: null };
}

export interface PeekEvents {
  /** The panel was opened again, elsewhere: read this. */
  seek: Query;
}
