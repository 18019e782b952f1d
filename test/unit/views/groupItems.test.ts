import assert from "node:assert/strict";
import type { GroupListing } from "../../../src/kafka/model";
import type { GroupPartition } from "../../../src/views/nodes";
import { totalLag } from "../../../src/kafka/groups/lag";
import {
  groups,
  groupNode,
  groupFacts,
  commit,
  groupTopicNode,
  position,
  groupPartitionNode,
  member,
  show,
  iconOf,
  tooltipOf,
} from "../../support/treeNodes";

describe("tree items of groups", () => {
  it("count the groups, and the lagging ones once that is known", () => {
    const known = { count: 9, laggingCount: 2 };
    const item = show(groups, { kind: "groups", id: "c/groups", value: known });
    assert.equal(item.description, "9 · 2 lagging");
    const early = { count: 9, laggingCount: undefined };
    assert.equal(show(groups, { kind: "groups", id: "c/groups", value: early }).description, "9");
  });

  it("show the listed state first, and lag and members when they are known", () => {
    const node = groupNode();
    assert.equal(show(node).description, "Stable");
    const item = show(node, { kind: "group", id: node.id, value: groupFacts() });
    assert.equal(item.description, "Stable · lag 1,204 · 3 members");
    assert.match(tooltipOf(item), /Lag: 1204/);
  });

  it("offer a reset only for empty groups of a type that can be reset", () => {
    const context = (change: Partial<GroupListing>): string | undefined =>
      show(groupNode(change)).contextValue;
    assert.equal(context({ state: "Empty" }), "group.resettable");
    assert.equal(context({ state: "Empty", type: "consumer" }), "group.resettable");
    assert.equal(context({ state: "Empty", type: "share" }), "group.active");
    assert.equal(context({ state: "Empty", type: "streams" }), "group.active");
    for (const state of ["Stable", "Dead", "Reconciling", "PreparingRebalance", undefined]) {
      assert.equal(context({ state }), "group.active");
    }
  });

  it("warn of a streams group that waits for its topics", () => {
    const item = show(groupNode({ type: "streams", state: "NotReady" }));
    assert.equal(item.description, "NotReady");
    assert.equal(iconOf(item), "warning");
  });

  it("follow the newer state of the description", () => {
    const node = groupNode({ state: "Stable" });
    const value = groupFacts({ state: "Empty", memberCount: 0 });
    const item = show(node, { kind: "group", id: node.id, value });
    assert.equal(item.contextValue, "group.resettable");
    assert.equal(item.description, "Empty · lag 1,204");
  });

  it("say when a lag is not known, and nothing where there is nothing to say", () => {
    const node = groupNode({ state: "Empty" });
    const lag = (kind: "unknown" | "noCommit"): string | boolean | undefined => {
      const value = groupFacts({ state: "Empty", memberCount: 0, total: totalLag([{ kind }]) });
      return show(node, { kind: "group", id: node.id, value }).description;
    };
    assert.equal(lag("unknown"), "Empty · lag not known");
    assert.equal(lag("noCommit"), "Empty");
  });

  it("say in words when a commit lies outside the log", () => {
    const node = groupNode({ state: "Empty" });
    const total = totalLag([
      { kind: "pastEnd", lag: 0n, past: 1n },
      { kind: "beforeStart", lag: 2n, deleted: 1n },
    ]);
    const value = groupFacts({ state: "Empty", memberCount: 0, total });
    const item = show(node, { kind: "group", id: node.id, value });
    assert.equal(item.description, "Empty · lag 2 · past the end · before the log start");
  });

  it("show why one group cannot be read", () => {
    const node = groupNode();
    const failures = ["Not allowed to describe this group."];
    const value = groupFacts({ total: undefined, memberCount: undefined, failures });
    const item = show(node, { kind: "group", id: node.id, value });
    assert.equal(item.description, "Stable · Not allowed to describe this group.");
    assert.equal(iconOf(item), "error");
  });

  it("tell the states apart by icon", () => {
    const states = ["Stable", "Empty", "Dead", "PreparingRebalance", "SomethingNew"];
    const icons = states.map((state) => iconOf(show(groupNode({ state }))));
    assert.equal(new Set(icons).size, states.length);
  });

  it("name the group whose id is empty, and make hostile ids visible", () => {
    assert.equal(show(groupNode({ groupId: "" })).label, "(empty group id)");
    const hostile = show(groupNode({ groupId: "a\u202e$(trash)[x](command:y)" }));
    assert.doesNotMatch(hostile.label as string, /\u202e|\$\(|\]\(/);
    assert.doesNotMatch(tooltipOf(hostile), /\u202e/);
  });
});

describe("tree items of a group's positions", () => {
  it("add up a topic's lag and count partitions without commit", () => {
    const node = groupTopicNode([position(commit(19_204n)), position(undefined)]);
    const item = show(node);
    assert.equal(item.description, "lag 867 · 1 without commit");
    assert.equal(item.contextValue, "groupTopic.resettable");
    assert.equal(show(groupTopicNode([], false)).contextValue, "groupTopic.active");
  });

  it("show committed offset, end, lag and owner", () => {
    const item = show(
      groupPartitionNode(position(commit(19_204n), {}, { owners: [member] }), false),
    );
    assert.equal(item.description, "19,204 / 20,071 · lag 867 · billing-1");
    assert.equal(item.contextValue, "groupPartition.active");
    assert.match(tooltipOf(item), /Committed offset: 19204\n/);
    assert.match(tooltipOf(item), /Leader epoch of the commit: 4/);
  });

  it("say of a share group where it begins, what was not read, and how many share a partition", () => {
    const read = groupPartitionNode(
      position({ ...commit(19_204n), toldLag: 8n }, {}, { owners: [member, member] }),
    );
    const unread = groupPartitionNode(position(undefined));
    const share = {
      ...groupTopicNode([read.position, unread.position]),
      group: groupNode({ type: "share" }).group,
    };
    const item = show({ ...read, parent: share });
    assert.equal(item.description, "19,204 / 20,071 · lag 8 · 2 members");
    assert.match(tooltipOf(item), /Start offset of the share group: 19204\n/);
    assert.equal(show({ ...unread, parent: share }).description, "not read yet");
    assert.equal(show(share).description, "lag 8 · 1 not read yet");
  });

  const states: readonly (readonly [what: string, position: GroupPartition, text: string])[] = [
    ["no commit, which is not a lag", position(undefined), "no commit"],
    ["a commit past the end", position(commit(20_100n)), "20,100 / 20,071 · past the end by 29"],
    [
      "a commit before the log start",
      position(commit(2n)),
      "2 / 20,071 · lag 20,059 · before the log start by 10",
    ],
    [
      "an unknown end",
      position(commit(2n), {
        start: undefined,
        end: undefined,
        failure: { code: 5, message: "No leader." },
      }),
      "2 / ? · lag not known · No leader.",
    ],
    ["no lag", position(commit(20_071n)), "20,071 / 20,071 · lag 0"],
  ];
  for (const [what, state, text] of states) {
    it(`show ${what}`, () => {
      const item = show(groupPartitionNode(state));
      assert.equal(item.description, text);
      assert.equal(item.contextValue, "groupPartition.resettable");
    });
  }
});
