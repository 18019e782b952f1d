import type {
  MessageDetails,
  MessageRow,
  Opened,
  Page,
  Query,
} from "../../../../src/panels/peek/protocol";

export const sampleQuery: Query = {
  position: { kind: "latest" },
  isolation: "committed",
  pageSize: 100,
  timeZone: "UTC",
};

export function sampleRow(change: Partial<MessageRow> = {}): MessageRow {
  return {
    kind: "message",
    partition: 0,
    offset: "19204",
    time: "2026-11-20 14:00:01.220",
    timestampType: "createTime",
    key: { kind: "text", text: "3", sizeBytes: 1 },
    value: { kind: "json", text: '{"id":1}', sizeBytes: 8 },
    headerCount: 2,
    isAborted: false,
    ...change,
  };
}

export function samplePage(change: Partial<Page> = {}): Page {
  return {
    rows: [sampleRow(), sampleRow({ offset: "19205" })],
    timeZone: "UTC",
    partitions: [
      { partition: 0, start: "12", end: "20071" },
      { partition: 1, problem: "no leader" },
    ],
    notes: [],
    totals: { messages: 2, offsets: "2", partitions: 1, elapsedMs: 12, bytes: 100 },
    hasOlder: true,
    hasNewer: false,
    ...change,
  };
}

export function sampleOpened(change: Partial<Opened> = {}): Opened {
  return {
    clusterId: "c1",
    topic: "orders",
    clusterName: "demo",
    query: sampleQuery,
    order: "newestFirst",
    timeZones: [
      { id: "UTC", label: "UTC" },
      { id: "Europe/Paris", label: "Europe/Paris (local)" },
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
