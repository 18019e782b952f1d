import type { Decimal } from "./query";
import type { Row } from "./rows";

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
