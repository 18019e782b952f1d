import assert from "node:assert/strict";
import { applyReset } from "../../src/kafka/reset/applyReset";
import { describeResult } from "../../src/kafka/reset/describeResult";
import type { ResetTarget } from "../../src/kafka/reset/target";
import { firstTimestampMs, ResetScene } from "./resetScene";

const earliest: ResetTarget = { to: "earliest" };
const latest: ResetTarget = { to: "latest" };
const toOffset = (offset: bigint): ResetTarget => ({ to: "offset", offset });
const toTime = (afterFirstMs: bigint): ResetTarget => ({
  to: "timestamp",
  timestampMs: firstTimestampMs + afterFirstMs,
});

describe("resetting a group on a real cluster", () => {
  const scene = new ResetScene();
  before(() => scene.open());
  after(() => scene.close());

  for (const protocol of ["classic", "consumer"] as const) {
    describe(`an empty group of the ${protocol} protocol`, () => {
      let topic: string;
      let groupId: string;

      before(async () => {
        topic = await scene.topic([10, 4, 0], 2);
        groupId = await scene.stoppedGroup(protocol, topic, 12);
      });

      const resetTo = async (target: ResetTarget): Promise<Record<string, bigint>> => {
        const scope = { kind: "topics", topics: [topic] } as const;
        const plan = await scene.plan(groupId, scope, target);
        const result = await applyReset(scene.gateway, plan);
        assert.equal(describeResult(plan, result).ok, true);
        return scene.commits(groupId);
      };

      it("goes to earliest, which is the log start and not 0", async () => {
        assert.deepEqual(await resetTo(earliest), { 0: 2n, 1: 0n, 2: 0n });
      });

      it("goes to an offset, inside each log", async () => {
        assert.deepEqual(await resetTo(toOffset(5n)), { 0: 5n, 1: 4n, 2: 0n });
      });

      it("goes to the first message at or after a time, and to the end where there is none", async () => {
        assert.deepEqual(await resetTo(toTime(6_500n)), { 0: 7n, 1: 4n, 2: 0n });
        assert.deepEqual(await resetTo(toTime(2_000n)), { 0: 2n, 1: 2n, 2: 0n });
      });

      it("goes to latest", async () => {
        assert.deepEqual(await resetTo(latest), { 0: 10n, 1: 4n, 2: 0n });
      });

      it("keeps its type and stays empty", async () => {
        const group = await scene.describe(groupId);
        assert.equal(group?.type, protocol);
        assert.equal(group.state, "Empty");
      });
    });
  }

  it("resets one partition and leaves the others", async () => {
    const topic = await scene.topic([6, 6]);
    const groupId = scene.name("partition");
    await scene.gateway.commitOffsets(groupId, [
      { topic, partition: 0, offset: 3n },
      { topic, partition: 1, offset: 3n, metadata: "mine" },
    ]);
    const scope = { kind: "partitions", partitions: [{ topic, partition: 0 }] } as const;
    await applyReset(scene.gateway, await scene.plan(groupId, scope, earliest));
    assert.deepEqual(await scene.commits(groupId), { 0: 0n, 1: 3n });
  });

  it("leaves the commit's metadata where the offset stays the same", async () => {
    const topic = await scene.topic([6, 6]);
    const groupId = scene.name("metadata");
    await scene.gateway.commitOffsets(groupId, [
      { topic, partition: 0, offset: 3n },
      { topic, partition: 1, offset: 5n, metadata: "mine" },
    ]);
    const plan = await scene.plan(groupId, { kind: "allTopics" }, toOffset(5n));
    await applyReset(scene.gateway, plan);
    const [result] = await scene.gateway.fetchCommittedOffsets([groupId]);
    assert.deepEqual(
      result?.value?.map(({ offset, metadata }) => [offset, metadata]),
      [
        [5n, ""],
        [5n, "mine"],
      ],
    );
  });

  it("creates a group that does not exist, for the topic asked", async () => {
    const topic = await scene.topic([6, 3]);
    const groupId = scene.name("new");
    const plan = await scene.plan(groupId, { kind: "topics", topics: [topic] }, latest);
    assert.equal(plan.warnings[0]?.kind, "createsGroup");
    assert.equal(describeResult(plan, await applyReset(scene.gateway, plan)).ok, true);
    assert.deepEqual(await scene.commits(groupId), { 0: 6n, 1: 3n });
  });

  it("keeps offsets above 2^53 exact", async () => {
    const topic = await scene.topic([5]);
    const groupId = scene.name("large");
    const offset = 2n ** 53n + 1n;
    await scene.gateway.commitOffsets(groupId, [{ topic, partition: 0, offset }]);
    const plan = await scene.plan(groupId, { kind: "allTopics" }, latest);
    assert.equal(plan.rows[0]?.committed, 9_007_199_254_740_993n);
    assert.deepEqual(plan.rows[0].notes, [{ kind: "committedPastEnd", offsets: offset - 5n }]);
    await applyReset(scene.gateway, plan);
    assert.deepEqual(await scene.commits(groupId), { 0: 5n });
  });

  it("plans nothing for a topic that does not exist", async () => {
    const scope = { kind: "topics", topics: [scene.name("missing")] } as const;
    const plan = await scene.plan(scene.name("group"), scope, latest);
    assert.equal(plan.obstacle?.kind, "unreadablePartitions");
  });
});
