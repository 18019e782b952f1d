import assert from "node:assert/strict";
import type { ChangeRecord } from "../../../src/changes/changeRecord";
import { ClusterChanges } from "../../../src/changes/clusterChanges";
import { deletionCommands } from "../../../src/commands/deletions";
import { KafkaError } from "../../../src/kafka/errors";
import { eventually } from "../../support/eventually";
import { aMember } from "../../support/resetCluster";
import { fakeWindow } from "../../support/vscode";
import { aChange } from "../../support/changes";
import { group, groupPartition, groupTopic, scene, type Scene } from "./resetScene";

interface Deletions extends Scene {
  readonly deletions: ReturnType<typeof deletionCommands>;
}

const deletionScene = (
  ids = ["demo"],
  finish = (): Promise<ChangeRecord> => Promise.resolve(aChange()),
): Deletions => {
  const made = scene({ ids });
  made.at.billing.commit("orders", 1, { offset: 6n });
  const journal = {
    begin: () => Promise.resolve(aChange({ outcome: null })),
    finish,
  };
  const guard = { mayWrite: () => made.permission };
  const changes = new ClusterChanges(guard, journal, () => undefined);
  return Object.assign(made, { deletions: deletionCommands({ ...made.services, changes }) });
};

const texts = (name: string): string[] =>
  fakeWindow.calls.filter((call) => call.name === name).map(({ args }) => String(args[0]));

const named = (groupId: string): typeof group => ({
  ...group,
  id: groupId,
  group: { ...group.group, groupId },
});

const agree = (): void => {
  fakeWindow.answer(
    "showWarningMessage",
    (_question: string, _options: unknown, verb: string) => verb,
  );
};

