import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Kafka, logLevel } from "kafkajs";
import * as vscode from "vscode";
import type { TestApi } from "../../src/extension";
import { createClusterGateway } from "../../src/kafka/connection/createClusterGateway";
import type { ClusterGateway } from "../../src/kafka/gateway";
import { extensionId, settingKeys } from "../../src/manifest";
import type { ClusterTreeNode, NodeKind, NodeOfKind } from "../../src/views/nodes";

/** `host:port` of the real brokers the runner started. */
export function bootstrapServers(): string[] {
  const servers = process.env["KAFKA_OFFSETS_TEST_BOOTSTRAP"];
  assert.ok(servers, "the runner names the broker in KAFKA_OFFSETS_TEST_BOOTSTRAP");
  return servers.split(",");
}

export async function activateExtension(): Promise<TestApi> {
  const extension = vscode.extensions.getExtension<TestApi | undefined>(extensionId);
  const api = await extension?.activate();
  assert.ok(api, "the extension answers in test mode");
  return api;
}

/** Writes the user's list of clusters, and resolves when the extension host knows it. */
export async function setClusters(entries: readonly unknown[]): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  await configuration.update(settingKeys.clusters, entries, vscode.ConfigurationTarget.Global);
  await eventually(
    () =>
      JSON.stringify(vscode.workspace.getConfiguration().get(settingKeys.clusters)) ===
      JSON.stringify(entries),
    "the settings have arrived",
  );
}

/** Goes down the tree, taking at each step the row of this kind with this name. */
export async function open<K extends NodeKind>(
  { tree }: TestApi,
  ...path: readonly [...(readonly [NodeKind, string?])[], readonly [K, string?]]
): Promise<NodeOfKind<K>> {
  let node: ClusterTreeNode | undefined;
  const labelOf = (row: ClusterTreeNode): string => tree.getTreeItem(row).label as string;
  for (const [kind, name] of path) {
    const rows: readonly ClusterTreeNode[] = await tree.getChildren(node);
    const next = rows.find((row) => row.kind === kind && (name ?? labelOf(row)) === labelOf(row));
    const shown = rows.map((row) => `${row.kind} ${labelOf(row)}`);
    assert.ok(next, `no ${kind} ${name ?? ""} among: ${shown.join(", ")}`);
    node = next;
  }
  return node as NodeOfKind<K>;
}

/** Tabs and settings change some time after the call that changes them: asks until it is so, at most 10 s. */
export async function eventually<T>(
  read: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
): Promise<T> {
  const endMs = Date.now() + 10_000;
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== false) return value;
    assert.ok(Date.now() < endMs, `not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A gateway of the test's own, to look behind the extension's back. */
export function openGateway(): ClusterGateway {
  const connection = {
    bootstrapServers: bootstrapServers(),
    clientId: "host-test",
    connectTimeoutMs: 2500,
    requestTimeoutMs: 15_000,
  };
  const quiet = (): void => undefined;
  return createClusterGateway(connection, { debug: quiet, warn: quiet, error: quiet });
}

/** The open tab of a webview panel of this type. */
export function panelTab(viewType: string, label: RegExp): vscode.Tab | undefined {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ input, label: text }) => {
      const isPanel = input instanceof vscode.TabInputWebview;
      return isPanel && input.viewType.endsWith(viewType) && label.test(text);
    });
}

/** A topic of its own for a test, with messages in partition 0. */
export async function createTopic(messages: number, numPartitions = 2): Promise<string> {
  const topic = `host-${randomUUID()}`;
  const kafka = new Kafka({ brokers: bootstrapServers(), logLevel: logLevel.NOTHING });
  const [admin, producer] = [kafka.admin(), kafka.producer()];
  await Promise.all([admin.connect(), producer.connect()]);
  try {
    await admin.createTopics({ topics: [{ topic, numPartitions }], waitForLeaders: true });
    const values = Array.from({ length: messages }, (_, index) => `message ${index}`);
    await producer.send({
      topic,
      messages: values.map((value) => ({ value, partition: 0 })),
    });
  } finally {
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  }
  return topic;
}
