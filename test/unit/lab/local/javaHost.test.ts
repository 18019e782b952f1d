import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { JavaHost } from "../../../../src/lab/local/javaHost";
import type { JavaRun } from "../../../../src/lab/local/kafkaRun";
import { temporaryDirectory, type TemporaryDirectory } from "../../../support/temporaryDirectory";

/** Any process will do: what is on its command line decides. */
const script = "process.stdout.write('up'); setInterval(() => undefined, 1000)";

describe("JavaHost", () => {
  let directory: TemporaryDirectory;
  let host: JavaHost;
  let children: ChildProcess[];

  beforeEach(async () => {
    directory = await temporaryDirectory("java-host");
    host = new JavaHost(directory.path);
    children = [];
  });
  afterEach(async () => {
    for (const child of children) child.kill("SIGKILL");
    await directory.remove();
  });

  /** A process with the words on its command line. */
  const process = async (word: string, code = script): Promise<ChildProcess & { pid: number }> => {
    const child = spawn(globalThis.process.execPath, ["-e", code, word]);
    children.push(child);
    await once(child.stdout, "data");
    assert.ok(child.pid);
    return Object.assign(child, { pid: child.pid });
  };
  const runOf = (pid: number, mark: string): JavaRun => ({
    kind: "java",
    version: "4.3.1",
    port: 9092,
    clusterId: "x",
    pid,
    mark,
  });

  it("knows the process it started by its mark, and ends it", async () => {
    const mark = randomUUID();
    const { pid } = await process(mark);
    assert.equal(await host.isRunning(runOf(pid, mark)), true);
    await host.stop(runOf(pid, mark));
    assert.equal(await host.isRunning(runOf(pid, mark)), false);
  });

  it("does not touch a process that has got the same id", async () => {
    const child = await process("something else");
    const run = runOf(child.pid, randomUUID());
    assert.equal(await host.isRunning(run), false);
    await host.stop(run);
    assert.equal(child.exitCode ?? child.signalCode, null);
    assert.equal(child.kill(0), true);
  });

  it("tells the last lines that were printed", async () => {
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    await directory.write("broker.log", `${lines.join("\n")}\n`);
    assert.equal(await host.lastLines(), lines.slice(-20).join("\n"));
  });
});
