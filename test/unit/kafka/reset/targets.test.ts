import assert from "node:assert/strict";
import { PartitionMap } from "../../../../src/kafka/partitionMap";
import type { PartitionFacts, ResetFacts } from "../../../../src/kafka/reset/facts";
import {
  planReset,
  rowsToCommit,
  rowsToWrite,
  type ResetPlan,
} from "../../../../src/kafka/reset/plan";
import type { ResetRow } from "../../../../src/kafka/reset/row";
import type {
  PriorCommit,
  ResetTarget,
  RestoreTarget,
  RowOverride,
} from "../../../../src/kafka/reset/target";
import { aMember } from "../../../support/resetCluster";
import { earliest, facts, group, latest, partition, request } from "./planFixtures";

const planOf = (target: ResetTarget, ...of: readonly Partial<PartitionFacts>[]): ResetPlan => {
  const partitions = of.map((one, index) => partition({ partition: index, ...one }));
  return planReset(request(target), facts({ partitions }));
};

const rowOf = (target: ResetTarget, of: Partial<PartitionFacts> = {}): ResetRow => {
  const [row] = planOf(target, of).rows;
  assert.ok(row);
  return row;
};

describe("a reset to current", () => {
  it("keeps the commit, also outside the log, and writes nothing", () => {
    for (const committed of [3n, 40n, 999n]) {
      const row = rowOf({ to: "current" }, { committed });
      assert.equal(row.target, committed);
      assert.deepEqual(row.effect, { kind: "unchanged" });
    }
  });

  it("commits the end where there is no commit, and says so", () => {
    const row = rowOf({ to: "current" }, { committed: undefined });
    assert.equal(row.target, 100n);
    assert.deepEqual(row.notes, [{ kind: "noCommitToKeep" }]);
  });
});

describe("a reset by a shift", () => {
  it("goes from the commit in both directions, inside the log", () => {
    const shifted = (offsets: bigint): unknown => rowOf({ to: "shiftBy", offsets }).target;
    assert.deepEqual([shifted(-5n), shifted(5n)], [35n, 45n]);
    assert.deepEqual([shifted(-99n), shifted(99n)], [10n, 100n]);
  });

  it("is refused as a whole where one partition has no commit, by its name", () => {
    const plan = planOf({ to: "shiftBy", offsets: 1n }, {}, { committed: undefined });
    assert.equal(plan.obstacle?.kind, "nothingToShift");
    assert.match(plan.obstacle.message, /orders-1\./);
    assert.deepEqual(plan.rows[1]?.effect, { kind: "leftAlone" });
  });
});

describe("a reset to the offsets of a file", () => {
  const offsets = [
    { topic: "orders", partition: 0, offset: 7n },
    { topic: "orders", partition: 1, offset: 77n },
  ];
  const target: ResetTarget = { to: "offsets", offsets, source: "a.csv" };

  it("gives each partition its own, inside its log", () => {
    const plan = planOf(target, {}, {});
    assert.deepEqual(
      plan.rows.map((row) => row.target),
      [10n, 77n],
    );
    assert.deepEqual(plan.rows[0]?.notes, [{ kind: "raisedToStart", asked: 7n }]);
  });

  it("leaves partitions alone that it does not name", () => {
    const plan = planOf(target, {}, {}, {});
    assert.deepEqual(plan.rows[2]?.notes, [{ kind: "notInFile" }]);
    assert.equal(plan.rows[2].target, undefined);
    assert.equal(rowsToWrite(plan).length, 2);
  });
});

describe("a reset to another group's offsets", () => {
  const target: ResetTarget = { to: "group", groupId: "other" };

  it("copies its commits and leaves alone what it has none for", () => {
    const plan = planOf(target, { sourceOffset: 55n }, {});
    assert.deepEqual(
      plan.rows.map((row) => row.target),
      [55n, undefined],
    );
    assert.deepEqual(plan.rows[1]?.notes, [{ kind: "noCommitToCopy" }]);
    assert.equal(plan.obstacle, undefined);
  });

  it("is refused where the other group has none of them", () => {
    assert.match(planOf(target, {}).obstacle?.message ?? "", /other has no committed offsets/);
  });
});

