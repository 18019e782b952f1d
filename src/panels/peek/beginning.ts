import type { ClusterGateway, ReadableRange } from "../../kafka/gateway";
import type { Position as OffsetPosition } from "../../kafka/model";
import type { PartitionMap } from "../../kafka/partitionMap";
import type { FormatNumber } from "../../ui/numberFormat";
import type { PartitionWords } from "./notes";
import type { Note } from "./protocol/page";
import type { Isolation, Position } from "./protocol/query";

/** Of chosen partitions that can be read. */
export type Ranges = PartitionMap<ReadableRange>;
export type Offsets = PartitionMap<OffsetPosition>;

/** Where reading begins: upwards from these offsets, or downwards from before them. */
export interface Beginning {
  readonly direction: "forward" | "backward";
  readonly from: Offsets;
  /** Where reading ends, in partitions where it does before the end. */
  readonly until?: Offsets;
  readonly notes: readonly Note[];
}

export interface ResolvedTime {
  readonly timestampMs: bigint;
  /** With its zone. */
  readonly text: string;
}

/** A position whose times have been read from the text a person typed. */
export type ResolvedPosition =
  | Exclude<Position, { kind: "timestamp" | "timeRange" }>
  | ({ readonly kind: "timestamp" } & ResolvedTime)
  | { readonly kind: "timeRange"; readonly from: ResolvedTime; readonly to: ResolvedTime };

/** Whom to ask, and how to answer. */
export interface Asking {
  readonly gateway: ClusterGateway;
  readonly isolation: Isolation;
  readonly format: FormatNumber;
  readonly words: PartitionWords;
  readonly signal: AbortSignal;
}
