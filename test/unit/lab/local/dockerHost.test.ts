import assert from "node:assert/strict";
import path from "node:path";
import { DockerHost } from "../../../../src/lab/local/dockerHost";
import type { DockerRun } from "../../../../src/lab/local/kafkaRun";
import { FakeProgram } from "../../../support/fakeProgram";
import { temporaryDirectory, type TemporaryDirectory } from "../../../support/temporaryDirectory";

const containerId = "c0ffee".repeat(10) + "abcd";
const clusterId = "4L6g3nShT-eMCtK--X86sw";
const run: DockerRun = { kind: "docker", version: "4.3.1", port: 9092, clusterId, containerId };

describe("DockerHost", () => {
  let directory: TemporaryDirectory;
  let program: FakeProgram;
  let docker: DockerHost;

  beforeEach(async () => {
    directory = await temporaryDirectory("docker");
    program = new FakeProgram(directory, "docker");
    docker = new DockerHost(program.file);
  });
  afterEach(() => directory.remove());

  const { signal } = new AbortController();

  it("is available when the server tells its version, and not when only the client is there", async () => {
    await program.answer({ when: "info*", stdout: "28.2.2\n" });
    assert.equal(await docker.isAvailable(), true);
    await program.answer({ when: "info*", stdout: "\n", stderr: "Cannot connect" });
    assert.equal(await docker.isAvailable(), false);
    await program.answer({ when: "info*", exitCode: 1 });
    assert.equal(await docker.isAvailable(), false);
    assert.equal(await new DockerHost(path.join(directory.path, "none")).isAvailable(), false);
  });

  it("fetches an image only where it is missing", async () => {
    const steps: string[] = [];
    const ensure = (): Promise<void> =>
      docker.ensureImage("4.3.1", (step) => steps.push(step), signal);
    await program.answer({ when: "image*", stdout: "sha256:1" });
    await ensure();
    assert.deepEqual(steps, []);
    await program.answer({ when: "image*", exitCode: 1 }, { when: "pull*" });
    await ensure();
    assert.deepEqual(steps, ["Fetching the Docker image apache/kafka:4.3.1"]);
    assert.deepEqual((await program.calls()).at(-1), ["pull", "--quiet", "apache/kafka:4.3.1"]);
  });

  it("says that an image could not be fetched, and keeps why", async () => {
    const stderr = "manifest unknown";
    await program.answer({ when: "image*", exitCode: 1 }, { when: "pull*", stderr, exitCode: 1 });
    await assert.rejects(
      docker.ensureImage("9.9.9", () => undefined, signal),
      (error: Error & { failure: string }) => {
        assert.equal(error.failure, "notFetched");
        assert.match(error.message, /image apache\/kafka:9\.9\.9/);
        assert.match((error.cause as Error).message, /manifest unknown/);
        return true;
      },
    );
  });

  it("ends fetching an image when it is cancelled", async () => {
    const cancel = new AbortController();
    await program.answer({ when: "image*", exitCode: 1 }, { when: "pull*", hangs: true });
    const report = (): void => {
      setImmediate(() => {
        cancel.abort();
      });
    };
    await assert.rejects(docker.ensureImage("4.3.1", report, cancel.signal), { kind: "cancelled" });
  });

  it("publishes the port on loopback only, and keeps the data in a volume of the cluster", async () => {
    await program.answer({ when: "run*", stdout: `${containerId}\n` });
    assert.deepEqual(await docker.launch({ version: "4.3.1", port: 9092, clusterId }), run);
    const [args = []] = await program.calls();
    assert.deepEqual(args.slice(0, 3), ["run", "--detach", "--name"]);
    assert.match(args[3] ?? "", /^kafka-offsets-local-[0-9a-f]{8}$/);
    assert.deepEqual(args.slice(4, 8), [
      "--publish",
      "127.0.0.1:9092:9092",
      "--volume",
      `kafka-offsets-local-${clusterId}:/var/lib/kafka/data`,
    ]);
    assert.equal(args.at(-1), "apache/kafka:4.3.1");
    assert.ok(args.includes(`CLUSTER_ID=${clusterId}`));
    assert.ok(args.includes("KAFKA_LOG_DIRS=/var/lib/kafka/data"));
    assert.ok(args.includes("KAFKA_ADVERTISED_LISTENERS=PLAINTEXT://127.0.0.1:9092"));
  });

  it("leaves no container behind that did not start", async () => {
    const stderr = "port is already allocated";
    await program.answer({ when: "run*", stderr, exitCode: 125 }, { when: "rm*" });
    await assert.rejects(docker.launch({ version: "4.3.1", port: 9092, clusterId }), {
      failure: "notStarted",
    });
    const [started = [], removed = []] = await program.calls();
    assert.deepEqual(removed, ["rm", "--force", "--volumes", started[3]]);
  });

  it("looks at its own container alone, and ends that one", async () => {
    await program.answer(
      { when: "container*", stdout: "true\n" },
      { when: "stop*" },
      { when: "rm*" },
    );
    assert.equal(await docker.isRunning(run), true);
    await docker.stop(run);
    for (const args of await program.calls()) assert.equal(args.at(-1), containerId);
    await program.answer({ when: "container*", stdout: "false\n" });
    assert.equal(await docker.isRunning(run), false);
  });

  it("is content when the container or the volume is gone already", async () => {
    const answer = { exitCode: 1, stderr: "Error: No such container: x" };
    await program.answer({ when: "stop*", ...answer }, { when: "rm*", ...answer });
    await docker.stop(run);
    await program.answer({ when: "volume*", exitCode: 1, stderr: "no such volume" });
    await docker.deleteVolume("v");
    assert.deepEqual((await program.calls()).at(-1), ["volume", "rm", "--force", "v"]);
  });

  it("says where the data are when they cannot be deleted", async () => {
    await program.answer({ when: "volume*", exitCode: 1, stderr: "Cannot connect" });
    await assert.rejects(docker.deleteVolume("kafka-x"), /in the volume kafka-x of Docker.*Start/);
  });
});