describe("a deletion of commits", () => {
  const target: ResetTarget = { to: "noCommit" };

  it("deletes what is committed and nothing else", () => {
    const plan = planOf(target, {}, { committed: undefined });
    assert.deepEqual(
      plan.rows.map(({ effect }) => effect.kind),
      ["deletesCommit", "unchanged"],
    );
    assert.equal(plan.totals.deletedCommits, 1);
    assert.deepEqual(rowsToCommit(plan), []);
  });

  const live = (subscription: readonly string[]): Partial<ResetFacts> => ({
    group: group({ state: "Stable", members: [{ ...aMember("app"), subscription }] }),
  });

  it("is refused for topics a live group is subscribed to, and allowed for others", () => {
    const obstacle = (subscription: readonly string[]): unknown =>
      planReset(request(target), facts(live(subscription))).obstacle?.kind;
    assert.equal(obstacle(["orders"]), "groupActive");
    assert.equal(obstacle(["payments"]), undefined);
  });
});

describe("rows that a person edited", () => {
  const override = (index: number, target: RowOverride["target"]): RowOverride => ({
    topic: "orders",
    partition: index,
    target,
  });
  const edited = (...rows: readonly RowOverride[]): ResetPlan => {
    const partitions = [0, 1, 2].map((index) => partition({ partition: index }));
    const overrides = new PartitionMap(rows);
    return planReset(request(latest, { overrides }), facts({ partitions }));
  };

  it("go before the target, the others keep it", () => {
    const plan = edited(override(0, { to: "offset", offset: 50n }), override(1, { to: "asIs" }));
    assert.deepEqual(
      plan.rows.map(({ target, isEdited }) => [target, isEdited]),
      [
        [50n, true],
        [undefined, true],
        [100n, false],
      ],
    );
    assert.equal(plan.totals.changed, 2);
  });

  it("may lose their commit while others get an offset", () => {
    const plan = edited(override(0, { to: "noCommit" }));
    assert.equal(plan.totals.deletedCommits, 1);
    assert.equal(rowsToCommit(plan).length, 2);
  });

  it("are clamped and refused like any other", () => {
    assert.equal(edited(override(0, { to: "offset", offset: 5n })).rows[0]?.target, 10n);
    const negative = edited(override(0, { to: "offset", offset: -1n }));
    assert.equal(negative.obstacle?.kind, "invalidTarget");
  });
});

describe("an undo", () => {
  const prior = (overrides: Partial<PriorCommit> = {}): PriorCommit => ({
    topic: "orders",
    partition: 0,
    offset: 7n,
    metadata: "mine",
    leaderEpoch: 3,
    written: 40n,
    ...overrides,
  });
  const restore = (commits: readonly PriorCommit[], refusal?: string): RestoreTarget => ({
    to: "restore",
    changeId: "c",
    changedAt: "2026-11-20T14:00:00.000Z",
    clusterId: undefined,
    commits,
    refusal,
  });

  it("brings back the exact commit, outside the log too, and says that", () => {
    const row = rowOf(restore([prior()]));
    assert.deepEqual([row.target, row.targetMetadata, row.targetLeaderEpoch], [7n, "mine", 3]);
    assert.deepEqual(row.notes, [{ kind: "targetBeforeStart", deletedOffsets: 3n }]);
    assert.deepEqual(rowOf(restore([prior({ offset: 101n })])).notes, [
      { kind: "targetPastEnd", offsets: 1n },
    ]);
  });

  it("deletes a commit that did not exist before", () => {
    const row = rowOf(restore([prior({ offset: undefined })]));
    assert.deepEqual(row.effect, { kind: "deletesCommit" });
  });

  it("is refused with the names of the partitions that moved on", () => {
    const plan = planOf(restore([prior(), prior({ partition: 1 })]), {}, { committed: 41n });
    assert.equal(plan.obstacle?.kind, "movedOn");
    assert.match(plan.obstacle.message, /moved on since the change: orders-1 \(41, .* left 40\)/);
  });

  it("does not mind what is already back", () => {
    const plan = planOf(restore([prior(), prior({ partition: 1 })]), {}, { committed: 7n });
    assert.equal(plan.obstacle, undefined);
    assert.equal(plan.totals.changed, 1);
  });

  it("is refused for a live group, and for the change's own reason", () => {
    const live = group({ state: "Stable", members: [aMember("app")] });
    const plan = planReset(request(restore([prior()])), facts({ group: live }));
    assert.equal(plan.obstacle?.kind, "groupActive");
    const refused = planOf(restore([prior()], "It was undone already."), {}).obstacle;
    assert.deepEqual(refused, { kind: "cannotUndo", message: "It was undone already." });
  });
});

describe("a plan", () => {
  it("warns of offsets that will not be read", () => {
    const { warnings } = planOf(latest, {});
    assert.deepEqual(warnings, [
      { kind: "skips", message: "Offsets are skipped: the group will not read what is there." },
    ]);
    assert.deepEqual(planOf(earliest, {}).warnings, []);
  });
});
