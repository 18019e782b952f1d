import assert from "node:assert/strict";
import fc from "fast-check";
import type { ChangeRecord } from "../../../src/changes/changeRecord";
import { changeOfDeletion, changeOfPlan } from "../../../src/changes/newChange";
import { undoRefusal, undoRequest } from "../../../src/changes/undo";
import type { ResetFacts } from "../../../src/kafka/reset/facts";
import type { GroupDeletionPlan } from "../../../src/kafka/reset/groupDeletion";
import { planReset, rowsToWrite, type ResetPlan } from "../../../src/kafka/reset/plan";
import type { ResetTarget } from "../../../src/kafka/reset/target";
import { earliest, facts, group, latest, partition, request } from "../kafka/reset/planFixtures";

const cluster = { id: "c1", name: "demo", bootstrapServers: ["h:1"], clusterId: "k1" };

type Result = "written" | "refused" | "notWritten" | "differs" | "unknown";

const recordOf = (plan: ResetPlan, id: string, results?: readonly Result[]): ChangeRecord => {
  const change = changeOfPlan(plan);
  const partitions = change.partitions.map(({ topic, partition: number }, index) => ({
    topic,
    partition: number,
    result: results?.[index] ?? "written",
  }));
  const outcome = { at: "2026-11-20T14:00:00.000Z", ok: true, message: "", partitions };
  return { version: 2, id, at: outcome.at, cluster, ...change, outcome };
};

const planUndo = (
  record: ChangeRecord,
  records: readonly ChangeRecord[],
  found: ResetFacts,
): ResetPlan => planReset(undoRequest(record, records), found);

/** The facts once a plan was carried out. */
const after = (plan: ResetPlan, from: ResetFacts): ResetFacts => ({
  ...from,
  group: from.group ?? group(),
  partitions: from.partitions.map((one, index) => {
    const row = plan.rows[index];
    const isWritten = row !== undefined && rowsToWrite(plan).includes(row);
    if (!isWritten) return one;
    const { target: committed, targetMetadata, targetLeaderEpoch } = row;
    return { ...one, committed, metadata: targetMetadata, leaderEpoch: targetLeaderEpoch };
  }),
});

const before = facts({
  partitions: [
    partition({ metadata: "mine", leaderEpoch: 4 }),
    partition({ partition: 1, committed: undefined }),
    partition({ partition: 2, committed: 10n }),
  ],
});
const plan = planReset(request(earliest), before);

