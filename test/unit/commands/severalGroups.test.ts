import assert from "node:assert/strict";
import type { GroupNode } from "../../../src/views/nodes";
import { fakeWindow, workspace } from "../../support/vscode";
import { group, groupPartition, groupTopic, scene } from "./resetScene";

interface Choice {
  readonly label: string;
  readonly picked?: boolean;
}

const choose =
  (label: string) =>
  (items: readonly Choice[]): Choice | undefined =>
    items.find((item) => item.label === label);

const tick =
  (...labels: readonly string[]) =>
  (items: readonly Choice[], options: { readonly canPickMany: boolean }): readonly Choice[] => {
    assert.equal(options.canPickMany, true);
    return items.filter((item) => labels.includes(item.label));
  };

const nightly: GroupNode = {
  ...group,
  id: "demo/groups/nightly",
  group: { ...group.group, groupId: "nightly" },
};

describe("resetting what was chosen together", () => {
  beforeEach(() => {
    fakeWindow.reset();
  });

  it("takes several groups of the tree into one preview", async () => {
    const { commands, shown } = scene();
    await commands["kafkaOffsets.resetOffsetsToEarliest"](group, [group, nightly]);
    assert.deepEqual(
      shown().requests,
      ["billing", "nightly"].map((groupId) => ({
        groupId,
        scope: { kind: "allTopics" },
        target: { to: "earliest" },
      })),
    );
  });

  it("takes topics and partitions of one group for its scope, each partition once", async () => {
    const { commands, shown } = scene();
    const payments = { ...groupTopic, id: "p", topic: "payments" };
    await commands["kafkaOffsets.resetOffsetsToLatest"](payments, [groupPartition, payments]);
    assert.deepEqual(shown().request.scope, {
      kind: "topicsAndPartitions",
      topics: ["payments"],
      partitions: [{ topic: "orders", partition: 1 }],
    });
  });

  it("leaves out a partition of a topic that is chosen too", async () => {
    const { commands, shown } = scene();
    await commands["kafkaOffsets.resetOffsetsToLatest"](groupTopic, [groupTopic, groupPartition]);
    assert.deepEqual(shown().request.scope, { kind: "topics", topics: ["orders"] });
  });

  it("refuses parts of several groups, and groups of several clusters", async () => {
    const { commands, panels } = scene();
    const reset = commands["kafkaOffsets.resetOffsetsToLatest"];
    await assert.rejects(reset(nightly, [nightly, groupTopic]), /either groups, or topics/);
    const elsewhere = { ...nightly, cluster: { ...nightly.cluster, id: "other" } };
    await assert.rejects(reset(group, [group, elsewhere]), /groups of one cluster/);
    assert.deepEqual(panels, []);
  });

  it("ticks several groups from the palette, and asks the rest once", async () => {
    const { at, commands, shown } = scene();
    at.addGroup("nightly").commit("orders", 1, { offset: 2n });
    fakeWindow.answer(
      "showQuickPick",
      choose("Several Groups…"),
      tick("billing", "nightly"),
      choose("orders"),
      choose("Latest"),
    );
    await commands["kafkaOffsets.resetOffsets"]();
    assert.deepEqual(
      shown().requests.map(({ groupId, scope }) => [groupId, scope]),
      ["billing", "nightly"].map((groupId) => [groupId, { kind: "topics", topics: ["orders"] }]),
    );
  });

  it("ends without a word when nothing is ticked", async () => {
    const { at, commands, panels } = scene();
    at.addGroup("nightly");
    fakeWindow.answer("showQuickPick", choose("Several Groups…"), tick());
    await commands["kafkaOffsets.resetOffsets"]();
    assert.deepEqual(panels, []);
  });

  it("ticks several topics and partitions from the palette", async () => {
    const { at, commands, shown } = scene();
    at.withTopic("payments", { end: 3n, committed: 1n });
    fakeWindow.answer(
      "showQuickPick",
      choose("billing"),
      choose("Several Topics and Partitions…"),
      tick("payments", "payments-0", "orders-1"),
    );
    await commands["kafkaOffsets.resetOffsetsToLatest"]();
    assert.deepEqual(shown().request.scope, {
      kind: "topicsAndPartitions",
      topics: ["payments"],
      partitions: [{ topic: "orders", partition: 1 }],
    });
  });

  it("offers a panel's scope for picking, with what it names ticked and what has no commit told", async () => {
    const { at, commands, shown } = scene();
    at.billing.commit("orders", 0, { offset: 1977n });
    await commands["kafkaOffsets.resetOffsetsToEarliest"](group);
    let offered: readonly (Choice & { readonly description: string })[] = [];
    fakeWindow.answer("showQuickPick", (items: typeof offered) => {
      offered = items;
      return undefined;
    });
    const partitions = [{ topic: "orders", partition: 1 }];
    const { host } = shown();
    const scope = await host.chooseScope(["billing"], { kind: "partitions", partitions });
    assert.equal(scope, undefined);
    assert.deepEqual(
      offered.map(({ label, description, picked }) => [label, description, picked]),
      [
        ["orders", "all 2 partitions", false],
        ["orders-0", "committed at 1,977", false],
        ["orders-1", "no commit", true],
      ],
    );
  });
});

describe("resetting by a file that names groups", () => {
  let text: string;

  beforeEach(() => {
    fakeWindow.reset();
    const uri = { path: "/files/offsets.csv" };
    Object.assign(workspace, {
      fs: {
        stat: () => Promise.resolve({ size: text.length }),
        readFile: () => Promise.resolve(new TextEncoder().encode(text)),
      },
    });
    fakeWindow.answer("showOpenDialog", () => [uri]);
  });

  afterEach(() => {
    Reflect.deleteProperty(workspace, "fs");
  });

  it("plans all of them without asking which", async () => {
    const { commands, shown } = scene();
    text = "nightly,orders,0,3\nbilling,orders,0,2\n";
    await commands["kafkaOffsets.resetOffsetsFromFile"]();
    assert.deepEqual(
      shown().requests.map(({ groupId, target }) => [groupId, target]),
      [
        ["nightly", [{ topic: "orders", partition: 0, offset: 3n }]],
        ["billing", [{ topic: "orders", partition: 0, offset: 2n }]],
      ].map(([groupId, offsets]) => [groupId, { to: "offsets", offsets, source: "offsets.csv" }]),
    );
    assert.deepEqual(
      fakeWindow.calls.map(({ name }) => name),
      ["showOpenDialog"],
    );
  });

  it("asks for the group where it names none", async () => {
    const { commands, shown } = scene();
    text = "orders,0,3\n";
    fakeWindow.answer("showQuickPick", choose("billing"));
    await commands["kafkaOffsets.resetOffsetsFromFile"]();
    assert.deepEqual(
      shown().requests.map(({ groupId }) => groupId),
      ["billing"],
    );
  });

  it("refuses lines for other groups than those chosen", async () => {
    const { commands } = scene();
    text = "nightly,orders,0,3\nbilling,orders,0,2\n";
    await assert.rejects(
      commands["kafkaOffsets.resetOffsetsFromFile"](group),
      /offsets\.csv, line 1: Group nightly is not among those to reset/,
    );
  });
});
