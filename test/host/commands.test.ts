import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { TestApi } from "../../src/extension";
import { panelIds, viewIds } from "../../src/manifest";
import {
  activateExtension,
  bootstrapServers,
  createTopic,
  eventually,
  open,
  openGateway,
  panelTab,
  setClusters,
} from "./support";

describe("the commands in the host", () => {
  let api: TestApi;
  let topic: string;

  before(async () => {
    api = await activateExtension();
    topic = await createTopic(3);
    await setClusters([{ id: "real", name: "real", bootstrapServers: bootstrapServers() }]);
  });
  afterEach(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });
  after(async () => {
    await setClusters([]);
  });

  it("open the peek panel of a topic, once", async () => {
    const node = await open(api, ["cluster", "real"], ["topics"], ["topic", topic]);
    await vscode.commands.executeCommand("kafkaOffsets.peekMessages", node);
    await eventually(() => panelTab(panelIds.peek, new RegExp(topic)), "the peek panel's tab");
    await vscode.commands.executeCommand("kafkaOffsets.peekMessages", node);
    const panels = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview);
    assert.equal(panels.length, 1);
  });

  it("open the preview of a reset, which writes nothing by itself", async () => {
    const groupId = `host-${randomUUID()}`;
    const gateway = openGateway();
    try {
      await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 2n }]);
      api.tree.refresh();
      const group = await open(api, ["cluster", "real"], ["groups"], ["group", groupId]);
      await vscode.commands.executeCommand("kafkaOffsets.resetOffsetsToEarliest", group);
      await eventually(() => panelTab(panelIds.reset, new RegExp(groupId)), "the preview's tab");
      const [result] = await gateway.fetchCommittedOffsets([groupId]);
      assert.equal(result?.value?.[0]?.offset, 2n);
    } finally {
      await gateway.close();
    }
  });

  it("copy the name of a row", async () => {
    const node = await open(api, ["cluster", "real"], ["topics"], ["topic", topic]);
    await vscode.commands.executeCommand("kafkaOffsets.copyName", node);
    assert.equal(await vscode.env.clipboard.readText(), topic);
  });

  it("reconnect a cluster, whose rows can then be loaded again", async () => {
    const cluster = await open(api, ["cluster", "real"]);
    await open(api, ["cluster", "real"], ["topics"], ["topic", topic]);
    await vscode.commands.executeCommand("kafkaOffsets.reconnectCluster", cluster);
    await open(api, ["cluster", "real"], ["topics"], ["topic", topic]);
  });

  it("let the view be shown", async () => {
    await vscode.commands.executeCommand(`${viewIds.clusters}.focus`);
    assert.ok((await api.tree.getChildren()).length > 0);
  });
});
