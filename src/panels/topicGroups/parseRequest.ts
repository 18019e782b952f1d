import * as v from "valibot";
import type { Schemas } from "../rpc";
import type { LiveIntervalMs, SavedTopicGroups, TopicGroupsRequests } from "./protocol";

const nothing = v.strictObject({}) as v.GenericSchema<unknown, Record<string, never>>;
const groupId = v.pipe(v.string(), v.maxLength(65_535));
const partition = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(2 ** 31 - 1));

/** The page's choices; 0 is no live view. */
const liveIntervals = [
  0, 1000, 2000, 5000, 10000, 30000,
] as const satisfies readonly LiveIntervalMs[];

const intervalMs = v.picklist(liveIntervals);

export const topicGroupsSchemas: Schemas<TopicGroupsRequests> = {
  open: nothing,
  refresh: nothing,
  setInterval: v.strictObject({ intervalMs }),
  peek: v.strictObject({ groupId, partition }),
  openGroup: v.strictObject({ groupId }),
};

/** What VS Code kept of a page over a reload; the page wrote it, so it is checked like a request. */
export const savedTopicGroups: v.GenericSchema<unknown, SavedTopicGroups> = v.strictObject({
  clusterId: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  topic: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  intervalMs,
  arrangement: v.exactOptional(
    v.strictObject({
      sortBy: v.exactOptional(v.pipe(v.string(), v.maxLength(65_600))),
      descending: v.exactOptional(v.boolean()),
      filter: v.exactOptional(v.pipe(v.string(), v.maxLength(1000))),
    }),
  ),
});
