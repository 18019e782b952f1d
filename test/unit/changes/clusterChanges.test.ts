import assert from "node:assert/strict";
import { ClusterChanges, type ClusterToChange } from "../../../src/changes/clusterChanges";
import type { ChangeOutcome, ChangeRecord } from "../../../src/changes/changeRecord";
import { ChangeJournal } from "../../../src/changes/journal";
import type { NewChange } from "../../../src/changes/newChange";
import type { WritePermission } from "../../../src/config/guard";
import { KafkaError } from "../../../src/kafka/errors";
import { planGroupDeletions } from "../../../src/kafka/reset/groupDeletion";
import { planReset, type ResetPlan } from "../../../src/kafka/reset/plan";
import { readResetFacts } from "../../../src/kafka/reset/readResetFacts";
import type { ResetRequest } from "../../../src/kafka/reset/target";
import { ResetCluster } from "../../support/resetCluster";

/** Keeps records in memory, and can be made to fail. */
class MemoryJournal extends ChangeJournal {
  readonly begun: { change: NewChange; csv: string }[] = [];
  readonly outcomes: Omit<ChangeOutcome, "at">[] = [];
  failure: Error | undefined;

  constructor(private readonly at: ResetCluster) {
    super({ directory: "/nowhere" });
  }

  override begin(change: NewChange, csv: string): Promise<ChangeRecord> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const writes = this.at.calls.filter((call) => /^(commit|delete)/.test(call));
    assert.deepEqual(writes, [], "nothing is sent before the record is kept");
    this.begun.push({ change, csv });
    return Promise.resolve({ version: 2, id: "id", at: "now", ...change, outcome: null });
  }

  override finish(record: ChangeRecord, outcome: Omit<ChangeOutcome, "at">): Promise<ChangeRecord> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.outcomes.push(outcome);
    return Promise.resolve(record);
  }
}

const plain = { metadata: "", leaderEpoch: -1 };

const request: ResetRequest = {
  groupId: "billing",
  scope: { kind: "topics", topics: ["orders"] },
  target: { to: "earliest" },
};

const setUp = async (
  permission: WritePermission = { allowed: true },
): Promise<{
  at: ResetCluster;
  plan: ResetPlan;
  journal: MemoryJournal;
  changes: ClusterChanges;
  cluster: ClusterToChange;
  reported: string[];
}> => {
  const at = new ResetCluster().withTopic(
    "orders",
    { end: 9n, committed: 4n },
    { start: 2n, end: 9n },
  );
  const plan = planReset(request, await readResetFacts(at, request));
  at.calls.length = 0;
  const journal = new MemoryJournal(at);
  const reported: string[] = [];
  const changes = new ClusterChanges({ mayWrite: () => permission }, journal, (_, doing) =>
    reported.push(doing),
  );
  const profile = { id: "c1", name: "demo", bootstrapServers: ["h:1"], isReadOnly: false };
  const cluster = { profile, gateway: at };
  return { at, plan, journal, changes, cluster, reported };
};

describe("writing to a cluster", () => {
  it("keeps the record before anything is sent", async () => {
    const { at, plan, changes, cluster, journal } = await setUp();
    const result = await changes.apply(cluster, plan);
    assert.equal(result.kind, "done");
    assert.equal(at.sentCommits.length, 1);
    assert.deepEqual(journal.begun[0]?.change.partitions, [
      { topic: "orders", partition: 0, before: "4", after: "0", ...plain },
      { topic: "orders", partition: 1, before: null, after: "2", ...plain },
    ]);
  });

  it("leaves partitions without a commit out of the undo file", async () => {
    const { plan, changes, cluster, journal } = await setUp();
    const result = await changes.apply(cluster, plan);
    assert.equal(journal.begun[0]?.csv, "billing,orders,0,4\n");
    assert.equal(result.kind, "done");
  });

  it("records how it went, by partition", async () => {
    const { plan, changes, cluster, journal } = await setUp();
    await changes.apply(cluster, plan);
    assert.deepEqual(journal.outcomes, [
      {
        ok: true,
        message: "2 of 2 written and read back.",
        partitions: [
          { topic: "orders", partition: 0, result: "written" },
          { topic: "orders", partition: 1, result: "written" },
        ],
      },
    ]);
  });

  it("sends nothing where the guard declines, and keeps no record", async () => {
    const { at, plan, changes, cluster, journal } = await setUp({
      allowed: false,
      reason: "This cluster is read-only.",
    });
    assert.deepEqual(await changes.apply(cluster, plan), {
      kind: "declined",
      reason: "This cluster is read-only.",
    });
    assert.deepEqual(at.calls, []);
    assert.deepEqual(journal.begun, []);
  });

  it("sends nothing where the record cannot be kept", async () => {
    const { at, plan, changes, cluster, journal, reported } = await setUp();
    journal.failure = new Error("disk full");
    const result = await changes.apply(cluster, plan);
    assert.ok(result.kind === "declined");
    assert.match(result.reason, /nothing was sent to the cluster/);
    assert.deepEqual(at.calls, ["describeCluster"]);
    assert.deepEqual(reported, ["Writing the undo record"]);
  });

  it("records that nothing was written where the check before the commit failed", async () => {
    const { at, plan, changes, cluster, journal } = await setUp();
    at.failNext("describeGroups", new KafkaError("No answer.", { kind: "timeout" }));
    await assert.rejects(changes.apply(cluster, plan), { kind: "timeout" });
    assert.match(journal.outcomes[0]?.message ?? "", /Nothing was written/);
    assert.deepEqual(at.sentCommits, []);
  });

  it("still tells the result where the outcome cannot be recorded", async () => {
    const { at, plan, changes, cluster, journal, reported } = await setUp();
    at.onCommit = (offsets, accept) => {
      journal.failure = new Error("disk full");
      return accept(offsets);
    };
    const result = await changes.apply(cluster, plan);
    assert.ok(result.kind === "done");
    assert.equal(result.isRecorded, false);
    assert.equal(result.result.kind, "sent");
    assert.deepEqual(reported, ["Recording the outcome of a change"]);
  });
});

