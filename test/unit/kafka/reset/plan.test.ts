import assert from "node:assert/strict";
import type { PartitionFacts, ResetFacts } from "../../../../src/kafka/reset/facts";
import { planReset, rowsToWrite, type ResetPlan } from "../../../../src/kafka/reset/plan";
import type { ResetTarget } from "../../../../src/kafka/reset/target";
import { aMember } from "../../../support/resetCluster";
import {
  earliest,
  facts,
  group,
  latest,
  partition,
  request,
  toOffset,
  toTime,
} from "./planFixtures";

const warned = ({ warnings }: ResetPlan): string =>
  warnings.map(({ message }) => message).join("\n");

const planOf = (target: ResetTarget, of: Partial<PartitionFacts> = {}): ResetPlan =>
  planReset(request(target), facts({ partitions: [partition(of)] }));

const rowOf = (
  target: ResetTarget,
  of: Partial<PartitionFacts> = {},
): ResetPlan["rows"][number] => {
  const [row] = planOf(target, of).rows;
  assert.ok(row);
  return row;
};

describe("the target of a reset", () => {
  it("is the log start for earliest", () => {
    assert.equal(rowOf(earliest).target, 10n);
  });

  it("is the high watermark for latest", () => {
    assert.equal(rowOf(latest).target, 100n);
  });

  it("is the asked offset inside the log, its two ends included", () => {
    for (const offset of [10n, 55n, 100n]) {
      const row = rowOf(toOffset(offset));
      assert.equal(row.target, offset);
      assert.deepEqual(row.notes, []);
    }
  });

  it("is raised to the log start, and says what was asked", () => {
    const row = rowOf(toOffset(3n));
    assert.equal(row.target, 10n);
    assert.deepEqual(row.notes, [{ kind: "raisedToStart", asked: 3n }]);
  });

  it("is lowered to the end, and says what was asked", () => {
    const row = rowOf(toOffset(101n));
    assert.equal(row.target, 100n);
    assert.deepEqual(row.notes, [{ kind: "loweredToEnd", asked: 101n }]);
  });

  it("is the found offset for a timestamp", () => {
    const row = rowOf(toTime, { foundOffset: 77n });
    assert.equal(row.target, 77n);
    assert.deepEqual(row.notes, []);
  });

  it("is the end when every message is older than the timestamp, and says so", () => {
    const row = rowOf(toTime);
    assert.equal(row.target, 100n);
    assert.deepEqual(row.notes, [{ kind: "noMessageSince", partitionIsEmpty: false }]);
  });

  it("is the end of an empty partition for a timestamp, and says that it is empty", () => {
    const row = rowOf(toTime, { start: 100n, committed: 100n });
    assert.equal(row.target, 100n);
    assert.deepEqual(row.notes, [{ kind: "noMessageSince", partitionIsEmpty: true }]);
  });

  it("stays inside the range read when the message found was written after it", () => {
    assert.equal(rowOf(toTime, { foundOffset: 105n }).target, 100n);
  });

  it("keeps offsets above 2^53 exact", () => {
    const start = 2n ** 53n + 1n;
    const row = rowOf(toOffset(start + 2n), { start, end: start + 5n, committed: start + 1n });
    assert.equal(row.target, 9_007_199_254_740_995n);
    assert.deepEqual(row.effect, { kind: "skips", offsets: 1n });
  });
});

describe("the effect of a reset", () => {
  it("replays what lies between the target and the commit", () => {
    assert.deepEqual(rowOf(earliest).effect, { kind: "replays", offsets: 30n });
  });

  it("skips what lies between the commit and the target", () => {
    assert.deepEqual(rowOf(latest).effect, { kind: "skips", offsets: 60n });
  });

  it("is none where the target is the commit", () => {
    assert.deepEqual(rowOf(toOffset(40n)).effect, { kind: "unchanged" });
  });

  it("is a first commit where there is none, offset 0 included", () => {
    const row = rowOf(earliest, { start: 0n, committed: undefined });
    assert.deepEqual(row.effect, { kind: "firstCommit" });
    assert.equal(row.target, 0n);
  });

  it("does not count offsets that are already deleted as skipped", () => {
    const row = rowOf(toOffset(15n), { committed: 4n });
    assert.deepEqual(row.effect, { kind: "skips", offsets: 5n });
    assert.deepEqual(row.notes, [{ kind: "committedBeforeStart", deletedOffsets: 6n }]);
  });

  it("does not count offsets past the end as replayed", () => {
    const row = rowOf(toOffset(90n), { committed: 5_000n });
    assert.deepEqual(row.effect, { kind: "replays", offsets: 10n });
    assert.deepEqual(row.notes, [{ kind: "committedPastEnd", offsets: 4_900n }]);
  });
});

