import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import type { CommittedOffset } from "../../../../src/kafka/model";
import { applyGroupDeletion } from "../../../../src/kafka/reset/applyGroupDeletion";
import { applyReset, type ApplyResult } from "../../../../src/kafka/reset/applyReset";
import { planGroupDeletions } from "../../../../src/kafka/reset/groupDeletion";
import { planReset, type ResetPlan } from "../../../../src/kafka/reset/plan";
import { readResetFacts } from "../../../../src/kafka/reset/readResetFacts";
import type { ResetRequest, ResetTarget } from "../../../../src/kafka/reset/target";
import { aMember, ResetCluster } from "../../../support/resetCluster";

const cluster = (): ResetCluster =>
  new ResetCluster().withTopic("orders", { end: 100n, committed: 40n });

const ofOrders = (target: ResetTarget): ResetRequest => ({
  groupId: "billing",
  scope: { kind: "topics", topics: ["orders"] },
  target,
});

const plan = async (of: ResetCluster, request: ResetRequest): Promise<ResetPlan> =>
  planReset(request, await readResetFacts(of, request));

const outcomes = (result: ApplyResult): unknown =>
  result.kind === "sent" ? result.rows.map(({ outcome }) => outcome) : result.changes;

const earliest = ofOrders({ to: "earliest" });

/** Its commit cannot be read, whoever asks. */
const hideCommit = (at: ResetCluster): void => {
  const failure = { code: 29, message: "You may not read the topic." };
  const commit: CommittedOffset = {
    topic: "orders",
    partition: 0,
    offset: undefined,
    metadata: "",
    leaderEpoch: -1,
    failure,
  };
  at.fetchCommittedOffsets = () => Promise.resolve([{ groupId: "billing", value: [commit] }]);
};

/** Cancels once the last question of the check is answered. */
const cancelAfterCheck = (at: ResetCluster): AbortSignal => {
  const abort = new AbortController();
  const list = at.listOffsets.bind(at);
  let answered = 0;
  at.listOffsets = async (...args) => {
    const answer = await list(...args);
    answered += 1;
    if (answered === 2) abort.abort();
    return answer;
  };
  return abort.signal;
};

describe("a commit that cannot be read", () => {
  it("keeps a reset from being planned, of all topics and of its own", async () => {
    for (const request of [earliest, { ...earliest, scope: { kind: "allTopics" } } as const]) {
      const at = cluster();
      hideCommit(at);
      const planned = await plan(at, request);
      assert.equal(planned.obstacle?.kind, "unreadablePartitions");
      assert.match(planned.obstacle.message, /orders-0 cannot be read: You may not/);
    }
  });

  it("keeps its group from being deleted", async () => {
    const at = cluster();
    hideCommit(at);
    const [planned] = await planGroupDeletions(at, ["billing"]);
    assert.equal(planned?.obstacle?.kind, "unreadableGroup");
  });

  it("leaves it unknown whether it was written", async () => {
    const at = cluster();
    const planned = await plan(at, earliest);
    at.onCommit = (offsets, accept) => {
      hideCommit(at);
      return accept(offsets);
    };
    const reason = "You may not read the topic.";
    assert.deepEqual(outcomes(await applyReset(at, planned)), [{ kind: "unknown", reason }]);
  });

  it("leaves no doubt where the broker refused for a member", async () => {
    const at = cluster();
    const planned = await plan(at, earliest);
    at.onCommit = (offsets, accept) => {
      at.billing.members = [aMember("app")];
      at.failNext("fetchCommittedOffsets", new KafkaError("Lost.", { kind: "unreachable" }));
      return accept(offsets);
    };
    const result = await applyReset(at, planned);
    assert.ok(result.kind === "sent");
    assert.deepEqual(
      result.rows.map(({ outcome }) => outcome.kind),
      ["refused"],
    );
  });
});

describe("a write that is cancelled during its check", () => {
  it("is not sent, if it is a reset", async () => {
    const at = cluster();
    const planned = await plan(at, earliest);
    const signal = cancelAfterCheck(at);
    await assert.rejects(applyReset(at, planned, signal), { kind: "cancelled" });
    assert.deepEqual(at.sentCommits, []);
  });

  it("is not sent, if it is the deletion of a group", async () => {
    const at = cluster();
    const [planned = assert.fail()] = await planGroupDeletions(at, ["billing"]);
    const abort = new AbortController();
    const describeGroups = at.describeGroups.bind(at);
    at.describeGroups = async (...args) => {
      const answer = await describeGroups(...args);
      await new Promise(setImmediate);
      abort.abort();
      return answer;
    };
    const deleting = applyGroupDeletion(at, planned, abort.signal);
    await assert.rejects(deleting, { kind: "cancelled" });
    assert.equal(at.calls.includes("deleteGroups"), false);
  });
});

describe("the check before a write", () => {
  it("sees that a group to create exists by now", async () => {
    const at = new ResetCluster("absent").withTopic("orders", { end: 9n });
    const planned = await plan(at, earliest);
    at.addGroup("billing");
    assert.deepEqual(outcomes(await applyReset(at, planned)), ["Group billing exists now."]);
    assert.deepEqual(at.sentCommits, []);
  });

  it("lets an undo go back to past the end, where the group was", async () => {
    const at = cluster();
    const prior = { topic: "orders", partition: 0, offset: 120n, metadata: "", leaderEpoch: -1 };
    const request: ResetRequest = {
      groupId: "billing",
      scope: { kind: "ofTarget" },
      target: {
        to: "restore",
        changeId: "a",
        changedAt: "2026-11-20T14:00:00.000Z",
        clusterId: undefined,
        commits: [{ ...prior, written: 40n }],
        refusal: undefined,
      },
    };
    assert.deepEqual(outcomes(await applyReset(at, await plan(at, request))), [
      { kind: "written" },
    ]);
    assert.equal(at.committed("orders", 0), 120n);
  });

  it("does not mind where the log begins when commits are deleted", async () => {
    const at = cluster();
    const planned = await plan(at, ofOrders({ to: "noCommit" }));
    at.log("orders", 0).start = 50n;
    assert.deepEqual(outcomes(await applyReset(at, planned)), [{ kind: "written" }]);
  });
});

describe("a duration to before 1970", () => {
  it("is refused, because earlier times have another meaning to brokers", async () => {
    const at = cluster();
    const request = ofOrders({ to: "duration", durationMs: 2_001n });
    const reading = readResetFacts(at, request, undefined, () => 2_000);
    await assert.rejects(reading, { kind: "invalidInput" });
    assert.deepEqual(at.calls, []);
  });
});
