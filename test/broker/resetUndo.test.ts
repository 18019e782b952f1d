import assert from "node:assert/strict";
import type { CommittedOffset } from "../../src/kafka/model";
import { planGroupDeletions } from "../../src/kafka/reset/groupDeletion";
import { readLaterWarnings } from "../../src/kafka/reset/laterWarnings";
import { planGroups } from "../../src/kafka/reset/planGroups";
import { readTargetTimes } from "../../src/kafka/reset/readTargetTimes";
import type { ResetRequest, ResetTarget } from "../../src/kafka/reset/target";
import { ChangesScene } from "./changesScene";
import { firstTimestampMs, ResetScene } from "./resetScene";

describe("undoing changes on a real cluster", () => {
  const scene = new ResetScene();
  let window: ChangesScene;
  let topic: string;
  let groupId: string;

  before(async () => {
    await scene.open();
    window = new ChangesScene(scene.gateway, await ChangesScene.newDirectory());
    topic = await scene.topic([8, 8, 8], 2);
  });

  beforeEach(async () => {
    groupId = scene.name("undo");
    await scene.gateway.commitOffsets(groupId, [
      { topic, partition: 0, offset: 5n, metadata: "mine", leaderEpoch: 0 },
      { topic, partition: 1, offset: 99n },
    ]);
  });

  after(async () => {
    await scene.close();
    await ChangesScene.removeDirectory(window.directory);
  });

  const request = (target: ResetTarget, groups = groupId): ResetRequest => ({
    groupId: groups,
    scope: { kind: "topics", topics: [topic] },
    target,
  });

  const commits = async (): Promise<readonly CommittedOffset[]> =>
    (await scene.gateway.fetchCommittedOffsets([groupId]))[0]?.value ?? [];

  it("brings back offsets, metadata and leader epochs, and takes away first commits", async () => {
    const before = await commits();
    const record = await window.reset(request({ to: "earliest" }));
    assert.deepEqual(await scene.commits(groupId), { 0: 2n, 1: 0n, 2: 0n });
    assert.equal(record.cluster.clusterId, (await scene.gateway.describeCluster()).clusterId);

    const undo = await window.applied(await window.planUndo(record));
    assert.deepEqual(undo.outcomes, ["0 written", "1 written", "2 written"]);
    assert.deepEqual(await commits(), before);
    assert.equal(undo.record.undoes, record.id);

    assert.match((await window.planUndo(record)).obstacle?.message ?? "", /undone already/);
    await window.applied(await window.planUndo(undo.record));
    assert.deepEqual(await scene.commits(groupId), { 0: 2n, 1: 0n, 2: 0n });
  });

  it("refuses where somebody committed since, and writes nothing", async () => {
    const record = await window.reset(request({ to: "earliest" }));
    await scene.gateway.commitOffsets(groupId, [{ topic, partition: 1, offset: 3n }]);
    const undo = await window.planUndo(record);
    assert.equal(undo.obstacle?.kind, "movedOn");
    assert.match(undo.obstacle.message, new RegExp(`${topic}-1 \\(3, the change left 0\\)`));
    assert.equal((await window.apply(undo)).kind, "declined");
  });

  it("deletes the commits of a topic, and brings them back", async () => {
    const before = await commits();
    const record = await window.reset(request({ to: "noCommit" }));
    assert.equal(record.action, "deleteOffsets");
    assert.deepEqual(await scene.commits(groupId), {});
    await window.applied(await window.planUndo(record));
    assert.deepEqual(await commits(), before);
  });

  it("deletes groups, and makes one anew from its commits", async () => {
    const before = await commits();
    const plans = await planGroupDeletions(scene.gateway, [groupId, scene.name("missing")]);
    assert.equal(plans[1]?.obstacle?.kind, "nothingInScope");
    const deleted = await window.changes.deleteGroups(window.cluster, plans);
    assert.deepEqual(
      deleted.map(({ change }) => change.kind),
      ["done", "declined"],
    );
    assert.equal(await scene.describe(groupId), undefined);
    const [{ change } = assert.fail()] = deleted;
    assert.ok(change.kind === "done");
    const undo = await window.planUndo(await window.record(change.changeId));
    assert.deepEqual(
      undo.warnings.map(({ kind }) => kind),
      ["createsGroup"],
    );
    await window.applied(undo);
    assert.deepEqual(await commits(), before);
  });

  it("does not delete a live group, before the broker is asked nor after", async () => {
    const [planned] = await planGroupDeletions(scene.gateway, [groupId]);
    assert.ok(planned);
    await scene.liveClassicConsumer(groupId, topic);
    const [live] = await planGroupDeletions(scene.gateway, [groupId]);
    assert.equal(live?.obstacle?.kind, "groupActive");
    const [{ change } = assert.fail()] = await window.changes.deleteGroups(window.cluster, [
      planned,
    ]);
    assert.ok(change.kind === "done");
    assert.equal(change.result.kind, "changedSincePreview");
    const deletion = await window.plan(request({ to: "noCommit" }));
    assert.equal(deletion.obstacle?.kind, "groupActive");
  });

  it("resets several groups, each by itself", async () => {
    const other = scene.name("other");
    const planned = await planGroups(scene.gateway, [
      { groupId, scope: { kind: "allTopics" }, target: { to: "latest" } },
      { groupId: scene.name("none"), scope: { kind: "allTopics" }, target: { to: "latest" } },
      request({ to: "group", groupId }, other),
    ]);
    const results = await window.changes.applyAll(
      window.cluster,
      planned.map(({ plan }) => plan),
    );
    assert.deepEqual(
      results.map(({ change }) => change.kind),
      ["done", "declined", "done"],
    );
    assert.deepEqual(await scene.commits(groupId), { 0: 8n, 1: 8n });
    // copied as they were when it was planned, inside the logs
    assert.deepEqual(await scene.commits(other), { 0: 5n, 1: 8n });
  });

  it("tells when the messages at the targets were written", async () => {
    const plan = await window.plan(request({ to: "earliest" }));
    const times = await readTargetTimes(scene.gateway, plan);
    assert.equal(times.get({ topic, partition: 0 })?.timestampMs, firstTimestampMs + 2_000n);
    assert.equal(times.get({ topic, partition: 1 })?.offset, 0n);
    const ends = await readTargetTimes(scene.gateway, await window.plan(request({ to: "latest" })));
    assert.equal(ends.get({ topic, partition: 0 })?.timestampMs, undefined);
    assert.equal(ends.get({ topic, partition: 0 })?.failure, undefined);
  });

  it("tells how long commits of an empty group are kept, and that they move", async () => {
    const plan = await window.plan(request({ to: "earliest" }));
    const [expiry] = await readLaterWarnings(scene.gateway, plan);
    assert.match(expiry?.message ?? "", /forget its commits 7 days after they were made/);
    await scene.gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 6n }]);
    const [moved] = await readLaterWarnings(scene.gateway, plan);
    assert.equal(moved?.kind, "offsetsMoved");
    assert.match(moved.message, /from 5 to 6/);
  });
});