describe("undoing a change", () => {
  it("asks for the prior commits and takes away those that were new", () => {
    const undo = planUndo(recordOf(plan, "a"), [], after(plan, before));
    assert.equal(undo.obstacle, undefined);
    assert.deepEqual(
      rowsToWrite(undo).map(({ target, targetMetadata, targetLeaderEpoch }) => [
        target,
        targetMetadata,
        targetLeaderEpoch,
      ]),
      [
        [40n, "mine", 4],
        [undefined, "", -1],
      ],
    );
  });

  it("leaves out what was not written", () => {
    const { target } = undoRequest(recordOf(plan, "a", ["written", "refused"]), []);
    assert.ok(target.to === "restore");
    assert.deepEqual(
      target.commits.map((commit) => commit.partition),
      [0],
    );
  });

  it("counts what may be written until the group tells", () => {
    const record = recordOf(plan, "a", ["unknown", "unknown"]);
    assert.equal(planUndo(record, [], before).obstacle?.kind, "nothingToChange");
    assert.equal(planUndo(record, [], after(plan, before)).totals.changed, 2);
    const late = recordOf(plan, "a", ["notWritten", "notWritten"]);
    assert.equal(planUndo(late, [], after(plan, before)).totals.changed, 2);
    const lost = { ...record, outcome: null };
    assert.equal(planUndo(lost, [], after(plan, before)).totals.changed, 2);
  });

  it("is refused where nothing was written", () => {
    const nothing = recordOf(plan, "a", ["refused", "differs"]);
    assert.match(undoRefusal(nothing, []) ?? "", /^Nothing was written/);
    const changed = recordOf(plan, "a");
    const unsent = {
      ...changed,
      outcome: changed.outcome && { ...changed.outcome, partitions: [] },
    };
    assert.match(undoRefusal(unsent, []) ?? "", /^Nothing was written/);
  });

  it("is refused once it was undone, until that is undone in its turn", () => {
    const first = recordOf(plan, "a");
    const undo = recordOf(planUndo(first, [], after(plan, before)), "b");
    assert.equal(undo.action, "undo");
    assert.match(undoRefusal(first, [undo, first]) ?? "", /undone already/);
    const redo = { ...undo, id: "c", undoes: "b" };
    assert.equal(undoRefusal(first, [redo, undo, first]), undefined);
    const failed = recordOf(planUndo(first, [], after(plan, before)), "b", ["refused", "refused"]);
    assert.equal(undoRefusal(first, [failed, first]), undefined);
  });

  it("goes on where an earlier undo stopped half-way", () => {
    const first = recordOf(plan, "a");
    const now = after(plan, before);
    const half = recordOf(planUndo(first, [], now), "b", ["written", "refused"]);
    const [restored, ...others] = now.partitions;
    assert.ok(restored);
    const halfway = {
      ...now,
      partitions: [{ ...restored, committed: 40n, metadata: "mine", leaderEpoch: 4 }, ...others],
    };
    const rest = planUndo(first, [half, first], halfway);
    assert.equal(rest.obstacle, undefined);
    assert.deepEqual(
      rowsToWrite(rest).map((row) => [row.partition, row.target]),
      [[1, undefined]],
    );
    const second = recordOf(rest, "c");
    assert.match(undoRefusal(first, [second, half, first]) ?? "", /undone already/);
  });

  it("ends where records name each other in a circle", () => {
    const first = { ...recordOf(plan, "a"), undoes: "b" };
    const second = { ...recordOf(plan, "b"), undoes: "a" };
    assert.equal(undoRefusal(first, [second, first]), undefined);
  });

  it("is refused where the group moved on", () => {
    const now = after(plan, before);
    const moved = { ...now, partitions: now.partitions.map((one) => ({ ...one, committed: 33n })) };
    assert.equal(planUndo(recordOf(plan, "a"), [], moved).obstacle?.kind, "movedOn");
  });

  it("makes a deleted group anew from its commits", () => {
    const deletion: GroupDeletionPlan = {
      groupId: "billing",
      groupType: "classic",
      groupState: "Empty",
      members: [],
      obstacle: undefined,
      commits: [
        {
          topic: "orders",
          partition: 0,
          offset: 40n,
          metadata: "m",
          leaderEpoch: 2,
          failure: undefined,
        },
      ],
    };
    const change = changeOfDeletion(deletion);
    const partitions = [{ topic: "orders", partition: 0, result: "written" }];
    const outcome = { at: "", ok: true, message: "", partitions };
    const record: ChangeRecord = { version: 2, id: "a", at: "", cluster, ...change, outcome };
    const gone = facts({ group: undefined, partitions: [partition({ committed: undefined })] });
    const undo = planUndo(record, [], gone);
    assert.equal(undo.obstacle, undefined);
    assert.deepEqual(undo.rows[0]?.effect, { kind: "firstCommit" });
    assert.equal(undo.rows[0].target, 40n);
    const without = { ...record, partitions: [], outcome: { ...outcome, partitions: [] } };
    assert.match(undoRefusal(without, []) ?? "", /no commits that could be restored/);
  });

  it("brings every group back to where it was", () => {
    const offset = fc.bigInt({ min: 0n, max: 200n });
    const anyPartition = fc.record({
      start: fc.constant(50n),
      end: fc.constant(150n),
      committed: fc.option(offset, { nil: undefined }),
      metadata: fc.string(),
      leaderEpoch: fc.integer({ min: -1, max: 9 }),
    });
    const anyTarget: fc.Arbitrary<ResetTarget> = fc.oneof(
      fc.constantFrom(earliest, latest, { to: "current" } as const, { to: "noCommit" } as const),
      offset.map((to) => ({ to: "offset", offset: to }) as const),
      fc.bigInt({ min: -99n, max: 99n }).map((by) => ({ to: "shiftBy", offsets: by }) as const),
    );
    const anyFacts = fc.array(anyPartition, { minLength: 1, maxLength: 6 }).map((partitions) =>
      facts({
        partitions: partitions.map((one, index) => {
          const committed = one.committed === undefined ? { metadata: "", leaderEpoch: -1 } : {};
          return partition({ ...one, ...committed, partition: index });
        }),
      }),
    );
    fc.assert(
      fc.property(anyTarget, anyFacts, (target, from) => {
        const made = planReset(request(target), from);
        if (made.totals.changed === 0) return;
        const written = after(made, from);
        const undo = planUndo(recordOf(made, "a"), [], {
          ...written,
          partitions: written.partitions.filter((_, index) =>
            rowsToWrite(made).includes(made.rows[index] ?? assert.fail()),
          ),
        });
        assert.equal(undo.obstacle, undefined);
        for (const row of rowsToWrite(undo)) {
          const old = from.partitions[row.partition] ?? assert.fail();
          assert.equal(row.target, old.committed);
          assert.equal(row.targetMetadata, old.metadata);
          assert.equal(row.targetLeaderEpoch, old.leaderEpoch);
        }
        assert.equal(undo.totals.changed, made.totals.changed);
      }),
    );
  });
});
