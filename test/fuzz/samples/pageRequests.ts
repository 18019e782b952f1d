import type { Position } from "../../../src/panels/peek/protocol/query";

const message = { topic: "orders", partition: 0, offset: "18000" };
const shown = {
  timeZone: "Europe/Paris",
  decodings: { key: "auto", value: "json" },
  columnPaths: ["$.id"],
  filter: { kind: "text", text: "a", isCaseSensitive: true, parts: ["value"] },
};

const positions: readonly Position[] = [
  { kind: "latest" },
  { kind: "last", count: 100 },
  { kind: "offset", offset: "9223372036854775807" },
  { kind: "timestamp", text: "2026-11-20 14:00" },
  { kind: "timeRange", from: "2 h ago", to: "now" },
  { kind: "committed", groupId: "billing", before: 10, after: 10 },
  { kind: "offsets", label: "end", offsets: [message] },
];

const queries = positions.map((position) => ({
  ...shown,
  topics: { kind: "topics", topics: ["orders", "payments"] },
  position,
  partitions: [{ topic: "orders", partition: 0 }],
  isolation: "committed",
  pageSize: 100,
}));

const connectionDraft = {
  name: "demo",
  color: "none",
  isReadOnly: false,
  isProduction: false,
  bootstrapServers: "localhost:9092",
  protocol: "SASL_SSL",
  mechanism: "OAUTHBEARER",
  username: "",
  oauth: "clientCredentials",
  tokenEndpoint: "https://example.com/token",
  tokenCaFile: "",
  oauthClientId: "client",
  scope: "kafka",
  extensions: "logicalCluster=lkc-1",
  region: "",
  aws: "default",
  awsProfile: "",
  awsRoleArn: "",
  awsAccessKeyId: "",
  caFile: "",
  clientCertificate: "none",
  certificateFile: "",
  keyFile: "",
  pkcs12File: "",
  serverName: "",
  skipsVerification: false,
  addressMap: [{ advertised: "kafka:9092", reachable: "localhost:19092" }],
  maxVersions: [{ api: "Fetch", version: "11" }],
  clientId: "",
  connectTimeoutMs: "",
  requestTimeoutMs: "",
  registryUrl: "",
  registryAuthentication: "none",
  registryUsername: "",
  registryCaFile: "",
};

const target = {
  target: "timestamp",
  targetText: "2026-11-20",
  timeZone: "UTC",
  scope: "named",
  scopeText: "orders:0,1",
};

const calls: readonly (readonly [method: string, params: unknown])[] = [
  ["open", {}],
  ...queries.flatMap((query): [string, unknown][] => [
    ["read", query],
    ["live", { ...query, from: "end" }],
  ]),
  ["more", { direction: "older" }],
  ["format", shown],
  ["livePause", { partitions: [{ topic: "orders", partition: 0 }], isPaused: true }],
  ["testFilter", { ...message, filter: shown.filter }],
  ["openContent", { ...message, part: "value", to: "file" }],
  ["compare", { left: message, right: message }],
  ["copy", { ...message, part: "kcat" }],
  ["commitHere", { ...message, skip: 1 }],
  ["export", { what: "range", format: "csv" }],
  ["edit", { revision: 1, draft: connectionDraft }],
  ["enterSecret", { name: "password" }],
  ["chooseFile", { field: "caFile" }],
  ["setInterval", { intervalMs: 1000 }],
  ["peek", { topic: "orders", partition: 0 }],
  ["reset", { topic: "orders", partition: 0 }],
  ["undoChange", { changeId: "20261120T140000000Z-00112233" }],
  ["exportTimeline", { format: "svg" }],
  ["chooseTab", { tab: "rebalance" }],
  ["aim", target],
  ["editRow", { planId: "1", row: 0, text: "18000" }],
  ["apply", { planId: "1" }],
];

/** Requests as pages post them, of all panels. */
export const pageRequests: readonly unknown[] = [
  ...calls.map(([method, params], id) => ({ id, method, params })),
  { cancel: 7 },
];

/** What pages keep over a reload. */
export const savedPages: readonly unknown[] = [
  {
    clusterId: "demo",
    query: queries[0],
    order: "newestFirst",
    columns: [{ id: "value", widthPx: 200, isHidden: false }],
    density: "compact",
    grouping: "none",
    detailPercent: 40,
  },
  {
    clusterId: "demo",
    groupId: "billing",
    intervalMs: 1000,
    tab: "partitions",
    arrangement: { sortBy: "lag", descending: true, filter: "orders", onlyLagging: true },
  },
  {
    clusterId: "demo",
    topic: "orders",
    intervalMs: 0,
    arrangement: { sortBy: "lag", descending: false, filter: "" },
  },
];
