import { formatInstant, isTimeZone, localTimeZone } from "../../decode/instants";
import { visibleText } from "../../decode/visibleText";
import type { Offset, Position as OffsetPosition, TimestampMs } from "../../kafka/model";
import { comparePartitions } from "../../kafka/partitionMap";
import { pageSizes } from "./parseRequest";
import type { Choice } from "./protocol/opened";
import type { PartitionRef, Position, Query } from "./protocol/query";

/** Where a panel opens, as commands say it. With `partition` only that one is chosen. */
export type PeekStart =
  | { readonly kind: "latest"; readonly partition?: number }
  | { readonly kind: "earliest"; readonly partition?: number }
  | { readonly kind: "offset"; readonly offset: Offset; readonly partition?: number }
  | { readonly kind: "timestamp"; readonly timestampMs: TimestampMs; readonly partition?: number }
  /** `label` says whose offsets these are ("Committed by billing"); other partitions are not read. */
  | {
      readonly kind: "offsets";
      readonly offsets: readonly OffsetPosition[];
      readonly label: string;
    };

/** What of the settings a query begins with. */
export interface QuerySettings {
  readonly pageSize: number;
  readonly timeZone: string;
}

/** Settings as a person wrote them, brought into what can be read: a bad zone becomes UTC. */
export function usableSettings({ pageSize, timeZone }: QuerySettings): QuerySettings {
  const { min, max } = pageSizes;
  return {
    pageSize: Math.min(max, Math.max(min, Math.round(pageSize))),
    timeZone: isTimeZone(timeZone) ? timeZone : "UTC",
  };
}

/** UTC, this computer's zone, and the one of the settings; each once. */
export function timeZoneChoices({ timeZone }: Pick<QuerySettings, "timeZone">): Choice[] {
  const local = localTimeZone();
  return [...new Set(["UTC", local, timeZone])].map((id) => ({
    id,
    label: id === local && id !== "UTC" ? `${id} (local)` : id,
  }));
}

export function queryOf(topic: string, start: PeekStart, settings: QuerySettings): Query {
  const partitions = partitionsOf(topic, start);
  return {
    topics: { kind: "topics", topics: [topic] },
    position: positionOf(start, settings.timeZone),
    ...(partitions === undefined ? {} : { partitions }),
    isolation: "committed",
    pageSize: settings.pageSize,
    timeZone: settings.timeZone,
    decodings: { key: "auto", value: "auto" },
    columnPaths: [],
  };
}

function partitionsOf(topic: string, start: PeekStart): readonly PartitionRef[] | undefined {
  if (start.kind === "offsets") {
    const refs = start.offsets.map(({ topic: of, partition }) => ({ topic: of, partition }));
    return refs.sort(comparePartitions);
  }
  return start.partition === undefined ? undefined : [{ topic, partition: start.partition }];
}

function positionOf(start: PeekStart, timeZone: string): Position {
  switch (start.kind) {
    case "latest":
    case "earliest":
      return { kind: start.kind };
    case "offset":
      return { kind: "offset", offset: String(start.offset) };
    case "timestamp": {
      const text = formatInstant(start.timestampMs, timeZone) ?? String(start.timestampMs);
      return { kind: "timestamp", text };
    }
    case "offsets":
      return {
        kind: "offsets",
        label: visibleText(start.label).slice(0, 256),
        offsets: start.offsets.map(({ topic, partition, offset }) => ({
          topic,
          partition,
          offset: String(offset),
        })),
      };
  }
}
