import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import type { ResetFacts } from "../../../../src/kafka/reset/facts";
import { readResetFacts } from "../../../../src/kafka/reset/readResetFacts";
import type { ResetScope, ResetTarget } from "../../../../src/kafka/reset/target";
import { ResetCluster } from "../../../support/resetCluster";

const cluster = (): ResetCluster =>
  new ResetCluster()
    .withTopic("orders", { end: 100n, committed: 40n }, { start: 5n, end: 50n })
    .withTopic("payments", { end: 7n, committed: 7n })
    .withTopic("audit", { end: 9n });

const allTopics: ResetScope = { kind: "allTopics" };
const topic = (name: string): ResetScope => ({ kind: "topics", topics: [name] });

const read = (
  from: ResetCluster,
  scope: ResetScope = allTopics,
  target: ResetTarget = { to: "latest" },
): Promise<ResetFacts> => readResetFacts(from, { groupId: "billing", scope, target });

const names = ({ partitions }: ResetFacts): string[] =>
  partitions.map((one) => `${one.topic}-${one.partition}`);

describe("reading what a reset is planned from", () => {
  it("takes all topics for the partitions that have a commit", async () => {
    assert.deepEqual(names(await read(cluster())), ["orders-0", "payments-0"]);
  });

  it("takes a topic for all its partitions, with or without a commit", async () => {
    const facts = await read(cluster(), topic("orders"));
    assert.deepEqual(
      facts.partitions.map(({ committed }) => committed),
      [40n, undefined],
    );
  });

  it("takes partitions for exactly these, each once", async () => {
    const partitions = [
      { topic: "orders", partition: 1 },
      { topic: "audit", partition: 0 },
      { topic: "orders", partition: 1 },
    ];
    assert.deepEqual(names(await read(cluster(), { kind: "partitions", partitions })), [
      "audit-0",
      "orders-1",
    ]);
  });

  it("never has a log end before its start, even if it is emptied between the two questions", async () => {
    const from = cluster();
    const list = from.listOffsets.bind(from);
    from.listOffsets = async (questions, ...rest) => {
      const isStart = questions[0]?.at === "earliest";
      const answers = await list(questions, ...rest);
      return isStart ? answers.map((one) => ({ ...one, offset: 120n })) : answers;
    };
    const facts = await read(from);
    assert.deepEqual(
      facts.partitions.map(({ start, end }) => [start, end]),
      [
        [120n, 120n],
        [120n, 120n],
      ],
    );
  });

  it("reads the log's range and no lookup where no timestamp is asked", async () => {
    const from = cluster();
    const facts = await read(from, topic("orders"));
    assert.deepEqual(facts.partitions[1], {
      topic: "orders",
      partition: 1,
      start: 5n,
      end: 50n,
      committed: undefined,
      metadata: "",
      leaderEpoch: -1,
      foundOffset: undefined,
      sourceOffset: undefined,
    });
    assert.equal(from.calls.filter((name) => name === "listOffsets").length, 2);
  });

  it("looks a timestamp up in every partition at once", async () => {
    const from = cluster();
    from.log("orders", 0).append({ timestampMs: 500n });
    const facts = await read(from, topic("orders"), { to: "timestamp", timestampMs: 500n });
    assert.deepEqual(
      facts.partitions.map(({ foundOffset }) => foundOffset),
      [100n, undefined],
    );
    assert.equal(from.calls.filter((name) => name === "listOffsets").length, 3);
  });

  it("reads commits before ends, so that no end is older than its commit", async () => {
    const from = cluster();
    await read(from);
    const first = from.calls.indexOf("listOffsets");
    assert.ok(from.calls.lastIndexOf("fetchCommittedOffsets") < first);
  });

  it("sends nothing that writes", async () => {
    const from = cluster();
    await read(from, topic("orders"), { to: "timestamp", timestampMs: 1n });
    assert.deepEqual(from.sentCommits, []);
  });

  it("tells of a partition without leader, and still reads the others", async () => {
    const from = cluster();
    from.log("orders", 1).leader = undefined;
    const facts = await read(from, topic("orders"));
    assert.deepEqual(names(facts), ["orders-0"]);
    assert.deepEqual(facts.problems, [{ topic: "orders", partition: 1, reason: "has no leader" }]);
  });

  it("does not mind a partition without leader outside the scope", async () => {
    const from = cluster();
    from.log("orders", 1).leader = undefined;
    assert.deepEqual((await read(from)).problems, []);
  });

  it("tells of topics and partitions that do not exist", async () => {
    assert.match(
      (await read(cluster(), topic("nope"))).problems[0]?.reason ?? "",
      /cannot be read/,
    );
    const partitions = [{ topic: "orders", partition: 9 }];
    assert.deepEqual((await read(cluster(), { kind: "partitions", partitions })).problems, [
      { topic: "orders", partition: 9, reason: "does not exist" },
    ]);
  });

  it("tells of a partition whose offsets could not be listed", async () => {
    const from = cluster();
    const list = from.listOffsets.bind(from);
    from.listOffsets = async (...args) =>
      (await list(...args)).map((answer) =>
        answer.topic === "payments"
          ? { ...answer, offset: undefined, failure: { code: 6, message: "The leader moved." } }
          : answer,
      );
    assert.deepEqual((await read(from)).problems, [
      { topic: "payments", partition: 0, reason: "cannot be read: The leader moved" },
    ]);
  });

  it("knows a group that does not exist from one without commits", async () => {
    assert.equal((await read(cluster(), topic("audit"))).group?.state, "Empty");
    const without = new ResetCluster("absent").withTopic("audit", { end: 9n });
    assert.equal((await read(without, topic("audit"))).group, undefined);
  });

  it("takes a negative commit for none", async () => {
    const from = cluster().withTopic("late", { end: 9n, committed: -2n });
    assert.deepEqual(names(await read(from)), ["orders-0", "payments-0"]);
  });

  it("rejects when the group cannot be described", async () => {
    const from = cluster();
    const failure = { code: 30, message: "You may not describe this group." };
    from.describeGroups = () => Promise.resolve([{ groupId: "billing", failure }]);
    await assert.rejects(
      read(from),
      (error) =>
        error instanceof KafkaError &&
        error.kind === "authorization" &&
        error.message.includes("billing"),
    );
  });

  it("refuses a time before 1970 without asking anybody", async () => {
    const from = cluster();
    const target: ResetTarget = { to: "timestamp", timestampMs: -1n };
    await assert.rejects(read(from, allTopics, target), { kind: "invalidInput" });
    assert.deepEqual(from.calls, []);
  });
});
