import * as v from "valibot";
import type { Schemas } from "../rpc";
import type { PeekRequests } from "./protocol";
import type { FilterSpec, Position, Query, TopicChoice } from "./protocol/query";
import type { SavedView } from "./protocol/savedView";

/** Page sizes the host reads; the page's own limits are not trusted. */
export const pageSizes = { min: 1, max: 1000 } as const;

const maxPartitions = 100_000;
const maxInt64 = 2n ** 63n - 1n;
/** Longer ones are no names of Kafka's, which has at most 249 characters. */
const maxName = 256;
const maxColumns = 20;

const text = (maxLength: number) => v.pipe(v.string(), v.maxLength(maxLength));
const someText = (maxLength: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(maxLength));
const count = (min: number, max: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(min), v.maxValue(max));

const topic = someText(maxName);
const partition = count(0, 2 ** 31 - 1);
const groupId = text(maxName);

const offset = v.pipe(
  text(19),
  v.regex(/^\d+$/),
  v.check((digits) => /^\d{1,19}$/.test(digits) && BigInt(digits) <= maxInt64),
);

const timeZone = v.pipe(text(64), v.regex(/^[A-Za-z0-9_+:/-]+$/));
const time = text(64);

/** Offsets before a commit, or from it on. */
const around = count(0, 1_000_000);

const partitionRef = { topic, partition };
const message = { ...partitionRef, offset };

const position: v.GenericSchema<unknown, Position> = v.variant("kind", [
  v.strictObject({ kind: v.literal("latest") }),
  v.strictObject({ kind: v.literal("earliest") }),
  v.strictObject({ kind: v.literal("last"), count: count(1, 1_000_000_000) }),
  v.strictObject({ kind: v.literal("offset"), offset }),
  v.strictObject({ kind: v.literal("timestamp"), text: time }),
  v.strictObject({ kind: v.literal("timeRange"), from: time, to: time }),
  v.strictObject({
    kind: v.literal("committed"),
    groupId,
    before: around,
    after: v.exactOptional(around),
  }),
  v.strictObject({
    kind: v.literal("offsets"),
    label: text(maxName),
    offsets: v.pipe(v.array(v.strictObject(message)), v.minLength(1), v.maxLength(maxPartitions)),
  }),
]);

const topics: v.GenericSchema<unknown, TopicChoice> = v.variant("kind", [
  v.strictObject({
    kind: v.literal("topics"),
    topics: v.pipe(v.array(topic), v.minLength(1), v.maxLength(1000)),
  }),
  v.strictObject({ kind: v.literal("pattern"), pattern: someText(1024) }),
]);

const filter: v.GenericSchema<unknown, FilterSpec> = v.strictObject({
  kind: v.picklist(["text", "regex", "jsonPath", "expression"]),
  text: someText(10_000),
  isCaseSensitive: v.boolean(),
  parts: v.pipe(v.array(v.picklist(["key", "value", "headers"])), v.maxLength(3)),
});

const shown = {
  timeZone,
  decodings: v.strictObject({ key: text(64), value: text(64) }),
  filter: v.exactOptional(filter),
  columnPaths: v.pipe(v.array(someText(256)), v.maxLength(maxColumns)),
};

const queryEntries = {
  ...shown,
  topics,
  position,
  partitions: v.exactOptional(
    v.pipe(v.array(v.strictObject(partitionRef)), v.minLength(1), v.maxLength(maxPartitions)),
  ),
  isolation: v.picklist(["committed", "withAborted", "uncommitted", "everything"]),
  pageSize: count(pageSizes.min, pageSizes.max),
};

const query: v.GenericSchema<unknown, Query> = v.strictObject(queryEntries);
const order = v.picklist(["oldestFirst", "newestFirst"]);
const nothing = v.strictObject({});

export const peekSchemas: Schemas<PeekRequests> = {
  open: nothing,
  read: query,
  more: v.strictObject({ direction: v.picklist(["older", "newer"]) }),
  format: v.strictObject(shown),
  partitions: v.strictObject({ groupId: v.exactOptional(groupId) }),
  offsetTime: v.strictObject(message),
  live: v.strictObject({ ...queryEntries, from: v.picklist(["end", "page"]) }),
  livePoll: nothing,
  livePause: v.strictObject({
    partitions: v.pipe(v.array(v.strictObject(partitionRef)), v.maxLength(maxPartitions)),
    isPaused: v.boolean(),
  }),
  liveSeek: v.strictObject(message),
  liveStop: nothing,
  search: query,
  searchPoll: nothing,
  searchStop: nothing,
  searchResume: nothing,
  testFilter: v.strictObject({ ...message, filter }),
  details: v.strictObject(message),
  openMessage: v.strictObject(message),
  openContent: v.strictObject({
    ...message,
    part: v.picklist(["key", "value"]),
    to: v.picklist(["document", "file"]),
  }),
  compare: v.strictObject({ left: v.strictObject(message), right: v.strictObject(message) }),
  copy: v.strictObject({
    ...message,
    part: v.picklist(["key", "value", "message", "kcat", "consoleConsumer"]),
  }),
  resend: v.strictObject(message),
  commitHere: v.strictObject({ ...message, skip: v.picklist([0, 1]) }),
  export: v.strictObject({
    what: v.picklist(["loaded", "range"]),
    format: v.picklist(["jsonLines", "json", "csv"]),
  }),
  showMetrics: nothing,
  openSettings: nothing,
  duplicate: v.strictObject({ order }),
};

const column = v.strictObject({
  id: someText(maxName + 8),
  widthPx: v.exactOptional(count(0, 10_000)),
  isHidden: v.exactOptional(v.boolean()),
});

/** What VS Code kept of a page over a reload; the page wrote it, so it is checked like a request. */
export const savedView: v.GenericSchema<unknown, SavedView> = v.strictObject({
  clusterId: someText(maxName),
  query,
  order,
  chosenOrder: v.exactOptional(order),
  columns: v.exactOptional(v.pipe(v.array(column), v.maxLength(100))),
  density: v.exactOptional(v.picklist(["comfortable", "compact"])),
  grouping: v.exactOptional(v.picklist(["none", "topic", "partition"])),
  groupId: v.exactOptional(groupId),
  detailPercent: v.exactOptional(count(0, 100)),
  isPartitionsOpen: v.exactOptional(v.boolean()),
  isLive: v.exactOptional(v.boolean()),
});
