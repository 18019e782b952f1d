import assert from "node:assert/strict";
import { localKafkaCommands } from "../../../src/commands/localKafka";
import type { ClusterProfiles } from "../../../src/config/clusterProfiles";
import { localKafkaSettings } from "../../../src/config/settings";
import type { KafkaRun } from "../../../src/lab/local/kafkaRun";
import { LocalKafkaError, type LocalKafkaFailure } from "../../../src/lab/local/localKafkaError";
import type { LocalKafkaSettings, ReportStep } from "../../../src/lab/local/localKafkaSettings";
import { UserError } from "../../../src/ui/userError";
import type { ClusterTreeNode } from "../../../src/views/nodes";
import { MemoryStore } from "../../support/memoryStore";
import { testProfiles } from "../../support/testProfiles";
import { fakeConfiguration, fakeWindow } from "../../support/vscode";

const run: KafkaRun = {
  kind: "java",
  version: "4.3.1",
  port: 9092,
  clusterId: "x",
  pid: 4711,
  mark: "2b1f0e0c-7f0e-4d5c-9a57-0d6f9f0c1a11",
};

/** Starts and stops nothing but a value. */
class FakeLocalKafka {
  current: KafkaRun | undefined;
  failure: Error | undefined;
  deletions = 0;
  started: LocalKafkaSettings | undefined;

  running(): Promise<KafkaRun | undefined> {
    return Promise.resolve(this.current);
  }

  start(settings: LocalKafkaSettings, report: ReportStep): Promise<KafkaRun> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    report("Starting");
    this.started = settings;
    this.current ??= { ...run, port: settings.port };
    return Promise.resolve(this.current);
  }

  stop(): Promise<KafkaRun | undefined> {
    const { current } = this;
    this.current = undefined;
    return Promise.resolve(current);
  }

  deleteData(): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.deletions++;
    this.current = undefined;
    return Promise.resolve();
  }
}