describe("writing to several groups", () => {
  it("goes on with the others when one fails, declined or not", async () => {
    const { at, plan, changes, cluster } = await setUp();
    at.failNext("describeGroups", new KafkaError("No answer.", { kind: "timeout" }));
    const obstacle = { kind: "groupActive", message: "It is live." } as const;
    const results = await changes.applyAll(cluster, [plan, { ...plan, obstacle }, plan]);
    assert.deepEqual(
      results.map(({ change }) => change.kind),
      ["failed", "declined", "done"],
    );
    assert.equal(at.sentCommits.length, 1);
  });

  it("deletes groups, and records what was committed", async () => {
    const { at, changes, cluster, journal } = await setUp();
    const plans = await planGroupDeletions(at, ["billing"]);
    at.calls.length = 0;
    const [{ change } = assert.fail()] = await changes.deleteGroups(cluster, plans);
    assert.ok(change.kind === "done");
    assert.equal(change.result.kind, "deleted");
    assert.deepEqual(journal.begun[0]?.change.partitions, [
      { topic: "orders", partition: 0, before: "4", after: null, ...plain },
    ]);
    assert.equal(journal.begun[0].csv, "billing,orders,0,4\n");
    assert.deepEqual(journal.outcomes[0]?.partitions, [
      { topic: "orders", partition: 0, result: "written" },
    ]);
  });

  it("keeps no record of a deletion that may not be carried out", async () => {
    const { at, changes, cluster, journal } = await setUp();
    const [plan = assert.fail()] = await planGroupDeletions(at, ["billing"]);
    const obstacle = { kind: "groupActive", message: "It is live." } as const;
    const [{ change } = assert.fail()] = await changes.deleteGroups(cluster, [
      { ...plan, obstacle },
    ]);
    assert.deepEqual(change, { kind: "declined", reason: "It is live." });
    assert.deepEqual(journal.begun, []);
  });

  it("does not delete when the record cannot be kept", async () => {
    const { at, changes, cluster, journal } = await setUp();
    const plans = await planGroupDeletions(at, ["billing"]);
    journal.failure = new Error("disk full");
    const [{ change } = assert.fail()] = await changes.deleteGroups(cluster, plans);
    assert.equal(change.kind, "declined");
    assert.equal(at.calls.includes("deleteGroups"), false);
  });
});

describe("undoing on a cluster", () => {
  const undoOn = async (clusterId: string | undefined, isTold = true): Promise<string> => {
    const { at, changes, cluster, plan } = await setUp();
    await changes.apply(cluster, plan);
    const commits = plan.rows.map(({ topic, partition, committed, target }) => ({
      topic,
      partition,
      offset: committed,
      ...plain,
      written: target,
    }));
    const undo: ResetRequest = {
      groupId: "billing",
      scope: { kind: "ofTarget" },
      target: {
        to: "restore",
        changeId: "id",
        changedAt: "2026-11-20T14:00:00.000Z",
        clusterId,
        commits,
        refusal: undefined,
      },
    };
    const planned = planReset(undo, await readResetFacts(at, undo));
    at.calls.length = 0;
    if (!isTold) at.failNext("describeCluster", new KafkaError("No.", { kind: "authorization" }));
    const result = await changes.apply(cluster, planned);
    return result.kind === "declined" ? result.reason : result.kind;
  };

  it("is done on the one the change was made on", async () => {
    assert.equal(await undoOn("memory"), "done");
    assert.equal(await undoOn(undefined), "done");
  });

  it("is declined on one that does not tell which it is", async () => {
    assert.match(await undoOn("memory", false), /^The cluster does not tell its id/);
    assert.equal(await undoOn(undefined, false), "done");
  });

  it("is declined on another one at the same address", async () => {
    assert.match(await undoOn("another"), /^This is not the cluster the change was made on/);
  });
});
