import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { access } from "node:fs/promises";
import path from "node:path";
import type { ClusterProbe } from "../../../../src/lab/local/brokerReadiness";
import { DockerHost } from "../../../../src/lab/local/dockerHost";
import type { JarSource } from "../../../../src/lab/local/kafkaJars";
import type { KafkaRun } from "../../../../src/lab/local/kafkaRun";
import { LocalKafka } from "../../../../src/lab/local/localKafka";
import type { LocalKafkaSettings } from "../../../../src/lab/local/localKafkaSettings";
import { findFreePort } from "../../../../src/lab/local/loopbackPort";
import { KafkaError } from "../../../../src/kafka/errors";
import { FakeProgram, type ProgramAnswer } from "../../../support/fakeProgram";
import { PlainServer } from "../../../support/plainServer";
import { temporaryDirectory, type TemporaryDirectory } from "../../../support/temporaryDirectory";

const containerId = "0123456789ab";
const noJars: JarSource = {
  versions: [],
  present: () => Promise.resolve(undefined),
  ensure: () => Promise.reject(new Error("nothing is to be fetched")),
};
const dockerRuns: readonly ProgramAnswer[] = [
  { when: "info*", stdout: "28.2.2" },
  { when: "image*" },
  { when: "run*", stdout: containerId },
  { when: "logs*", stdout: "FATAL it broke" },
  { when: "stop*" },
  { when: "rm*" },
  { when: "volume*" },
];
const inspected = (state: string): ProgramAnswer => ({ when: "container*", stdout: state });

