import * as v from "valibot";
import type { Schemas } from "../../rpc";
import type { RebalanceRequests } from "../protocol/rebalance";
import { nothing } from "./nothing";

const name = v.pipe(v.string(), v.maxLength(249));
const consumer = v.strictObject({
  number: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(100_000)),
});

export const rebalanceSchemas: Schemas<RebalanceRequests> = {
  rebalanceOpen: nothing,
  rebalanceSetUp: v.strictObject({
    topic: name,
    partitions: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(64)),
    groupId: name,
    protocol: v.picklist(["range", "roundRobin", "cooperativeSticky", "consumer"]),
    commit: v.picklist(["auto", "eachMessage"]),
  }),
  rebalanceStartProducer: nothing,
  rebalanceStopProducer: nothing,
  rebalanceSetRate: v.strictObject({
    intervalMs: v.pipe(v.number(), v.safeInteger(), v.minValue(10), v.maxValue(60_000)),
  }),
  rebalanceSpreadKeys: v.strictObject({ spreads: v.boolean() }),
  rebalanceAddConsumer: nothing,
  rebalanceStopConsumer: consumer,
  rebalanceCrashConsumer: consumer,
  rebalanceDismissConsumer: consumer,
  rebalanceShowOutput: consumer,
  rebalanceOpenTimeline: nothing,
  rebalanceCleanUp: nothing,
};
