import assert from "node:assert/strict";
import { viewCommands } from "../../../src/commands/view";
import { clusterNode } from "../../../src/views/clusterChildren";
import { failureNode } from "../../../src/views/loading";
import type { ClusterTreeNode, GroupNode } from "../../../src/views/nodes";
import { env } from "../../support/vscode";

const cluster = clusterNode({ id: "a", name: "demo", bootstrapServers: [], isReadOnly: false });
const groups = {
  kind: "groups",
  id: "a/groups",
  parent: cluster,
  cluster: cluster.cluster,
} as const;
const group: GroupNode = {
  kind: "group",
  id: "a/groups/id=x",
  parent: groups,
  cluster: cluster.cluster,
  group: { groupId: "x\u202e", type: "classic", protocolType: "consumer", state: "Empty" },
};

describe("view commands", () => {
  let refreshed: (ClusterTreeNode | undefined)[];
  let shown: number;
  let commands: ReturnType<typeof viewCommands>;

  beforeEach(() => {
    refreshed = [];
    shown = 0;
    env.clipboard.text = "before";
    commands = viewCommands({
      tree: { refresh: (node) => refreshed.push(node) },
      log: { show: () => shown++ },
    });
  });

  it("refresh the branch they are started on, or everything", async () => {
    await commands["kafkaOffsets.refresh"](cluster);
    await commands["kafkaOffsets.refresh"]();
    assert.deepEqual(refreshed, [cluster, undefined]);
  });

  it("retry what a failure stands for", async () => {
    await commands["kafkaOffsets.retry"](failureNode(groups, { sentence: "No.", advice: "" }));
    assert.deepEqual(refreshed, [groups]);
  });

  it("copy a name exactly, also what cannot be seen of it", async () => {
    await commands["kafkaOffsets.copyName"](group);
    assert.equal(env.clipboard.text, "x\u202e");
    await commands["kafkaOffsets.copyName"](cluster);
    assert.equal(env.clipboard.text, "demo");
  });

  it("copy nothing when there is no row to copy from", async () => {
    await commands["kafkaOffsets.copyName"]();
    assert.equal(env.clipboard.text, "before");
  });

  it("show the log", async () => {
    await commands["kafkaOffsets.showLog"]();
    assert.equal(shown, 1);
  });
});
