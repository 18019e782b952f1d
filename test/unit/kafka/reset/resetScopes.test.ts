import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { PartitionMap } from "../../../../src/kafka/partitionMap";
import type { ResetFacts } from "../../../../src/kafka/reset/facts";
import { planGroups } from "../../../../src/kafka/reset/planGroups";
import { readResetFacts } from "../../../../src/kafka/reset/readResetFacts";
import type { ResetRequest } from "../../../../src/kafka/reset/target";
import { ResetCluster } from "../../../support/resetCluster";

const cluster = (): ResetCluster => {
  const made = new ResetCluster()
    .withTopic("orders", { end: 100n, committed: 40n }, { start: 5n, end: 50n })
    .withTopic("payments", { end: 7n, committed: 7n });
  made.addGroup("other").commit("orders", 1, { offset: 33n });
  return made;
};

const read = (overrides: Partial<ResetRequest>, now?: () => number): Promise<ResetFacts> =>
  readResetFacts(
    cluster(),
    { groupId: "billing", scope: { kind: "allTopics" }, target: { to: "latest" }, ...overrides },
    undefined,
    now,
  );

const names = ({ partitions }: ResetFacts): string[] =>
  partitions.map((one) => `${one.topic}-${one.partition}`);

describe("what is in the scope of a reset", () => {
  it("is all of some topics and single partitions of others", async () => {
    const scope = {
      kind: "topicsAndPartitions",
      topics: ["payments"],
      partitions: [{ topic: "orders", partition: 1 }],
    } as const;
    assert.deepEqual(names(await read({ scope })), ["orders-1", "payments-0"]);
  });

  it("is what a file names", async () => {
    const offsets = [
      { topic: "payments", partition: 0, offset: 1n },
      { topic: "orders", partition: 9, offset: 1n },
    ];
    const target = { to: "offsets", offsets, source: "a.csv" } as const;
    const facts = await read({ scope: { kind: "ofTarget" }, target });
    assert.deepEqual(names(facts), ["payments-0"]);
    assert.deepEqual(facts.problems, [{ topic: "orders", partition: 9, reason: "does not exist" }]);
  });

  it("is what another group has commits for", async () => {
    const target = { to: "group", groupId: "other" } as const;
    const facts = await read({ scope: { kind: "ofTarget" }, target });
    assert.deepEqual(names(facts), ["orders-1"]);
    assert.equal(facts.partitions[0]?.sourceOffset, 33n);
  });

  it("is what a person edited besides", async () => {
    const row = { topic: "orders", partition: 1, target: { to: "earliest" } } as const;
    const overrides = new PartitionMap([row]);
    assert.deepEqual(names(await read({ overrides })), ["orders-0", "orders-1", "payments-0"]);
  });
});

describe("a duration", () => {
  it("counts back from now, and the time is told", async () => {
    const target = { to: "duration", durationMs: 1_000n } as const;
    assert.equal((await read({ target }, () => 5_000)).timestampMs, 4_000n);
  });

  it("does not reach back before 1970", async () => {
    const target = { to: "duration", durationMs: 6_000n } as const;
    await assert.rejects(
      read({ target }, () => 5_000),
      { kind: "invalidInput" },
    );
  });
});

describe("planning several groups", () => {
  const requests = ["billing", "other"].map((groupId): ResetRequest => ({
    groupId,
    scope: { kind: "allTopics" },
    target: { to: "earliest" },
  }));

  it("gives a plan for each, in their order", async () => {
    const plans = await planGroups(cluster(), requests);
    assert.deepEqual(
      plans.map(({ plan: { groupId, totals } }) => [groupId, totals.changed]),
      [
        ["billing", 2],
        ["other", 1],
      ],
    );
  });

  it("keeps the others when one cannot be read", async () => {
    const at = cluster();
    at.billing.failure = { code: 30, message: "You may not read it." };
    const [first, second] = await planGroups(at, requests);
    assert.equal(first?.plan.obstacle?.kind, "unreadableGroup");
    assert.match(first.plan.obstacle.message, /billing cannot be read: You may not/);
    assert.equal(second?.plan.obstacle, undefined);
  });

  it("ends when it is cancelled", async () => {
    const cancelled = new KafkaError("Cancelled.", { kind: "cancelled" });
    const at = cluster();
    at.failNext("describeGroups", cancelled);
    await assert.rejects(planGroups(at, requests), { kind: "cancelled" });
  });
});
