import assert from "node:assert/strict";
import { clusterCommands } from "../../../src/commands/clusters";
import { Pickers } from "../../../src/commands/pickers";
import type { ClusterProfile } from "../../../src/config/clusterProfile";
import type { ClusterProfiles } from "../../../src/config/clusterProfiles";
import { Clusters } from "../../../src/config/clusters";
import { UserError } from "../../../src/ui/userError";
import { clusterNode } from "../../../src/views/clusterChildren";
import { MemoryGateway } from "../../support/memoryGateway";
import { testProfiles } from "../../support/testProfiles";
import { fakeConfiguration, fakeWindow } from "../../support/vscode";

const setting = "kafkaOffsets.clusters";

describe("cluster commands", () => {
  let profiles: ClusterProfiles;
  let clusters: Clusters;
  let gateway: MemoryGateway;
  let commands: ReturnType<typeof clusterCommands>;
  /** What became of the editors. */
  let opened: string[];
  let isRestricted: boolean;

  beforeEach(() => {
    fakeWindow.reset();
    fakeConfiguration.reset({
      [setting]: [],
      "kafkaOffsets.connectTimeoutMs": 2500,
      "kafkaOffsets.requestTimeoutMs": 15_000,
    });
    gateway = new MemoryGateway();
    profiles = testProfiles();
    const openGateway = (): MemoryGateway => gateway;
    clusters = new Clusters(profiles, openGateway, assert.ifError);
    const pickers = new Pickers(clusters, String);
    opened = [];
    isRestricted = false;
    const editors = {
      add: () => void opened.push("add"),
      edit: ({ name }: ClusterProfile) => void opened.push(`edit ${name}`),
      test: ({ name }: ClusterProfile) => void opened.push(`test ${name}`),
      refuseRestricted: () => {
        if (isRestricted) throw new UserError("Not in Restricted Mode.");
      },
    };
    commands = clusterCommands({ profiles, clusters, pickers, editors });
  });
  afterEach(() => {
    clusters.dispose();
    profiles.dispose();
  });

  const asked = (): string[] => fakeWindow.calls.map(({ name }) => name);
  const names = (): string[] => profiles.list().profiles.map(({ name }) => name);
  const has = (...entries: readonly string[]): void => {
    const value = entries.map((name) => ({ id: name, name, bootstrapServers: ["a:1"] }));
    fakeConfiguration.set(setting, value);
  };

  describe("Add, Edit and Test", () => {
    it("open the editor, of the node's cluster where there is one", async () => {
      has("one", "two");
      const [, two] = clusters.list();
      assert.ok(two);
      await commands["kafkaOffsets.addCluster"]();
      await commands["kafkaOffsets.editCluster"](clusterNode(two));
      await commands["kafkaOffsets.testConnection"](clusterNode(two));
      assert.deepEqual(opened, ["add", "edit two", "test two"]);
    });

    it("ask which cluster when they are started from the palette, and end silently without one", async () => {
      has("one", "two");
      await commands["kafkaOffsets.editCluster"]();
      await commands["kafkaOffsets.testConnection"]();
      assert.deepEqual(opened, []);
      assert.deepEqual(asked(), ["showQuickPick", "showQuickPick"]);
    });
  });

  describe("Toggle Read-Only", () => {
    const toggle = (): Promise<void> => commands["kafkaOffsets.toggleReadOnly"]();
    const isReadOnly = (): boolean | undefined => profiles.list().profiles[0]?.isReadOnly;

    it("protects without a question, and asks before it takes the protection away", async () => {
      has("one");
      await toggle();
      assert.equal(isReadOnly(), true);
      assert.ok(!asked().includes("showWarningMessage"));
      await toggle();
      assert.equal(isReadOnly(), true);
      fakeWindow.answer("showWarningMessage", () => "Allow Changes");
      await toggle();
      assert.equal(isReadOnly(), false);
    });

    it("is refused in Restricted Mode", async () => {
      has("one");
      isRestricted = true;
      await assert.rejects(toggle(), /Restricted Mode/);
      assert.equal(isReadOnly(), false);
    });
  });

  describe("Remove Cluster", () => {
    it("asks first, and removes the cluster of the node", async () => {
      has("one", "two");
      fakeWindow.answer("showWarningMessage", () => "Remove Cluster");
      const [, two] = clusters.list();
      assert.ok(two);
      await commands["kafkaOffsets.removeCluster"](clusterNode(two));
      assert.deepEqual(names(), ["one"]);
      const [question, options] = fakeWindow.calls[0]?.args ?? [];
      assert.match(String(question), /"two"/);
      assert.equal((options as { modal: boolean }).modal, true);
    });

    it("removes nothing when the question is cancelled", async () => {
      has("one");
      await commands["kafkaOffsets.removeCluster"]();
      assert.deepEqual(names(), ["one"]);
    });

    it("asks which one when it is started from the palette", async () => {
      has("one", "two");
      fakeWindow.answer("showQuickPick", (items: readonly unknown[]) => items[1]);
      fakeWindow.answer("showWarningMessage", () => "Remove Cluster");
      await commands["kafkaOffsets.removeCluster"]();
      assert.deepEqual(names(), ["one"]);
    });

    it("is cancelled silently at the choice of a cluster", async () => {
      has("one", "two");
      await commands["kafkaOffsets.removeCluster"]();
      assert.deepEqual(asked(), ["showQuickPick"]);
    });
  });

  it("Reconnect closes the connection and opens a new one", async () => {
    has("one");
    clusters.get("one");
    await commands["kafkaOffsets.reconnectCluster"]();
    assert.ok(gateway.isClosed);
  });
});