describe("the plan as a whole", () => {
  it("adds up its rows", () => {
    const { totals } = planReset(
      request(toOffset(50n)),
      facts({
        partitions: [
          partition({ committed: 60n }),
          partition({ partition: 1, committed: 30n }),
          partition({ partition: 2, committed: 50n }),
          partition({ partition: 3, committed: undefined }),
        ],
      }),
    );
    assert.deepEqual(totals, {
      changed: 3,
      unchanged: 1,
      firstCommits: 1,
      deletedCommits: 0,
      replayedOffsets: 10n,
      skippedOffsets: 20n,
    });
  });

  it("leaves unchanged partitions out of what is written", () => {
    const plan = planReset(
      request(toOffset(40n)),
      facts({ partitions: [partition(), partition({ partition: 1, committed: 41n })] }),
    );
    assert.deepEqual(
      rowsToWrite(plan).map((row) => row.partition),
      [1],
    );
  });

  it("may be carried out for an empty group", () => {
    assert.equal(planOf(earliest).obstacle, undefined);
    assert.deepEqual(planOf(earliest).warnings, []);
  });
});

describe("what keeps a plan from being carried out", () => {
  const obstacle = (target: ResetTarget, of: Partial<ResetFacts>): ResetPlan["obstacle"] =>
    planReset(request(target), facts(of)).obstacle;

  it("is a live group, whose members are named", () => {
    const members = ["app-1", "app-2"].map(aMember);
    const found = obstacle(earliest, { group: group({ state: "Stable", members }) });
    assert.equal(found?.kind, "groupActive");
    assert.match(found.message, /2 members are connected \(app-1 at 10\.0\.0\.5, app-2 at/);
    assert.match(found.message, /Stop every consumer of the group, then refresh\.$/);
  });

  it("names some of many members and counts the rest", () => {
    const members = ["a", "b", "c", "d", "e"].map(aMember);
    const found = obstacle(earliest, { group: group({ state: "Stable", members }) });
    assert.match(found?.message ?? "", /and 2 more/);
  });

  it("still shows the table of a live group", () => {
    const live = group({ state: "Stable", members: [aMember("app")] });
    assert.equal(planReset(request(earliest), facts({ group: live })).rows.length, 1);
  });

  for (const state of ["Stable", "PreparingRebalance", "Dead", "Assigning", "Reconciling"]) {
    it(`is the state ${state} even without members`, () => {
      assert.equal(obstacle(earliest, { group: group({ state }) })?.kind, "groupActive");
    });
  }

  for (const type of ["share", "streams"] as const) {
    it(`is a ${type} group, with the name of the right tool`, () => {
      const found = obstacle(earliest, { group: group({ type }) });
      assert.equal(found?.kind, "otherTool");
      assert.match(found.message, new RegExp(`kafka-${type}-groups\\.sh`));
    });
  }

  it("is one unreadable partition among good ones", () => {
    const problems = [{ topic: "orders", partition: 3, reason: "has no leader" }];
    const found = obstacle(earliest, { problems });
    assert.equal(found?.kind, "unreadablePartitions");
    assert.match(found.message, /^orders-3 has no leader\./);
  });

  it("is an offset below zero", () => {
    assert.equal(obstacle(toOffset(-1n), {})?.kind, "invalidTarget");
  });

  it("is an empty group id", () => {
    const plan = planReset(request(earliest, { groupId: "" }), facts());
    assert.equal(plan.obstacle?.kind, "emptyGroupId");
  });

  it("is a group without any commit, unless a topic is chosen", () => {
    assert.equal(obstacle(earliest, { partitions: [] })?.kind, "nothingInScope");
    assert.match(obstacle(earliest, { partitions: [] })?.message ?? "", /Choose a topic/);
  });

  it("is that nothing would change", () => {
    assert.equal(obstacle(toOffset(40n), {})?.kind, "nothingToChange");
  });
});

describe("what a plan warns of", () => {
  const warnings = (of: Partial<ResetFacts>, groupId = "billing"): string =>
    warned(planReset(request(earliest, { groupId }), facts(of)));

  it("is that the commit creates the group", () => {
    const plan = planReset(request(earliest), facts({ group: undefined }));
    assert.match(warned(plan), /billing does not exist\. The commit creates it/);
    assert.equal(plan.obstacle, undefined);
    assert.equal(plan.groupState, undefined);
  });

  it("is a group that only holds commits, since its consumers may not show", () => {
    assert.match(warnings({ group: group({ protocolType: "" }) }), /never show as members/);
  });

  it("is not the missing protocol type of a KIP-848 group", () => {
    assert.equal(warnings({ group: group({ type: "consumer", protocolType: "" }) }), "");
  });

  it("is a group of Kafka Connect", () => {
    assert.match(warnings({}, "connect-files"), /Connect's REST API/);
    assert.match(warnings({ group: group({ protocolType: "connect" }) }), /Connect's REST API/);
  });

  it("is a Kafka Streams application, by a commit outside the scope too", () => {
    const topic = "billing-KSTREAM-AGGREGATE-repartition";
    const of = { committedPartitions: [{ topic, partition: 0 }] };
    assert.match(warnings(of), /kafka-streams-application-reset/);
    assert.equal(warnings(of, "other"), "");
  });
});
