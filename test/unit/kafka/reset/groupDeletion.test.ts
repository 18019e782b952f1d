import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import {
  applyGroupDeletion,
  describeDeletion,
  type DeletionResult,
} from "../../../../src/kafka/reset/applyGroupDeletion";
import {
  planGroupDeletions,
  type GroupDeletionPlan,
} from "../../../../src/kafka/reset/groupDeletion";
import { aMember, ResetCluster } from "../../../support/resetCluster";

const cluster = (): ResetCluster =>
  new ResetCluster().withTopic("orders", { end: 9n, committed: 4n }, { end: 9n, committed: 5n });

const plan = async (of: ResetCluster, groupId = "billing"): Promise<GroupDeletionPlan> => {
  const [planned] = await planGroupDeletions(of, [groupId]);
  return planned ?? assert.fail();
};

const noAnswer = new KafkaError("No answer.", { kind: "timeout" });

describe("planning to delete a group", () => {
  it("tells every commit that goes with it", async () => {
    const planned = await plan(cluster());
    assert.equal(planned.obstacle, undefined);
    assert.deepEqual(
      planned.commits.map(({ offset }) => offset),
      [4n, 5n],
    );
  });

  it("is refused for live groups, those of other tools, and those that are not there", async () => {
    const kindOf = async (
      change: (at: ResetCluster) => void,
      groupId?: string,
    ): Promise<unknown> => {
      const at = cluster();
      change(at);
      return (await plan(at, groupId)).obstacle?.kind;
    };
    const nothing = (): void => undefined;
    assert.equal(await kindOf((at) => (at.billing.members = [aMember("app")])), "groupActive");
    assert.equal(await kindOf((at) => at.addGroup("billing", { type: "share" })), "otherTool");
    assert.equal(await kindOf(nothing, "missing"), "nothingInScope");
    assert.equal(await kindOf(nothing, ""), "emptyGroupId");
    const failure = { code: 30, message: "You may not." };
    assert.equal(await kindOf((at) => (at.billing.failure = failure)), "unreadableGroup");
  });
});

describe("deleting a group", () => {
  const deleteWith = async (
    change: (at: ResetCluster) => void,
  ): Promise<{ result: DeletionResult; ok: boolean; told: string; at: ResetCluster }> => {
    const at = cluster();
    const planned = await plan(at);
    change(at);
    const result = await applyGroupDeletion(at, planned);
    const { ok, message } = describeDeletion(planned, result);
    return { result, ok, told: message, at };
  };
  const sent = (at: ResetCluster): number =>
    at.calls.filter((call) => call === "deleteGroups").length;

  it("deletes it and reads back that it is gone", async () => {
    const { result, ok, at } = await deleteWith(() => undefined);
    assert.equal(result.kind, "deleted");
    assert.equal(ok, true);
    assert.equal(at.group("billing"), undefined);
  });

  it("sends nothing when somebody committed or joined since the preview", async () => {
    const committed = await deleteWith((at) => {
      at.billing.commit("orders", 1, { offset: 6n });
    });
    assert.match(committed.told, /nothing was deleted\. orders-1 is committed at 6, no longer 5/);
    assert.equal(sent(committed.at), 0);
    const joined = await deleteWith((at) => {
      at.billing.members = [aMember("app")];
    });
    assert.equal(joined.result.kind, "changedSincePreview");
    assert.equal(sent(joined.at), 0);
  });

  it("reads back what became of it when there was no answer, and sends it once", async () => {
    const lost = await deleteWith((at) => {
      at.failNext("deleteGroups", noAnswer);
    });
    assert.equal(lost.result.kind, "notDeleted");
    assert.match(lost.told, /was still there when it was read back: No answer/);
    const done = await deleteWith((at) => {
      const accept = at.deleteGroups.bind(at);
      at.deleteGroups = async (...args) => {
        await accept(...args);
        throw noAnswer;
      };
    });
    assert.equal(done.result.kind, "deleted");
    assert.equal(sent(lost.at), 1);
    assert.equal(sent(done.at), 1);
  });

  it("tells the broker's refusal", async () => {
    const { result, ok, told } = await deleteWith((at) => {
      const failure = { code: 68, message: "It is not empty." };
      at.deleteGroups = () => Promise.resolve([{ groupId: "billing", failure }]);
    });
    assert.deepEqual(result, { kind: "refused", reason: "It is not empty." });
    assert.equal(ok, false);
    assert.match(told, /was not deleted: It is not empty/);
  });

  it("does not claim what it cannot read back", async () => {
    const { result, told } = await deleteWith((at) => {
      const accept = at.deleteGroups.bind(at);
      at.deleteGroups = (...args) => {
        at.failNext("describeGroups", noAnswer);
        return accept(...args);
      };
    });
    assert.equal(result.kind, "unknown");
    assert.match(told, /may or may not be deleted/);
  });

  it("sends nothing for a plan with an obstacle, nor when it is cancelled", async () => {
    const at = cluster();
    const planned = await plan(at);
    await assert.rejects(applyGroupDeletion(at, planned, AbortSignal.abort()), {
      kind: "cancelled",
    });
    const missing = await plan(at, "missing");
    await assert.rejects(applyGroupDeletion(at, missing), { kind: "invalidInput" });
    assert.equal(sent(at), 0);
  });
});