describe("LocalKafka", () => {
  let directory: TemporaryDirectory;
  let docker: FakeProgram;
  let settings: LocalKafkaSettings;
  /** Whose broker answers at the address; undefined while nobody's does. */
  let answers: () => Promise<string | undefined>;
  let openGateways: number;

  beforeEach(async () => {
    directory = await temporaryDirectory("local");
    docker = new FakeProgram(directory, "docker");
    await docker.answer(...dockerRuns, inspected("true"));
    settings = {
      version: "4.3.1",
      port: await findFreePort(),
      runWith: "auto",
      javaHome: "",
      mavenRepository: "",
    };
    answers = startedCluster;
    openGateways = 0;
  });
  afterEach(async () => {
    assert.equal(openGateways, 0);
    await directory.remove();
  });

  /** The cluster id that the container was given last. */
  const startedCluster = async (): Promise<string | undefined> => {
    const calls = await docker.calls();
    const args = calls.findLast(([command]) => command === "run") ?? [];
    return args.find((arg) => arg.startsWith("CLUSTER_ID="))?.slice("CLUSTER_ID=".length);
  };
  const openGateway = (): ClusterProbe => {
    openGateways++;
    return {
      describeCluster: async () => {
        const clusterId = await answers();
        if (clusterId === undefined) throw new KafkaError("Nobody", { kind: "unreachable" });
        const broker = { nodeId: 1, rack: undefined, host: "127.0.0.1", port: settings.port };
        return { clusterId, controllerId: 1, brokers: [broker], fencedBrokers: [] };
      },
      close: () => {
        openGateways--;
        return Promise.resolve();
      },
    };
  };
  const window = (): LocalKafka =>
    new LocalKafka({
      directory: path.join(directory.path, "storage"),
      jars: noJars,
      openGateway,
      docker: new DockerHost(docker.file),
      environment: {},
    });
  const start = (kafka = window(), signal = new AbortController().signal): Promise<KafkaRun> =>
    kafka.start(settings, () => undefined, signal);
  const commands = async (): Promise<string[]> =>
    (await docker.calls()).map(([command = ""]) => command);

  it("does not run at first, and asks nobody to find that out", async () => {
    assert.equal(await window().running(), undefined);
    assert.deepEqual(await docker.calls(), []);
    assert.equal(await window().stop(), undefined);
  });

  it("is known to other windows, and stopped by them", async () => {
    const run = await start();
    assert.deepEqual(await window().running(), run);
    assert.deepEqual(await start(), run);
    assert.deepEqual(await window().stop(), run);
    assert.equal(await window().running(), undefined);
    assert.equal((await commands()).filter((command) => command === "run").length, 1);
  });

  it("does not start where another program uses the port, and says the way out", async () => {
    const other = await PlainServer.start();
    settings = { ...settings, port: other.port };
    try {
      await assert.rejects(start(), {
        failure: "portInUse",
        message: /^Another program uses port \d+\. End it, or choose another port in the setting/,
      });
    } finally {
      await other.close();
    }
    assert.deepEqual(await docker.calls(), []);
  });

  it("takes no other cluster that answers for its own", async () => {
    answers = () => Promise.resolve("somebodyElsesCluster00");
    await assert.rejects(start(), { failure: "portInUse", message: /Another Kafka answers at/ });
    assert.ok((await commands()).includes("rm"));
    assert.equal(await window().running(), undefined);
  });

  it("removes what ended while it was starting, and gives its last lines as the cause", async () => {
    answers = () => Promise.resolve(undefined);
    await docker.answer(...dockerRuns, inspected("false"));
    await assert.rejects(start(), (error: Error & { failure: string }) => {
      assert.equal(error.failure, "notStarted");
      assert.equal((error.cause as Error).message, "FATAL it broke");
      return true;
    });
    assert.deepEqual((await commands()).slice(-2), ["stop", "rm"]);
  });

  it("removes what it started when it is cancelled while waiting", async () => {
    const cancel = new AbortController();
    answers = () => {
      cancel.abort();
      return Promise.resolve(undefined);
    };
    await assert.rejects(start(window(), cancel.signal), { kind: "cancelled" });
    assert.deepEqual((await commands()).slice(-2), ["stop", "rm"]);
    assert.equal(await window().running(), undefined);
  });

  it("does one thing at a time", async () => {
    const kafka = window();
    const starting = start(kafka);
    await assert.rejects(kafka.stop(), { failure: "busy" });
    await starting;
    await kafka.stop();
  });

  it("ends what it started when another window was faster, and leaves that one alone", async () => {
    const faster: KafkaRun = {
      kind: "docker",
      version: "4.3.1",
      port: settings.port,
      clusterId: "x",
      containerId: "ba9876543210",
    };
    const slow = window();
    let recorded: Promise<unknown> | undefined;
    const report = (step: string): void => {
      if (!step.startsWith("Starting")) return;
      recorded = directory.write("storage/running.json", JSON.stringify(faster));
    };
    const starting = slow.start(settings, report, new AbortController().signal);
    await assert.rejects(starting, { failure: "busy" });
    await recorded;
    const ended = (await docker.calls()).filter(([command]) => command === "rm");
    assert.deepEqual(ended, [["rm", "--force", "--volumes", containerId]]);
    assert.deepEqual(await window().running(), faster);
  });

  it("uses what another window has started while this one was fetching", async () => {
    const faster: KafkaRun = {
      kind: "docker",
      version: "4.3.1",
      port: settings.port,
      clusterId: "x",
      containerId: "ba9876543210",
    };
    const report = (step: string): void => {
      if (!step.startsWith("Looking")) return;
      writeFileSync(path.join(directory.path, "storage", "running.json"), JSON.stringify(faster));
    };
    const run = await window().start(settings, report, new AbortController().signal);
    assert.deepEqual([run, await window().running()], [faster, faster]);
    const issued = await commands();
    assert.ok(!issued.includes("rm") && !issued.includes("run"));
  });

  it("removes a container that has ended by itself before it starts another", async () => {
    await start();
    await docker.answer(...dockerRuns, inspected("false"));
    assert.equal(await window().running(), undefined);
    await start();
    const latest = (await commands()).slice(-6);
    assert.deepEqual(latest, ["info", "image", "container", "stop", "rm", "run"]);
  });

  it("keeps its cluster over a stop, and makes another once its data are deleted", async () => {
    const first = await start();
    await window().stop();
    assert.equal((await start()).clusterId, first.clusterId);
    await window().deleteData();
    const deleted = (await docker.calls()).at(-1);
    assert.deepEqual(deleted, [
      "volume",
      "rm",
      "--force",
      `kafka-offsets-local-${first.clusterId}`,
    ]);
    assert.notEqual((await start()).clusterId, first.clusterId);
  });

  it("keeps its data when the volume cannot be deleted", async () => {
    const { clusterId } = await start();
    const failing = { when: "volume*", exitCode: 1, stderr: "Cannot connect" };
    await docker.answer(failing, ...dockerRuns, inspected("true"));
    await assert.rejects(window().deleteData(), { failure: "notStopped" });
    assert.equal((await start()).clusterId, clusterId);
  });

  it("deletes nothing of Docker's where Docker was never used", async () => {
    await window().deleteData();
    assert.deepEqual(await docker.calls(), []);
    await assert.rejects(access(path.join(directory.path, "storage", "cluster.json")));
  });
});
