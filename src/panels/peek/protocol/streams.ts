import type { Histogram, Note } from "./page";
import type { Decimal } from "./query";
import type { MessageRow, Row } from "./rows";

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
  /** Since it began. */
  readonly bytes: number;
  readonly requests: number;
  /**
   * From sending to the answer, the mean of what was asked since it was last asked; what brokers waited for messages
   * is part of it. Undefined where nothing was answered.
   */
  readonly fetchMs?: number;
  /** Of the topics, chosen or not. */
  readonly allPartitions: number;
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
  /** Of the topics, searched or not. */
  readonly allPartitions: number;
  /** Per partition what could not be searched. */
  readonly notes: readonly Note[];
  readonly histogram: Histogram;
}

export interface SearchPage {
  /** Hits since it was last asked. */
  readonly rows: readonly MessageRow[];
  readonly progress: SearchProgress;
}
