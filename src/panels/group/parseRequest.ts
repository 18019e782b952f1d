import * as v from "valibot";
import type { Schemas } from "../rpc";
import type { GroupRequests, LiveIntervalMs, SavedGroup } from "./protocol";

const nothing = v.strictObject({}) as v.GenericSchema<unknown, Record<string, never>>;
const topic = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const partition = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(2 ** 31 - 1));

const changeId = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** The page's choices; 0 is no live view. */
const liveIntervals = [
  0, 1000, 2000, 5000, 10000, 30000,
] as const satisfies readonly LiveIntervalMs[];

const intervalMs = v.picklist(liveIntervals);

export const groupSchemas: Schemas<GroupRequests> = {
  open: nothing,
  refresh: nothing,
  setInterval: v.strictObject({ intervalMs }),
  timeline: nothing,
  explain: nothing,
  peek: v.strictObject({ topic, partition }),
  reset: v.pipe(
    v.strictObject({ topic: v.exactOptional(topic), partition: v.exactOptional(partition) }),
    v.check((scope) => scope.partition === undefined || scope.topic !== undefined),
  ),
  history: nothing,
  showChange: v.strictObject({ changeId }),
  undoChange: v.strictObject({ changeId }),
  exportTimeline: v.strictObject({ format: v.picklist(["json", "csv", "svg"]) }),
};

const tab = v.picklist(["partitions", "members", "rebalances", "explain", "history"]);

/** The page's own; the host checks it and lets it pass. */
const arrangement = v.strictObject({
  sortBy: v.exactOptional(v.pipe(v.string(), v.maxLength(64))),
  descending: v.exactOptional(v.boolean()),
  filter: v.exactOptional(v.pipe(v.string(), v.maxLength(1000))),
  onlyLagging: v.exactOptional(v.boolean()),
});

/** What VS Code kept of a page over a reload; the page wrote it, so it is checked like a request. */
export const savedGroup: v.GenericSchema<unknown, SavedGroup> = v.strictObject({
  clusterId: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  groupId: v.pipe(v.string(), v.maxLength(65_535)),
  intervalMs,
  tab,
  askedTab: v.exactOptional(tab),
  arrangement: v.exactOptional(arrangement),
});