describe("deleting a group", () => {
  beforeEach(() => {
    fakeWindow.reset();
  });

  it("asks with what goes along, and deletes nothing without a yes", async () => {
    const { at, deletions } = deletionScene();
    await deletions["kafkaOffsets.deleteGroup"](group);
    const [, asked] = fakeWindow.calls;
    assert.equal(asked?.args[0], "Delete group billing on cluster demo?");
    assert.deepEqual(asked.args[1], {
      modal: true,
      detail:
        "With it go 2 committed offsets, in topic orders. The cluster is at 127.0.0.1:9092. An undo record is kept.",
    });
    assert.ok(at.group("billing") !== undefined);
  });

  it("deletes it, says so, and offers the undo", async () => {
    const { at, deletions, events, panels, records } = deletionScene();
    assert.deepEqual(records, []);
    agree();
    await deletions["kafkaOffsets.deleteGroup"](group);
    assert.equal(at.group("billing"), undefined);
    assert.deepEqual(texts("showInformationMessage"), ["Group billing was deleted."]);
    assert.deepEqual(fakeWindow.calls.at(-1)?.args[1], "Undo…");
    assert.deepEqual(events, ["reset demo"]);
    assert.deepEqual(panels, []);
  });

  it("says so when the outcome could not be recorded", async () => {
    const { deletions } = deletionScene(["demo"], () => Promise.reject(new Error("disk full")));
    agree();
    await deletions["kafkaOffsets.deleteGroup"](group);
    assert.deepEqual(texts("showErrorMessage"), [
      "Group billing was deleted. The result could not be added to the undo record.",
    ]);
  });

  it("deletes several that were chosen together, each by itself, and leaves live ones out", async () => {
    const { at, deletions } = deletionScene();
    at.addGroup("nightly").commit("orders", 0, { offset: 2n });
    at.addGroup("live", { members: [aMember("worker")], state: "Stable" });
    agree();
    await deletions["kafkaOffsets.deleteGroup"](group, [group, named("nightly"), named("live")]);
    const asked = fakeWindow.calls.find(({ name }) => name === "showWarningMessage");
    assert.equal(asked?.args[0], "Delete 2 groups on cluster demo?");
    const { detail } = asked.args[1] as { detail: string };
    assert.match(detail, /^billing: With it go 2 committed offsets, in topic orders\.\nnightly: /);
    assert.match(detail, /\nLeft out: live\. live is Stable: 1 member is connected/);
    assert.deepEqual(texts("showInformationMessage"), ["2 of 2 groups were deleted."]);
    assert.deepEqual([at.group("billing"), at.group("nightly")], [undefined, undefined]);
    assert.ok(at.group("live") !== undefined);
  });

  it("tells of every group that is still there, in one notification", async () => {
    const { at, deletions } = deletionScene();
    for (const id of ["a", "b", "c", "d"]) at.addGroup(id).commit("orders", 0, { offset: 2n });
    const refusal = new KafkaError("This needs DELETE on the group.", { kind: "authorization" });
    at.deleteGroups = () => Promise.reject(refusal);
    agree();
    await deletions["kafkaOffsets.deleteGroup"](group, [group, ..."abcd".split("").map(named)]);
    const still = (id: string): string =>
      `Group ${id} was still there when it was read back: This needs DELETE on the group.`;
    assert.deepEqual(texts("showErrorMessage"), [
      `0 of 5 groups were deleted. ${["billing", "a", "b"].map(still).join(" ")} See Recent Changes for 2 more.`,
    ]);
    assert.deepEqual(texts("showInformationMessage"), []);
  });

  it("names the first of very many, also of those it leaves out", async () => {
    const { at, deletions } = deletionScene();
    const live = Array.from({ length: 20 }, (_, index) => `live-${index}`);
    for (const id of ["nightly", ...live]) at.addGroup(id).commit("orders", 0, { offset: 2n });
    for (const id of live) Object.assign(at.group(id) ?? {}, { members: [aMember("worker")] });
    await deletions["kafkaOffsets.deleteGroup"](group, ["nightly", ...live].map(named));
    const asked = fakeWindow.calls.find(({ name }) => name === "showWarningMessage");
    const { detail } = asked?.args[1] as { detail: string };
    assert.match(detail, /\nLeft out: live-11\. .*\nAnd 8 more groups\n\n/);
    assert.doesNotMatch(detail, /live-12/);
  });

  it("shows the tree anew before somebody closes the notification", async () => {
    const { deletions, events } = deletionScene();
    agree();
    let close = (): void => undefined;
    fakeWindow.answer("showInformationMessage", () => new Promise<void>((done) => (close = done)));
    const deleting = deletions["kafkaOffsets.deleteGroup"](group);
    await eventually("the tree is shown anew", () => events.includes("reset demo"));
    close();
    await deleting;
  });

  it("refuses a live group before it asks, and names who is connected", async () => {
    const { at, deletions } = deletionScene();
    at.billing.members = [aMember("worker")];
    at.billing.state = "Stable";
    await assert.rejects(deletions["kafkaOffsets.deleteGroup"](group), /worker/);
    assert.deepEqual(texts("showWarningMessage"), []);
  });

  it("refuses on a cluster that may not be written to", async () => {
    const made = deletionScene();
    made.permission = { allowed: false, reason: "Read-only." };
    await assert.rejects(made.deletions["kafkaOffsets.deleteGroup"](group), /Read-only/);
    assert.deepEqual(texts("showWarningMessage"), []);
  });
});

describe("a cluster that changes while the question stands there", () => {
  beforeEach(() => {
    fakeWindow.reset();
  });

  const agreeAfter = (change: () => void): void => {
    fakeWindow.answer(
      "showWarningMessage",
      (_question: string, _options: unknown, verb: string) => {
        change();
        return verb;
      },
    );
  };

  it("keeps its groups and offsets when it is no longer configured", async () => {
    for (const remove of ["kafkaOffsets.deleteGroup", "kafkaOffsets.deleteOffsets"] as const) {
      const ids = ["demo"];
      const { at, deletions } = deletionScene(ids);
      agreeAfter(() => (ids.length = 0));
      const deleting =
        remove === "kafkaOffsets.deleteGroup"
          ? deletions[remove](group)
          : deletions[remove](groupTopic);
      await assert.rejects(deleting, /changed or reconnected meanwhile\. Nothing was deleted/);
      assert.equal(at.committed("orders", 0), 4n);
    }
  });

  it("keeps them when it is read-only by then", async () => {
    const made = deletionScene();
    agreeAfter(() => (made.permission = { allowed: false, reason: "Read-only." }));
    await assert.rejects(made.deletions["kafkaOffsets.deleteGroup"](group), /Read-only/);
    assert.ok(made.at.group("billing") !== undefined);
  });
});

