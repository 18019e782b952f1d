import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { applyReset, type ApplyResult } from "../../../../src/kafka/reset/applyReset";
import { describeResult } from "../../../../src/kafka/reset/describeResult";
import { planReset, type ResetPlan } from "../../../../src/kafka/reset/plan";
import { readResetFacts } from "../../../../src/kafka/reset/readResetFacts";
import type { ResetRequest } from "../../../../src/kafka/reset/target";
import { aMember, ResetCluster } from "../../../support/resetCluster";

const cluster = (): ResetCluster =>
  new ResetCluster().withTopic(
    "orders",
    { end: 100n, committed: 40n },
    { start: 5n, end: 50n, committed: 20n },
    { end: 9n, committed: 0n },
  );

const toEarliest: ResetRequest = {
  groupId: "billing",
  scope: { kind: "allTopics" },
  target: { to: "earliest" },
};

const plan = async (of: ResetCluster, request = toEarliest): Promise<ResetPlan> =>
  planReset(request, await readResetFacts(of, request));

const outcomes = (result: ApplyResult): string[] =>
  result.kind === "sent"
    ? result.rows.map(({ partition, outcome }) => `${partition} ${outcome.kind}`)
    : [];

const nothingElse = { metadata: "", leaderEpoch: -1 };

const gone = { code: 69, message: "The group does not exist." };

const changes = (result: ApplyResult): string =>
  result.kind === "changedSincePreview" ? result.changes.join("\n") : "";

describe("applying a reset", () => {
  it("writes the changed partitions in one commit and reads them back", async () => {
    const at = cluster();
    const result = await applyReset(at, await plan(at));
    assert.deepEqual(outcomes(result), ["0 written", "1 written"]);
    assert.deepEqual(at.sentCommits, [
      [
        { topic: "orders", partition: 0, offset: 0n, ...nothingElse },
        { topic: "orders", partition: 1, offset: 5n, ...nothingElse },
      ],
    ]);
    assert.deepEqual(describeResult(await plan(at), result), {
      ok: true,
      message: "2 of 2 written and read back.",
    });
  });

  it("creates a group that did not exist, as planned", async () => {
    const at = new ResetCluster("absent").withTopic("orders", { end: 9n }, { end: 9n });
    const request: ResetRequest = { ...toEarliest, scope: { kind: "topics", topics: ["orders"] } };
    const result = await applyReset(at, await plan(at, request));
    assert.deepEqual(outcomes(result), ["0 written", "1 written"]);
  });

  it("refuses a plan with an obstacle without asking anybody", async () => {
    const at = cluster();
    at.billing.members = [aMember("app")];
    const planned = await plan(at);
    at.calls.length = 0;
    await assert.rejects(applyReset(at, planned), { kind: "invalidInput" });
    assert.deepEqual(at.calls, []);
  });
});

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

