import type { MessageDetails } from "../../../../src/panels/peek/protocol/details";
import type { Opened } from "../../../../src/panels/peek/protocol/opened";
import type { Page } from "../../../../src/panels/peek/protocol/page";
import type { PartitionTable } from "../../../../src/panels/peek/protocol/partitions";
import type { Query } from "../../../../src/panels/peek/protocol/query";
import type { MessageRow } from "../../../../src/panels/peek/protocol/rows";
import type { LivePage, SearchPage } from "../../../../src/panels/peek/protocol/streams";

export const sampleQuery: Query = {
  topics: { kind: "topics", topics: ["orders"] },
  position: { kind: "latest" },
  isolation: "committed",
  pageSize: 100,
  timeZone: "UTC",
  decodings: { key: "auto", value: "auto" },
  columnPaths: [],
};

export function sampleRow(change: Partial<MessageRow> = {}): MessageRow {
  return {
    kind: "message",
    topic: "orders",
    partition: 0,
    offset: "19204",
    time: "2026-11-20 14:00:01.220",
    timestampType: "createTime",
    key: { kind: "text", text: "3", sizeBytes: 1 },
    value: { kind: "json", text: '{"id":1}', sizeBytes: 8 },
    headerCount: 2,
    columns: [],
    ...change,
  };
}

/** Rows whose offsets count up from `first`. */
export function sampleRows(first: number, count: number): MessageRow[] {
  return Array.from({ length: count }, (_, index) => sampleRow({ offset: String(first + index) }));
}

export const sampleTotals: Page["totals"] = {
  messages: 2,
  filteredOut: 0,
  offsets: "2",
  partitions: 1,
  elapsedMs: 12,
  bytes: 100,
  requests: 1,
  explained: "2 offsets, 2 messages",
};

export const noHistogram: Page["histogram"] = { startsMs: [], counts: [], intervalMs: 0 };

export function samplePage(change: Partial<Page> = {}): Page {
  return {
    rows: [sampleRow(), sampleRow({ offset: "19205" })],
    timeZone: "UTC",
    topics: ["orders"],
    notes: [],
    totals: sampleTotals,
    hasOlder: true,
    hasNewer: false,
    chosenPartitions: 2,
    allPartitions: 2,
    histogram: noHistogram,
    ...change,
  };
}

export function sampleOpened(change: Partial<Opened> = {}): Opened {
  return {
    clusterId: "c1",
    clusterName: "demo",
    query: sampleQuery,
    order: "newestFirst",
    timeZones: [
      { id: "UTC", label: "UTC" },
      { id: "Europe/Paris", label: "Europe/Paris (local)" },
    ],
    decodings: [
      { id: "auto", label: "Auto" },
      { id: "hex", label: "Hex" },
    ],
    ...change,
  };
}

export function sampleDetails(change: Partial<MessageDetails> = {}): MessageDetails {
  const raw = '{"id":9007199254740993}';
  const content = {
    kind: "json" as const,
    sizeBytes: raw.length,
    pretty: '{\n  "id": 9007199254740993\n}',
    raw,
    hex: "00000000  7b",
    shownBytes: raw.length,
    hexShownBytes: raw.length,
  };
  return {
    topic: "orders",
    partition: 0,
    offset: "19205",
    key: { ...content, kind: "missing", sizeBytes: 0 },
    value: content,
    headers: [{ key: "trace", value: { kind: "text", text: "abc", sizeBytes: 3 } }],
    headerCount: 1,
    record: [{ name: "Topic", value: "orders" }],
    ...change,
  };
}

export function sampleTable(change: Partial<PartitionTable> = {}): PartitionTable {
  const known = { topic: "orders", isChosen: true, isPaused: false };
  return {
    rows: [
      {
        ...known,
        partition: 0,
        start: "12",
        highWatermark: "20071",
        lastStableOffset: "20060",
        position: "19204",
        left: "867",
        leader: 1,
        leaderEpoch: 7,
      },
      { ...known, partition: 1, problem: "no leader" },
    ],
    groups: ["billing", "nightly"],
    ...change,
  };
}

export function sampleLive(change: Partial<LivePage> = {}): LivePage {
  return {
    rows: [],
    messagesPerSecond: 0,
    bytesPerSecond: 0,
    left: "0",
    notes: [],
    throttleMs: 0,
    bytes: 0,
    requests: 0,
    allPartitions: 2,
    ...change,
  };
}

export function sampleSearch(
  rows: SearchPage["rows"],
  change: Partial<SearchPage["progress"]> = {},
): SearchPage {
  const progress = {
    scannedOffsets: "50",
    totalOffsets: "200",
    offsetsPerSecond: 1000,
    etaMs: 90_000,
    hits: rows.length,
    allPartitions: 2,
    isDone: false,
    isFull: false,
    notes: [],
    histogram: noHistogram,
    ...change,
  };
  return { rows, progress };
}
