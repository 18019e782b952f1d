import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { DockerHost } from "../../src/lab/local/dockerHost";
import { findLocalKafkaJava } from "../../src/lab/local/findLocalKafkaJava";
import type { JarSource } from "../../src/lab/local/kafkaJars";
import { addressOf, type KafkaRun } from "../../src/lab/local/kafkaRun";
import { LocalKafka } from "../../src/lab/local/localKafka";
import { LocalKafkaError } from "../../src/lab/local/localKafkaError";
import type { LocalKafkaSettings } from "../../src/lab/local/localKafkaSettings";
import { findFreePort } from "../../src/lab/local/loopbackPort";
import pinnedJars from "../../src/lab/local/pinnedJars.json";
import { runProgram } from "../../src/lab/local/runProgram";
import { createClusterGateway } from "../../src/kafka/connection/createClusterGateway";
import { ensureJars, kafkaVersion } from "../../tools/kafka/jars";
import { recordingLog } from "../support/recordingLog";
import { temporaryDirectory, type TemporaryDirectory } from "../support/temporaryDirectory";
import { TestKafka } from "../support/testKafka";

/** The jars that the tests have: nothing is fetched. */
async function testJars(): Promise<JarSource> {
  const [first = ""] = await ensureJars();
  const classPath = path.join(path.dirname(first), "*");
  return {
    versions: [kafkaVersion],
    present: () => Promise.resolve(classPath),
    ensure: () => Promise.resolve(classPath),
  };
}

describe("the local Kafka, with Java", function () {
  this.timeout(120_000);
  let directory: TemporaryDirectory;
  let jars: JarSource;
  let settings: LocalKafkaSettings;
  let steps: string[];

  before(async () => {
    jars = await testJars();
  });
  beforeEach(async () => {
    directory = await temporaryDirectory("local-kafka");
    steps = [];
    settings = {
      version: kafkaVersion,
      port: await findFreePort(),
      runWith: "auto",
      javaHome: "",
      mavenRepository: "https://repository.invalid",
    };
  });
  afterEach(async () => {
    await window().stop();
    await directory.remove();
  });

  /** As another window of the editor sees it: nothing is shared but the directory. */
  const window = (): LocalKafka =>
    new LocalKafka({
      directory: directory.path,
      jars,
      openGateway: (connection) => createClusterGateway(connection, recordingLog()),
      docker: new DockerHost(path.join(directory.path, "no-docker")),
    });
  const start = (
    kafka: LocalKafka,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<KafkaRun> => kafka.start(settings, (step) => steps.push(step), signal);

  it("keeps its data over a stop, and is known to a window that did not start it", async () => {
    const run = await start(window());
    assert.equal(addressOf(run), `127.0.0.1:${settings.port}`);
    assert.deepEqual(steps, [
      "Looking for Docker and Java",
      `Starting Apache Kafka ${kafkaVersion}`,
      `Waiting for Kafka at 127.0.0.1:${settings.port}`,
    ]);
    const client = new TestKafka([addressOf(run)]);
    await client.createTopicNamed("kept");
    await client.produce("kept", [{ value: "hello" }]);

    const other = window();
    assert.deepEqual(await other.running(), run);
    assert.deepEqual(await start(other), run, "a start finds what runs");
    assert.deepEqual(await other.stop(), run);
    assert.equal(await window().running(), undefined);

    await start(window());
    const [end] = await client
      .gateway()
      .listOffsets([{ topic: "kept", partition: 0, at: "latest" }], "readCommitted");
    assert.equal(end?.offset, 1n);
    await client.close();
  });

  it("is another, empty cluster once its data are deleted, which ends it first", async () => {
    const first = await start(window());
    await window().deleteData();
    assert.equal(await window().running(), undefined);
    const second = await start(window());
    assert.notEqual(second.clusterId, first.clusterId);
  });

  it("listens on loopback only", async () => {
    const run = await start(window());
    assert.equal(run.kind, "java");
    const sockets = await runProgram("ss", ["-ltnpH"], { timeoutMs: 10_000 });
    const own = (sockets?.stdout ?? "")
      .split("\n")
      .filter((line) => line.includes(`pid=${pidOf(run)},`));
    assert.ok(own.length >= 2, "the broker's and the controller's listener");
    for (const line of own) assert.match(line, /(127\.0\.0\.1|\[::ffff:127\.0\.0\.1\]):\d+/);
  });

  it("leaves nothing running when its start is cancelled", async () => {
    const cancel = new AbortController();
    const kafka = window();
    const starting = kafka.start(
      settings,
      (step) => {
        if (step.startsWith("Waiting")) cancel.abort();
      },
      cancel.signal,
    );
    await assert.rejects(starting, { kind: "cancelled" });
    assert.equal(await kafka.running(), undefined);
    assert.equal((await start(kafka)).port, settings.port, "the port is free again");
  });

  it("tells what Kafka printed when it gives up", async () => {
    const kafka = window();
    await start(kafka);
    await kafka.stop();
    await directory.write(
      "java/data/meta.properties",
      "version=1\ncluster.id=another\nnode.id=7\n",
    );
    await assert.rejects(start(kafka), (error) => {
      assert.ok(error instanceof LocalKafkaError);
      assert.equal(error.failure, "notStarted");
      assert.match((error.cause as Error).message, /node id/i);
      return true;
    });
    assert.equal(await kafka.running(), undefined);
  });

  it("gives the lab a Java and a class path that run Kafka's own tools", async () => {
    const found = await findLocalKafkaJava(jars, settings);
    assert.ok(found);
    const args = [
      "-cp",
      found.classPath,
      "org.apache.kafka.tools.consumer.ConsoleConsumer",
      "--version",
    ];
    const printed = await runProgram(found.java, args, { timeoutMs: 30_000 });
    assert.match(printed?.stdout ?? "", new RegExp(`^${kafkaVersion.replaceAll(".", "\\.")}`));
  });
});

describe("the pinned jars", () => {
  it("are those the tests run with", async () => {
    const files = await ensureJars();
    const own = await Promise.all(
      files.map(async (file) => {
        const content = await readFile(file);
        const sha256 = createHash("sha256").update(content).digest("hex");
        return { name: path.basename(file), bytes: content.length, sha256 };
      }),
    );
    const pinned = pinnedJars["4.3.1"].map(({ path: file, ...facts }) => ({
      name: path.posix.basename(file),
      ...facts,
    }));
    const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
    assert.equal(kafkaVersion, "4.3.1");
    assert.deepEqual(pinned.sort(byName), own.sort(byName));
  });
});

function pidOf(run: KafkaRun): number {
  assert.ok(run.kind === "java");
  return run.pid;
}
