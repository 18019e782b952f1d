import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { TestApi } from "../../src/extension";
import type { ClusterGateway } from "../../src/kafka/gateway";
import { settingKeys } from "../../src/manifest";
import {
  activateExtension,
  bootstrapServers,
  createTopic,
  eventually,
  open,
  openGateway,
  setClusters,
} from "./support";

describe("the tree of a real cluster", () => {
  let api: TestApi;
  let topic: string;
  let groupId: string;
  let gateway: ClusterGateway;

  before(async () => {
    api = await activateExtension();
    topic = await createTopic(5);
    groupId = `host-${randomUUID()}`;
    gateway = openGateway();
    await gateway.commitOffsets(groupId, [{ topic, partition: 0, offset: 2n }]);
    await setClusters([{ id: "real", name: "real", bootstrapServers: bootstrapServers() }]);
  });
  after(async () => {
    await setClusters([]);
    await gateway.close();
  });

  const description = (node: Parameters<TestApi["tree"]["getTreeItem"]>[0]): string =>
    api.tree.getTreeItem(node).description as string;

  it("shows the cluster of the settings, and its brokers once it is open", async () => {
    const cluster = await open(api, ["cluster", "real"]);
    await open(api, ["cluster", "real"], ["brokers"], ["broker"]);
    assert.match(description(cluster), /^\S+:\d+( \+\d+)? · \d+ brokers?$/);
  });

  it("shows the topics with the ranges of their partitions", async () => {
    const partition = await open(
      api,
      ["cluster", "real"],
      ["topics"],
      ["topic", topic],
      ["partition", "0"],
    );
    assert.match(description(partition), /^0 … 5 · 5 offsets · leader \d+ · ISR \d+/);
  });

  it("hides internal topics until the settings ask for them", async () => {
    const configuration = vscode.workspace.getConfiguration();
    const path = [["cluster", "real"], ["topics"], ["topic", "__consumer_offsets"]] as const;
    await assert.rejects(open(api, ...path), /no topic __consumer_offsets/);
    const { Global } = vscode.ConfigurationTarget;
    await configuration.update(settingKeys.showInternalTopics, true, Global);
    try {
      await eventually(() => open(api, ...path).catch(() => undefined), "internal topics");
    } finally {
      await configuration.update(settingKeys.showInternalTopics, undefined, Global);
    }
  });

  it("shows an empty group with its lag, and no commit apart from lag", async () => {
    const path = [["cluster", "real"], ["groups"], ["group", groupId]] as const;
    const group = await open(api, ...path);
    const first = await open(api, ...path, ["groupTopic", topic], ["groupPartition", "0"]);
    const second = await open(api, ...path, ["groupTopic", topic], ["groupPartition", "1"]);
    assert.equal(description(first), "2 / 5 · lag 3");
    assert.equal(description(second), "no commit");
    assert.equal(description(group), "Empty · lag 3");
    assert.equal(api.tree.getTreeItem(group).contextValue, "group.resettable");
  });

  it("leaves the groups as they were", async () => {
    const ids = async (): Promise<string[]> =>
      (await gateway.listGroups()).map((group) => group.groupId);
    const before = await ids();
    api.tree.refresh();
    await open(api, ["cluster", "real"], ["groups"], ["group", groupId], ["members"]);
    await open(api, ["cluster", "real"], ["topics"], ["topic", topic], ["partition"]);
    assert.deepEqual(await ids(), before);
  });

  it("reports a cluster that cannot be reached within the connect timeout, and loads it on Retry", async () => {
    const closed = "127.0.0.1:1";
    await setClusters([{ id: "x", name: "moving", bootstrapServers: [closed] }]);
    const startMs = Date.now();
    const failure = await open(api, ["cluster", "moving"], ["failure"]);
    assert.ok(Date.now() - startMs < 5000);
    assert.match(failure.sentence, /127\.0\.0\.1:1/);
    const cluster = await open(api, ["cluster", "moving"]);
    assert.equal(description(cluster), `${closed} · not reachable`);

    await setClusters([{ id: "x", name: "moving", bootstrapServers: bootstrapServers() }]);
    await vscode.commands.executeCommand("kafkaOffsets.retry", failure);
    await open(api, ["cluster", "moving"], ["brokers"]);
  });

  it("shows a broken entry of the settings beside the good ones", async () => {
    await setClusters([
      { name: "broken" },
      { id: "real", name: "real", bootstrapServers: bootstrapServers() },
    ]);
    const failure = await open(api, ["failure"]);
    assert.match(failure.sentence, /^Cluster 1 in the settings is left out: "bootstrapServers"/);
    await open(api, ["cluster", "real"], ["topics"], ["topic", topic]);
  });
});
