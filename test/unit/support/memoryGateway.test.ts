import assert from "node:assert/strict";
import { KafkaError } from "../../../src/kafka/errors";
import type { GroupMember } from "../../../src/kafka/model";
import { MemoryGateway } from "../../support/memoryGateway";

const member: GroupMember = {
  memberId: "m1",
  instanceId: undefined,
  clientId: "client",
  clientHost: "/10.0.0.5",
  assignment: [],
  targetAssignment: undefined,
  memberEpoch: undefined,
  rack: undefined,
  subscription: [],
};

const toCommit = [{ topic: "orders", partition: 0, offset: 5n }];

function cluster(): MemoryGateway {
  const gateway = new MemoryGateway();
  gateway.addTopic("orders", 2);
  return gateway;
}

const codes = (results: readonly { readonly failure: { readonly code: number } | undefined }[]) =>
  results.map(({ failure }) => failure?.code);

describe("MemoryGateway", () => {
  it("refuses to commit for a live group of either protocol, and changes nothing", async () => {
    for (const type of ["classic", "consumer"] as const) {
      const gateway = cluster();
      gateway.addGroup("billing", { type, members: [member] });
      assert.deepEqual(codes(await gateway.commitOffsets("billing", toCommit)), [25]);
      const [result] = await gateway.fetchCommittedOffsets(["billing"]);
      assert.deepEqual(result?.value, []);
    }
  });

  it("refuses to commit for a share group", async () => {
    const gateway = cluster();
    gateway.addGroup("shared", { type: "share" });
    assert.deepEqual(codes(await gateway.commitOffsets("shared", toCommit)), [69]);
  });

  it("commits for an empty group what it can, and tells what it cannot", async () => {
    const gateway = cluster();
    gateway.addGroup("billing");
    const results = await gateway.commitOffsets("billing", [
      ...toCommit,
      { topic: "gone", partition: 0, offset: 1n },
    ]);
    assert.deepEqual(codes(results), [undefined, 3]);
    const [committed] = await gateway.fetchCommittedOffsets(["billing"]);
    assert.deepEqual(
      committed?.value?.map(({ topic, offset }) => [topic, offset]),
      [["orders", 5n]],
    );
  });

  it("creates a group that does not exist by a commit", async () => {
    const gateway = cluster();
    const [before] = await gateway.describeGroups(["new"]);
    assert.equal(before?.failure?.code, 69);
    await gateway.commitOffsets("new", toCommit);
    assert.deepEqual(await gateway.listGroups(), [
      { groupId: "new", type: "classic", protocolType: "", state: "Empty" },
    ]);
  });

  it("tells no commit from a commit at 0", async () => {
    const gateway = cluster();
    gateway.addGroup("billing").commit("orders", 0, { offset: 0n });
    const asked = [0, 1].map((partition) => ({ topic: "orders", partition }));
    const [result] = await gateway.fetchCommittedOffsets(["billing"], undefined, asked);
    assert.deepEqual(
      result?.value?.map(({ offset }) => offset),
      [0n, undefined],
    );
  });

  it("deletes empty groups only, each for itself", async () => {
    const gateway = cluster();
    gateway.addGroup("idle");
    gateway.addGroup("live", { members: [member] });
    const results = await gateway.deleteGroups(["live", "idle", "gone"]);
    assert.deepEqual(codes(results), [68, undefined, 69]);
    const left = await gateway.listGroups();
    assert.deepEqual(
      left.map(({ groupId }) => groupId),
      ["live"],
    );
  });

  it("forgets commits of topics no member is subscribed to", async () => {
    const gateway = cluster();
    gateway.addTopic("payments", 1);
    const subscribed = { ...member, subscription: ["payments"] };
    const group = gateway.addGroup("billing", { members: [subscribed] });
    group.commit("orders", 1, { offset: 7n });
    const results = await gateway.deleteOffsets("billing", [
      { topic: "orders", partition: 1 },
      { topic: "payments", partition: 0 },
      { topic: "orders", partition: 9 },
    ]);
    assert.deepEqual(codes(results), [undefined, 86, 3]);
    const [left] = await gateway.fetchCommittedOffsets(["billing"]);
    assert.deepEqual(left?.value, []);
    const missing = [{ topic: "orders", partition: 0 }];
    assert.deepEqual(codes(await gateway.deleteOffsets("gone", missing)), [69]);
  });

  it("tells where share groups begin, and of no other group", async () => {
    const gateway = cluster();
    const offset = { startOffset: 4n, leaderEpoch: 0, lag: 2n, failure: undefined };
    const shareOffsets = [{ topic: "orders", partition: 0, ...offset }];
    gateway.addGroup("shared", { type: "share", shareOffsets });
    gateway.addGroup("billing");
    const results = await gateway.describeShareOffsets(["shared", "billing", "gone"]);
    assert.deepEqual(results[0]?.value, shareOffsets);
    assert.deepEqual(codes(results.map(({ failure }) => ({ failure }))), [undefined, 69, 69]);
  });

  it("refuses a negative time and a negative offset as the gateway does", async () => {
    const gateway = cluster();
    const isInvalid = (error: unknown): boolean =>
      error instanceof KafkaError && error.kind === "invalidInput";
    const question = { topic: "orders", partition: 0, at: { timestampMs: -1n } };
    await assert.rejects(gateway.listOffsets([question], "readUncommitted"), isInvalid);
    const negative = [{ topic: "orders", partition: 0, offset: -7n }];
    await assert.rejects(gateway.commitOffsets("billing", negative), isInvalid);
  });

  it("rejects with cancelled when its signal is aborted, also while held up", async () => {
    const gateway = cluster();
    gateway.hold("listTopics");
    const controller = new AbortController();
    const listed = gateway.listTopics(controller.signal);
    controller.abort();
    await assert.rejects(
      listed,
      (error) => error instanceof KafkaError && error.kind === "cancelled",
    );
  });

  it("tells producers, sizes and settings of what it holds, and fails for the rest", async () => {
    const gateway = new MemoryGateway();
    const [log] = gateway.addTopic("orders", 1);
    log?.append();
    if (log !== undefined) log.openTransactionAt = 0n;
    const producers = await gateway.describeProducers([
      { topic: "orders", partition: 0 },
      { topic: "orders", partition: 1 },
    ]);
    assert.deepEqual(
      producers.map((found) => found.producers[0]?.openTransactionStart),
      [0n, undefined],
    );
    assert.deepEqual(codes(producers), [undefined, 3]);
    const { replicas } = await gateway.describeReplicaSizes(["orders", "missing"]);
    assert.deepEqual(
      replicas.map(({ topic, sizeBytes }) => [topic, sizeBytes]),
      [["orders", 100n]],
    );
    const configs = await gateway.describeConfigs([
      { type: "topic", name: "orders" },
      { type: "broker", name: "1" },
      { type: "topic", name: "missing" },
    ]);
    assert.deepEqual(codes(configs), [undefined, undefined, 3]);
  });
});
