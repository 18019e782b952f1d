import assert from "node:assert/strict";
import type { ClusterGateway } from "../../src/kafka/gateway";
import type { Offset } from "../../src/kafka/model";
import type { Api } from "../../src/kafka/protocol/api";
import { deleteGroupsApi } from "../../src/kafka/protocol/deleteGroups";
import { offsetCommitApi } from "../../src/kafka/protocol/offsetCommit";
import { offsetDeleteApi } from "../../src/kafka/protocol/offsetDelete";
import { planGroupDeletions } from "../../src/kafka/reset/groupDeletion";
import type { ResetPlan } from "../../src/kafka/reset/plan";
import type { ResetTarget } from "../../src/kafka/reset/target";
import { eventually } from "../support/eventually";
import type { Treatment } from "../support/kafkaProxy";
import { ThreeBrokers } from "../support/threeBrokers";
import { ChangesScene, recordedOutcomes } from "./changesScene";

const timeouts = { connectTimeoutMs: 1_500, requestTimeoutMs: 2_000 };

describe("a reset on a cluster that fails under it", function () {
  this.timeout(90_000);
  let cluster: ThreeBrokers;
  let gateway: ClusterGateway;
  let directory: string;
  let window: ChangesScene;
  let topic: string;
  let groupId: string;

  before(async () => {
    cluster = await ThreeBrokers.start();
    topic = await cluster.createTopic("reset", [1, 2, 3], [3, 1, 2]);
    await cluster.fill(topic, 20);
    await cluster.fill(topic, 20, { partition: 1 });
  });

  beforeEach(async () => {
    groupId = await cluster.groupOn(2);
    gateway = cluster.proxiedGateway(timeouts);
    directory = await ChangesScene.newDirectory();
    window = new ChangesScene(gateway, directory);
    const offsets = [0, 1].map((partition) => ({ topic, partition, offset: 10n }));
    await gateway.commitOffsets(groupId, offsets);
    for (const id of [1, 2, 3]) cluster.proxy(id).requests.length = 0;
  });

  afterEach(async () => {
    await gateway.close();
    await ChangesScene.removeDirectory(directory);
    await cluster.heal();
  });

  after(() => cluster.close());

  const plan = (target: ResetTarget, of = window): Promise<ResetPlan> =>
    of.plan({ groupId, scope: { kind: "allTopics" }, target });

  const committed = async (): Promise<readonly (Offset | undefined)[]> => {
    const [result] = await gateway.fetchCommittedOffsets([groupId], undefined, [
      { topic, partition: 0 },
      { topic, partition: 1 },
    ]);
    assert.ok(result?.value, result?.failure?.message);
    return result.value.map(({ offset }) => offset);
  };

  /** What becomes of such requests to the group's coordinator. */
  const onRequest = (
    { key }: Pick<Api<never, unknown>, "key">,
    treat: () => Treatment | Promise<Treatment>,
  ): void => {
    cluster.proxy(2).treat = ({ apiKey }) => (apiKey === key ? treat() : "pass");
  };

  for (const lost of ["loseAnswer", "breakAfter", "cutAnswer"] as const) {
    it(`is told as written when only its answer is lost (${lost}), and sent once`, async () => {
      const planned = await plan({ to: "earliest" });
      onRequest(offsetCommitApi, () => lost);
      const { outcomes, record } = await window.applied(planned);
      assert.deepEqual(outcomes, ["0 written", "1 written"]);
      assert.deepEqual(recordedOutcomes(record), outcomes);
      assert.match(record.outcome?.message ?? "", /no answer to the commit/);
      assert.equal(cluster.countRequests(offsetCommitApi), 1);
      assert.deepEqual(await committed(), [0n, 0n]);
    });
  }

  for (const lost of ["loseRequest", "breakBefore"] as const) {
    it(`is told as not written when it never arrives (${lost}), and not sent later`, async () => {
      const planned = await plan({ to: "earliest" });
      onRequest(offsetCommitApi, () => lost);
      const { outcomes, record } = await window.applied(planned);
      assert.deepEqual(outcomes, ["0 notWritten", "1 notWritten"]);
      assert.deepEqual(recordedOutcomes(record), outcomes);
      assert.equal(record.outcome?.ok, false);
      assert.equal(cluster.countRequests(offsetCommitApi), 1);
      assert.deepEqual(await committed(), [10n, 10n]);
      const undo = await window.planUndo(record);
      assert.match(undo.obstacle?.message ?? "", /already as it was before/);
    });
  }

  it("deletes commits once, and reads back what the lost answer would have told", async () => {
    const planned = await plan({ to: "noCommit" });
    onRequest(offsetDeleteApi, () => "loseAnswer");
    const { outcomes, record } = await window.applied(planned);
    assert.deepEqual(outcomes, ["0 written", "1 written"]);
    assert.equal(cluster.countRequests(offsetDeleteApi), 1);
    assert.deepEqual(await committed(), [undefined, undefined]);
    await cluster.proxy(2).restore();
    await window.applied(await window.planUndo(record));
    assert.deepEqual(await committed(), [10n, 10n]);
  });

  it("deletes a group once, and reads back what the lost answer would have told", async () => {
    const plans = await planGroupDeletions(gateway, [groupId]);
    onRequest(deleteGroupsApi, () => "loseAnswer");
    const [{ change } = assert.fail()] = await window.changes.deleteGroups(window.cluster, plans);
    assert.ok(change.kind === "done");
    assert.equal(change.result.kind, "deleted");
    assert.equal(cluster.countRequests(deleteGroupsApi), 1);
    await cluster.proxy(2).restore();
    await window.applied(await window.planUndo(await window.record(change.changeId)));
    assert.deepEqual(await committed(), [10n, 10n]);
  });

  it("undoes only what was written when the deletions of an undo never arrive, and the rest later", async () => {
    await gateway.deleteOffsets(groupId, [{ topic, partition: 1 }]);
    const scope = { kind: "topics", topics: [topic] } as const;
    const record = await window.reset({ groupId, scope, target: { to: "earliest" } });
    assert.deepEqual(await committed(), [0n, 0n]);
    const undo = await window.planUndo(record);
    onRequest(offsetDeleteApi, () => "breakBefore");
    const { outcomes } = await window.applied(undo);
    assert.deepEqual(outcomes, ["0 written", "1 notWritten"]);
    assert.deepEqual(await committed(), [10n, 0n]);
    cluster.proxy(2).treat = () => "pass";
    const rest = await window.planUndo(record);
    assert.deepEqual((await window.applied(rest)).outcomes, ["1 written"]);
    assert.deepEqual(await committed(), [10n, undefined]);
  });

  it("says that it changed since the preview when another window was faster", async () => {
    const other = new ChangesScene(cluster.proxiedGateway(timeouts), directory);
    const [mine, theirs] = await Promise.all([
      plan({ to: "earliest" }),
      plan({ to: "latest" }, other),
    ]);
    await other.applied(theirs);
    const { outcomes, record } = await window.applied(mine);
    assert.deepEqual(outcomes, ["changedSincePreview"]);
    assert.match(record.outcome?.message ?? "", /is committed at 20, no longer 10/);
    assert.deepEqual(await committed(), [20n, 20n]);
    assert.equal((await window.journal.list()).records.length, 2);
    assert.match((await window.planUndo(record)).obstacle?.message ?? "", /Nothing was written/);
    await other.gateway.close();
  });

  it("tells whose commit stands when two windows write at once", async () => {
    const other = new ChangesScene(cluster.proxiedGateway(timeouts), directory);
    const [mine, theirs] = await Promise.all([
      plan({ to: "earliest" }),
      plan({ to: "latest" }, other),
    ]);
    // Both have checked before either writes.
    let waiting = 0;
    onRequest(offsetCommitApi, async (): Promise<Treatment> => {
      waiting += 1;
      await eventually("both are about to write", () => waiting === 2, 1_000);
      return "pass";
    });
    const results = await Promise.all([window.applied(mine), other.applied(theirs)]);
    const standing = await committed();
    for (const [index, { outcomes, record }] of results.entries()) {
      const isStanding = standing[0] === (index === 0 ? 0n : 20n);
      assert.deepEqual(recordedOutcomes(record), outcomes);
      if (isStanding) assert.deepEqual(outcomes, ["0 written", "1 written"]);
    }
    assert.ok(standing[0] === standing[1] && standing[0] !== 10n);
    await other.gateway.close();
  });

  it("goes to the coordinator that took over when the old one dies between plan and commit", async () => {
    const planned = await plan({ to: "earliest" });
    await cluster.broker(2).kill();
    await eventually("another broker coordinates the group", async () => {
      const [described] = await gateway.describeGroups([groupId]);
      return described?.value?.state === "Empty" && (await committed())[0] === 10n;
    });
    const { outcomes, record } = await window.applied(planned);
    assert.deepEqual(outcomes, ["0 written", "1 written"]);
    assert.deepEqual(recordedOutcomes(record), outcomes);
    assert.deepEqual(await committed(), [0n, 0n]);
  });

  it("keeps a true record when the coordinator dies during the commit", async () => {
    const planned = await plan({ to: "earliest" });
    onRequest(offsetCommitApi, async (): Promise<Treatment> => {
      await cluster.broker(2).kill();
      return "pass";
    });
    const { outcomes, record } = await window.applied(planned);
    assert.deepEqual(recordedOutcomes(record), outcomes);
    assert.equal(record.outcome?.ok, false);
    for (const outcome of outcomes) assert.match(outcome, /notWritten|unknown/);
    assert.equal(cluster.countRequests(offsetCommitApi), 1);
    await cluster.heal();
    await eventually("the commits of before stand", async () => (await committed())[0] === 10n);
    const undo = await window.planUndo(record);
    assert.equal(undo.obstacle?.kind, "nothingToChange");
  });

  it("keeps a record to undo by when the window is gone before the outcome is known", async () => {
    const planned = await plan({ to: "earliest" });
    const begun = new ChangesScene(gateway, directory);
    begun.journal.finish = () => Promise.reject(new Error("the window was closed"));
    const change = await begun.apply(planned);
    assert.ok(change.kind === "done" && !change.isRecorded);
    const record = await window.record(change.changeId);
    assert.equal(record.outcome, null);
    await window.applied(await window.planUndo(record));
    assert.deepEqual(await committed(), [10n, 10n]);
  });
});