describe("deleting offsets of a group", () => {
  beforeEach(() => {
    fakeWindow.reset();
  });

  it("takes the commits of a topic, named and counted first", async () => {
    const { at, deletions } = deletionScene();
    agree();
    await deletions["kafkaOffsets.deleteOffsets"](groupTopic);
    assert.deepEqual(texts("showWarningMessage"), [
      "Delete 2 committed offsets of group billing on cluster demo?",
    ]);
    const asked = fakeWindow.calls.find(({ name }) => name === "showWarningMessage");
    assert.match(
      (asked?.args[1] as { detail: string }).detail,
      /^orders-0 \(4\), orders-1 \(6\)\. .*127\.0\.0\.1:9092/,
    );
    assert.equal(at.committed("orders", 0), undefined);
    assert.equal(at.committed("orders", 1), undefined);
    assert.match(texts("showInformationMessage").join(), /^2 of 2 deleted and read back/);
  });

  it("takes the commit of one partition only", async () => {
    const { at, deletions } = deletionScene();
    agree();
    await deletions["kafkaOffsets.deleteOffsets"](groupPartition);
    assert.equal(at.committed("orders", 0), 4n);
    assert.equal(at.committed("orders", 1), undefined);
  });

  it("takes partitions that were chosen together, of one group only", async () => {
    const { at, deletions } = deletionScene();
    agree();
    const remove = deletions["kafkaOffsets.deleteOffsets"];
    const other = { ...groupPartition, groupId: "nightly" };
    await assert.rejects(remove(groupPartition, [groupPartition, other]), /of one group/);
    const first = { ...groupPartition.position, partition: 0 };
    await remove(groupPartition, [groupPartition, { ...groupPartition, position: first }]);
    assert.equal(at.committed("orders", 0), undefined);
    assert.equal(at.committed("orders", 1), undefined);
  });

  it("says so when the outcome could not be recorded", async () => {
    const { deletions } = deletionScene(["demo"], () => Promise.reject(new Error("disk full")));
    agree();
    await deletions["kafkaOffsets.deleteOffsets"](groupPartition);
    assert.match(texts("showErrorMessage").join(), /could not be added to the undo record\.$/);
  });

  it("asks for group and partitions from the palette", async () => {
    const { at, deletions } = deletionScene();
    agree();
    const choose = (label: string) => (items: readonly { label: string }[]) =>
      items.find((item) => item.label === label);
    fakeWindow.answer("showQuickPick", choose("billing"), choose("orders-0"));
    await deletions["kafkaOffsets.deleteOffsets"]();
    assert.equal(at.committed("orders", 0), undefined);
    assert.equal(at.committed("orders", 1), 6n);
  });

  it("tells the broker's reason for each partition that was refused", async () => {
    const { at, deletions } = deletionScene();
    agree();
    at.deleteOffsets = (_groupId, partitions) =>
      Promise.resolve(
        partitions.map((one) => ({ ...one, failure: { code: 29, message: "Not allowed." } })),
      );
    await deletions["kafkaOffsets.deleteOffsets"](groupPartition);
    assert.match(texts("showErrorMessage").join(), /orders-1: refused: Not allowed\./);
  });

  it("says that there is nothing to delete", async () => {
    const { at, deletions } = deletionScene();
    at.addTopic("audit", 1);
    await assert.rejects(
      deletions["kafkaOffsets.deleteOffsets"]({ ...groupTopic, topic: "audit" }),
      /no commit to delete/,
    );
  });
});
