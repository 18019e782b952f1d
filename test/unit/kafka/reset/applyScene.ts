import type { ApplyResult } from "../../../../src/kafka/reset/applyReset";
import { planReset, type ResetPlan } from "../../../../src/kafka/reset/plan";
import { readResetFacts } from "../../../../src/kafka/reset/readResetFacts";
import type { ResetRequest } from "../../../../src/kafka/reset/target";
import { ResetCluster } from "../../../support/resetCluster";

export const cluster = (): ResetCluster =>
  new ResetCluster().withTopic(
    "orders",
    { end: 100n, committed: 40n },
    { start: 5n, end: 50n, committed: 20n },
    { end: 9n, committed: 0n },
  );

export const toEarliest: ResetRequest = {
  groupId: "billing",
  scope: { kind: "allTopics" },
  target: { to: "earliest" },
};

export const plan = async (of: ResetCluster, request = toEarliest): Promise<ResetPlan> =>
  planReset(request, await readResetFacts(of, request));

export const outcomes = (result: ApplyResult): string[] =>
  result.kind === "sent"
    ? result.rows.map(({ partition, outcome }) => `${partition} ${outcome.kind}`)
    : [];

export const gone = { code: 69, message: "The group does not exist." };