describe("the read-back decides what became of a commit", () => {
  const noAnswer = new KafkaError("No answer from 127.0.0.1:9092 in 15 s.", { kind: "timeout" });
  const applyWith = async (
    onCommit: (at: ResetCluster) => ResetCluster["onCommit"],
  ): Promise<{ at: ResetCluster; result: ApplyResult; told: string; ok: boolean }> => {
    const at = cluster();
    const planned = await plan(at);
    at.onCommit = onCommit(at);
    const result = await applyReset(at, planned);
    assert.equal(at.sentCommits.length, 1, "a commit is never repeated");
    const { message, ok } = describeResult(planned, result);
    return { at, result, told: message, ok };
  };

  it("a consumer joined just before it: refused, nothing written", async () => {
    const { result, told, ok } = await applyWith((at) => async (offsets, accept) => {
      at.billing.members = [aMember("app")];
      return accept(offsets);
    });
    assert.deepEqual(outcomes(result), ["0 refused", "1 refused"]);
    assert.match(told, /^A consumer joined billing\. Nothing was written\./);
    assert.equal(ok, false);
  });

  it("one partition was refused, the other written", async () => {
    const { result, told, ok } = await applyWith(() => async (offsets, accept) => {
      const [first, ...rest] = offsets;
      assert.ok(first);
      const refused = { ...first, failure: { code: 3, message: "The topic is gone." } };
      return [refused, ...(await accept(rest))];
    });
    assert.deepEqual(outcomes(result), ["0 refused", "1 written"]);
    assert.match(told, /^1 of 2 written and read back\. Refresh/);
    assert.equal(ok, false);
  });

  it("there was no answer, and it was written", async () => {
    const { result, told } = await applyWith(() => async (offsets, accept) => {
      await accept(offsets);
      throw noAnswer;
    });
    assert.deepEqual(outcomes(result), ["0 written", "1 written"]);
    assert.match(told, /^There was no answer to the commit: .* 2 of 2 written and read back\.$/);
  });

  it("there was no answer, and it was not written", async () => {
    const { result, told, ok } = await applyWith(() => () => Promise.reject(noAnswer));
    assert.deepEqual(outcomes(result), ["0 notWritten", "1 notWritten"]);
    assert.match(told, /0 of 2 written and read back\. Refresh/);
    assert.equal(ok, false);
  });

  it("it was refused, and yet it was written", async () => {
    const { result } = await applyWith(() => async (offsets, accept) => {
      const failure = { code: 15, message: "The coordinator is not available." };
      return (await accept(offsets)).map((one) => ({ ...one, failure }));
    });
    assert.deepEqual(outcomes(result), ["0 written", "1 written"]);
  });

  it("it was accepted, and somebody else committed after it", async () => {
    const { result, told, ok } = await applyWith((at) => async (offsets, accept) => {
      const results = await accept(offsets);
      at.billing.commit("orders", 0, { offset: 77n });
      return results;
    });
    assert.deepEqual(outcomes(result), ["0 differs", "1 written"]);
    assert.ok(result.kind === "sent");
    assert.deepEqual(result.rows[0]?.outcome, { kind: "differs", committed: 77n });
    assert.match(told, /^1 of 2/);
    assert.equal(ok, false);
  });

  it("it was accepted and changed nothing", async () => {
    const { result } = await applyWith(
      () => (offsets) => Promise.resolve(offsets.map((one) => ({ ...one, failure: undefined }))),
    );
    assert.deepEqual(outcomes(result), ["0 differs", "1 differs"]);
  });

  it("it cannot be read back: unknown, not done", async () => {
    const { result, told, ok } = await applyWith((at) => async (offsets, accept) => {
      const results = await accept(offsets);
      const lost = new KafkaError("The connection was lost.", { kind: "unreachable" });
      at.failNext("fetchCommittedOffsets", lost);
      at.failNext("describeGroups", lost);
      return results;
    });
    assert.deepEqual(outcomes(result), ["0 unknown", "1 unknown"]);
    assert.match(told, /^0 of 2 written and read back\. 2 could not be read back and may or may/);
    assert.equal(ok, false);
    assert.ok(result.kind === "sent");
    assert.equal(result.membersNow, undefined);
  });

  it("members that joined right after it are told of", async () => {
    const { told, ok } = await applyWith((at) => async (offsets, accept) => {
      const results = await accept(offsets);
      at.billing.members = [aMember("app")];
      return results;
    });
    assert.match(told, /^2 of 2 written and read back\. 1 member has joined billing meanwhile/);
    assert.equal(ok, false);
  });

  it("once sent, a cancelled reset is still seen through", async () => {
    const at = cluster();
    const planned = await plan(at);
    const abort = new AbortController();
    at.onCommit = (offsets, accept) => {
      abort.abort();
      return accept(offsets);
    };
    assert.deepEqual(outcomes(await applyReset(at, planned, abort.signal)), [
      "0 written",
      "1 written",
    ]);
  });
});