describe("the local Kafka's commands", () => {
  let kafka: FakeLocalKafka;
  let profiles: ClusterProfiles;
  let store: MemoryStore;
  let reconnected: string[];
  let revealed: string[];
  let shows: number;
  let isRestricted: boolean;
  let commands: ReturnType<typeof localKafkaCommands>;

  beforeEach(() => {
    fakeWindow.reset();
    fakeConfiguration.reset({
      "kafkaOffsets.clusters": [],
      "kafkaOffsets.connectTimeoutMs": 2500,
      "kafkaOffsets.requestTimeoutMs": 15_000,
      "kafkaOffsets.localKafka.version": "4.3.1",
      "kafkaOffsets.localKafka.port": 9092,
      "kafkaOffsets.localKafka.runWith": "auto",
      "kafkaOffsets.localKafka.javaHome": "",
      "kafkaOffsets.localKafka.mavenRepository": "https://repo.example/maven2",
    });
    kafka = new FakeLocalKafka();
    profiles = testProfiles();
    store = new MemoryStore();
    reconnected = [];
    revealed = [];
    shows = 0;
    isRestricted = false;
    commands = localKafkaCommands({
      localKafka: kafka,
      localKafkaSettings,
      localKafkaStatus: {
        show: () => {
          shows++;
          return Promise.resolve();
        },
      },
      profiles,
      clusters: { reconnect: (id) => void reconnected.push(id) },
      editors: {
        refuseRestricted: () => {
          if (isRestricted) throw new UserError("Not in Restricted Mode.");
        },
      },
      store,
      reveal: (node: ClusterTreeNode) => {
        revealed.push(node.id);
        return Promise.resolve();
      },
      log: { show: () => undefined },
      report: () => undefined,
    });
  });
  afterEach(() => {
    profiles.dispose();
  });

  const start = (): Promise<void> => commands["kafkaOffsets.startLocalKafka"]();
  const stop = (): Promise<void> => commands["kafkaOffsets.stopLocalKafka"]();
  const reset = (): Promise<void> => commands["kafkaOffsets.resetLocalKafkaData"]();
  const clusters = (): string[] =>
    profiles
      .list()
      .profiles.map(({ name, bootstrapServers }) => `${name} ${bootstrapServers.join()}`);
  const told = (): string[] =>
    fakeWindow.calls
      .filter(({ name }) => /^show(Information|Error)Message$/.test(name))
      .map(({ args }) => args.join(" | "));

  describe("Start", () => {
    it("adds the cluster, shows it, and says where it is and how to stop it", async () => {
      await start();
      assert.deepEqual(clusters(), ["Local Kafka 127.0.0.1:9092"]);
      assert.equal(revealed.length, 1);
      assert.equal(reconnected.length, 1);
      assert.equal(shows, 1);
      assert.deepEqual(told(), [
        "Apache Kafka 4.3.1 is running at 127.0.0.1:9092, with Java. It goes on without VS Code, until it is stopped. | Stop Local Kafka",
      ]);
    });

    it("adds no second cluster, also when the first was renamed and the port is another", async () => {
      await start();
      await stop();
      const [added] = profiles.list().profiles;
      assert.ok(added);
      await profiles.update({ ...added, name: "Mine" });
      fakeConfiguration.set("kafkaOffsets.localKafka.port", 9192);
      await start();
      assert.deepEqual(clusters(), ["Mine 127.0.0.1:9192"]);
    });

    it("takes a cluster of the same address that the person added", async () => {
      await profiles.add({
        name: "By hand",
        bootstrapServers: ["localhost:9092"],
        isReadOnly: true,
      });
      await start();
      assert.deepEqual(clusters(), ["By hand localhost:9092"]);
    });

    it("does not take one that connects otherwise", async () => {
      const security = { protocol: "SSL" } as const;
      const draft = { name: "TLS", bootstrapServers: ["localhost:9092"], isReadOnly: false };
      await profiles.add({ ...draft, security });
      await start();
      assert.deepEqual(clusters(), ["TLS localhost:9092", "Local Kafka 127.0.0.1:9092"]);
    });

    it("says that it is running already", async () => {
      kafka.current = run;
      await start();
      assert.match(told().join(), /is running already at 127\.0\.0\.1:9092/);
    });

    it("starts what the settings say", async () => {
      fakeConfiguration.set("kafkaOffsets.localKafka.version", " 4.2.0 ");
      fakeConfiguration.set("kafkaOffsets.localKafka.runWith", "podman");
      fakeConfiguration.set("kafkaOffsets.localKafka.port", 80);
      await start();
      assert.deepEqual(kafka.started, {
        version: "4.2.0",
        port: 1024,
        runWith: "auto",
        javaHome: "",
        mavenRepository: "https://repo.example/maven2",
      });
    });

    it("is refused in Restricted Mode", async () => {
      isRestricted = true;
      await assert.rejects(start(), /Restricted Mode/);
      assert.equal(kafka.started, undefined);
    });
  });

  describe("a failure", () => {
    const buttons: readonly (readonly [LocalKafkaFailure, string])[] = [
      ["nothingToRunItWith", "Get Docker | Get Java | Open Settings"],
      ["unknownVersion", "Open Settings"],
      ["portInUse", "Open Settings"],
      ["notFetched", "Open Settings | Show Log"],
      ["notStarted", "Show Log"],
    ];
    for (const [failure, labels] of buttons) {
      it(`${failure} is told with its ways out: ${labels}`, async () => {
        kafka.failure = new LocalKafkaError(failure, "So it is.");
        await start();
        assert.deepEqual(told(), [`Start Local Kafka: So it is. | ${labels}`]);
        assert.deepEqual(clusters(), []);
        assert.equal(shows, 1);
      });
    }

    it("of another kind is the command boundary's", async () => {
      kafka.failure = new Error("disk full");
      await assert.rejects(start(), /disk full/);
    });
  });

  describe("Stop", () => {
    it("keeps the cluster in the list, and lets go of its connections", async () => {
      await start();
      reconnected = [];
      await stop();
      assert.equal(kafka.current, undefined);
      assert.equal(clusters().length, 1);
      assert.equal(reconnected.length, 1);
      assert.match(told().at(-1) ?? "", /is stopped\. Its data are kept\.$/);
    });

    it("says that there is nothing to stop", async () => {
      await stop();
      assert.deepEqual(told(), ["The local Kafka is not running."]);
    });
  });

  describe("Reset Data", () => {
    it("deletes nothing before the person agrees", async () => {
      await reset();
      assert.equal(kafka.deletions, 0);
      fakeWindow.answer("showWarningMessage", () => "Delete Data");
      await reset();
      assert.equal(kafka.deletions, 1);
      assert.match(told().at(-1) ?? "", /are deleted\. It is stopped\. \| Start Local Kafka$/);
    });

    it("is refused in Restricted Mode", async () => {
      isRestricted = true;
      await assert.rejects(reset(), /Restricted Mode/);
      assert.equal(kafka.deletions, 0);
    });
  });
});
