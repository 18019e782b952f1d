import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { applyReset, type ApplyResult } from "../../../../src/kafka/reset/applyReset";
import { describeResult } from "../../../../src/kafka/reset/describeResult";
import { aMember, type ResetCluster } from "../../../support/resetCluster";
import { cluster, gone, plan, toEarliest } from "./applyScene";

const changes = (result: ApplyResult): string =>
  result.kind === "changedSincePreview" ? result.changes.join("\n") : "";

describe("what changed since the preview keeps a reset from being sent", () => {
  const applyAfter = async (change: (at: ResetCluster) => void): Promise<string> => {
    const at = cluster();
    const planned = await plan(at);
    change(at);
    const result = await applyReset(at, planned);
    assert.deepEqual(at.sentCommits, []);
    assert.match(
      describeResult(planned, result).message,
      /^Changed since the preview; nothing was written\./,
    );
    return changes(result);
  };

  it("the group became live", async () => {
    const told = await applyAfter((at) => {
      at.billing.members = [aMember("app")];
    });
    assert.match(told, /1 member is connected \(app at/);
  });

  it("the group is gone", async () => {
    const told = await applyAfter((at) => {
      at.describeGroups = () => Promise.resolve([{ groupId: "billing", failure: gone }]);
    });
    assert.match(told, /no longer exists/);
  });

  it("the group became one of another type", async () => {
    const told = await applyAfter((at) => {
      const commits = at.billing.committed([]).value ?? [];
      const changed = at.addGroup("billing", { type: "consumer" });
      for (const { topic, partition, offset = 0n } of commits) {
        changed.commit(topic, partition, { offset });
      }
    });
    assert.match(told, /was a classic group and is a consumer group now/);
  });

  it("somebody else committed", async () => {
    const told = await applyAfter((at) => {
      at.billing.commit("orders", 1, { offset: 21n });
    });
    assert.equal(told, "orders-1 is committed at 21, no longer 20.");
  });

  it("somebody else committed in a partition that was to stay as it is", async () => {
    assert.match(
      await applyAfter((at) => {
        at.billing.commit("orders", 2, { offset: 1n });
      }),
      /^orders-2 is committed/,
    );
  });

  it("somebody else committed the same offset with other metadata", async () => {
    const told = await applyAfter((at) => {
      at.billing.commit("orders", 1, { offset: 20n, metadata: "theirs" });
    });
    assert.equal(told, "orders-1 was committed again, with other metadata.");
  });

  it("a commit is gone", async () => {
    const told = await applyAfter((at) => {
      at.billing.forgetTopic("orders");
    });
    assert.match(told, /committed at no commit, no longer 40/);
  });

  it("retention moved the log start", async () => {
    const told = await applyAfter((at) => {
      at.log("orders", 0).start = 30n;
    });
    assert.equal(told, "The log of orders-0 starts at 30, no longer 0.");
  });

  it("a partition lost its leader", async () => {
    const told = await applyAfter((at) => {
      at.log("orders", 0).leader = undefined;
    });
    assert.equal(told, "orders-0 has no leader.");
  });

  it("all topics have one more partition with a commit", async () => {
    const told = await applyAfter((at) => {
      at.withTopic("audit", { end: 1n, committed: 1n });
    });
    assert.equal(told, "audit-0 has a commit now.");
  });

  it("the log became shorter than the target", async () => {
    const at = cluster();
    const planned = await plan(at, { ...toEarliest, target: { to: "latest" } });
    at.log("orders", 0).skipTo(80n);
    assert.equal(changes(await applyReset(at, planned)), "The log of orders-0 now ends at 80.");
    assert.deepEqual(at.sentCommits, []);
  });

  it("but a log that only grew is no change", async () => {
    const at = cluster();
    const planned = await plan(at, { ...toEarliest, target: { to: "latest" } });
    at.log("orders", 0).skipTo(200n);
    assert.equal((await applyReset(at, planned)).kind, "sent");
    assert.equal(at.committed("orders", 0), 100n);
  });

  it("nor is anything sent when the check itself fails, or is cancelled", async () => {
    const at = cluster();
    const planned = await plan(at);
    await assert.rejects(applyReset(at, planned, AbortSignal.abort()), { kind: "cancelled" });
    at.failNext("listOffsets", new KafkaError("No answer.", { kind: "timeout" }));
    await assert.rejects(applyReset(at, planned), { kind: "timeout" });
    assert.deepEqual(at.sentCommits, []);
  });
});
