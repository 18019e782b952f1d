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
});
