import assert from "node:assert/strict";
import { clusterCommands } from "../../../src/commands/clusters";
import { Pickers } from "../../../src/commands/pickers";
import { ClusterProfiles } from "../../../src/config/clusterProfiles";
import { Clusters } from "../../../src/config/clusters";
import { KafkaError } from "../../../src/kafka/errors";
import { clusterNode } from "../../../src/views/clusterChildren";
import { MemoryGateway } from "../../support/memoryGateway";
import { fakeConfiguration, fakeWindow } from "../../support/vscode";

const setting = "kafkaOffsets.clusters";
const unreachable = new KafkaError("Nothing is listening at a:1.", { kind: "unreachable" });

describe("cluster commands", () => {
  let profiles: ClusterProfiles;
  let clusters: Clusters;
  let gateway: MemoryGateway;
  let commands: ReturnType<typeof clusterCommands>;

  beforeEach(() => {
    fakeWindow.reset();
    fakeConfiguration.reset({
      [setting]: [],
      "kafkaOffsets.connectTimeoutMs": 2500,
      "kafkaOffsets.requestTimeoutMs": 15_000,
    });
    gateway = new MemoryGateway();
    profiles = new ClusterProfiles({ warn: () => undefined });
    const openGateway = (): MemoryGateway => gateway;
    clusters = new Clusters(profiles, openGateway, assert.ifError);
    const pickers = new Pickers(clusters);
    commands = clusterCommands({ profiles, clusters, pickers, openGateway });
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

  describe("Add Cluster", () => {
    const add = (): Promise<void> => commands["kafkaOffsets.addCluster"]();

    it("tries the servers, saves the cluster and says that it is connected", async () => {
      fakeWindow.answer(
        "showInputBox",
        () => " demo ",
        () => "a, b:2",
      );
      await add();
      assert.deepEqual(profiles.list().profiles[0]?.bootstrapServers, ["a:9092", "b:2"]);
      assert.deepEqual(names(), ["demo"]);
      assert.ok(gateway.isClosed, "the trial connection is closed");
      assert.match(String(fakeWindow.calls.at(-1)?.args[0]), /^Connected to "demo": 1 broker\.$/);
    });

    it("ends silently at each question that is cancelled", async () => {
      await add();
      fakeWindow.answer(
        "showInputBox",
        () => "demo",
        () => undefined,
      );
      await add();
      assert.deepEqual(names(), []);
      assert.deepEqual(asked(), ["showInputBox", "showInputBox", "showInputBox"]);
      assert.deepEqual(gateway.calls, []);
    });

    it("shows why it cannot connect, and saves nothing by itself", async () => {
      fakeWindow.answer(
        "showInputBox",
        () => "demo",
        () => "a:1",
      );
      gateway.failNext("describeCluster", unreachable);
      await add();
      assert.deepEqual(names(), []);
      const [message, ...buttons] = fakeWindow.calls.at(-1)?.args ?? [];
      assert.match(String(message), /Nothing is listening at a:1\./);
      assert.deepEqual(buttons, ["Add Anyway", "Change Servers…"]);
    });

    it("saves an unreachable cluster when the user insists", async () => {
      fakeWindow.answer(
        "showInputBox",
        () => "demo",
        () => "a:1",
      );
      fakeWindow.answer("showErrorMessage", () => "Add Anyway");
      gateway.failNext("describeCluster", unreachable);
      await add();
      assert.deepEqual(names(), ["demo"]);
    });

    it("lets the user correct the servers, starting from what was typed", async () => {
      fakeWindow.answer(
        "showInputBox",
        () => "demo",
        () => "a:1",
        () => "a:2",
      );
      fakeWindow.answer("showErrorMessage", () => "Change Servers…");
      gateway.failNext("describeCluster", unreachable);
      await add();
      const boxes = fakeWindow.calls.filter(({ name }) => name === "showInputBox");
      assert.equal((boxes[2]?.args[0] as { value: string }).value, "a:1");
      assert.deepEqual(profiles.list().profiles[0]?.bootstrapServers, ["a:2"]);
    });

    it("saves nothing and says nothing when the trial is cancelled", async () => {
      fakeWindow.answer(
        "showInputBox",
        () => "demo",
        () => "a:1",
      );
      gateway.failNext("describeCluster", new KafkaError("Cancelled.", { kind: "cancelled" }));
      await add();
      assert.deepEqual(names(), []);
      assert.deepEqual(asked(), ["showInputBox", "showInputBox", "withProgress"]);
    });

    it("refuses names that are taken or empty, and servers that cannot be read, while they are typed", async () => {
      has("demo");
      fakeWindow.answer(
        "showInputBox",
        () => "other",
        () => undefined,
      );
      await add();
      const [name, servers] = fakeWindow.calls.map(({ args }) => {
        const box = args[0] as { validateInput(text: string): string | undefined };
        return (text: string) => box.validateInput(text);
      });
      assert.ok(name && servers);
      assert.match(name(" demo ") ?? "", /Another cluster/);
      assert.match(name("  ") ?? "", /Enter a name/);
      assert.equal(name("new"), undefined);
      assert.match(servers("a:0") ?? "", /port/);
      assert.match(servers("") ?? "", /at least one/);
      assert.equal(servers("a:1,b"), undefined);
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
