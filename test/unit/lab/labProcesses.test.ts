import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { LabProcesses, type LabProcess } from "../../../src/lab/process/labProcesses";
import type { JavaConsumeOrder, LabReport, ProduceOrder } from "../../../src/lab/worker/orders";
import { eventually } from "../../support/eventually";
import { temporaryDirectory, type TemporaryDirectory } from "../../support/temporaryDirectory";

/** Tells the order and every command back; stops only where its order's topic says so. */
const script = `
process.on("disconnect", () => process.exit());
process.on("message", (message) => {
  if (message.kind === "stop") {
    if (globalThis.isDeaf) return;
    process.send({ kind: "ended" }, () => process.exit());
  } else if (message.kind === "crash") {
    process.exit(5);
  } else {
    if (message.topic === "deaf") globalThis.isDeaf = true;
    if (message.topic === "broken") return process.exit(3);
    const key = message.connection?.credentials?.tls?.pkcs12 instanceof Uint8Array ? "bytes" : "";
    process.send({ kind: "produced", partition: 0, offset: "0", key, value: message.kind });
  }
});
`;

function order(topic: string, pkcs12?: Uint8Array): ProduceOrder {
  const connection = { bootstrapServers: ["h:1"], connectTimeoutMs: 1, requestTimeoutMs: 1 };
  const credentials = pkcs12 === undefined ? {} : { credentials: { tls: { pkcs12 } } };
  return {
    kind: "produce",
    connection: { ...connection, ...credentials },
    clientId: "c",
    topic,
    keys: ["0"],
    intervalMs: 1,
  };
}

describe("the lab's processes", () => {
  let directory: TemporaryDirectory;
  let processes: LabProcesses;
  let reports: LabReport[];

  beforeEach(async () => {
    directory = await temporaryDirectory("lab-processes");
    const scriptFile = path.join(directory.path, "script.js");
    await writeFile(scriptFile, script);
    processes = new LabProcesses({ scriptFile, stopTimeoutMs: 200 });
    reports = [];
  });

  afterEach(async () => {
    processes.dispose();
    await directory.remove();
  });

  async function start(topic: string, pkcs12?: Uint8Array): Promise<LabProcess> {
    const started = processes.start(order(topic, pkcs12), (report) => reports.push(report));
    if (topic !== "broken") await eventually("it is told its order", () => reports.length > 0);
    return started;
  }

  it("are told their order, bytes included, and stop when they are told to", async () => {
    const started = await start("t", new Uint8Array([0x30]));
    const [told] = reports;
    assert.ok(told?.kind === "produced");
    assert.deepEqual([told.key, told.value], ["bytes", "produce"]);
    assert.deepEqual(await started.stop(), { kind: "stopped" });
  });

  it("are killed when they do not stop in time", async () => {
    const started = await start("deaf");
    assert.deepEqual(await started.stop(), { kind: "failed", message: "The process was killed." });
  });

  it("are gone at once when they are to crash", async () => {
    const started = await start("deaf");
    assert.deepEqual(await started.crash(), { kind: "crashed" });
    assert.deepEqual(await started.ended, { kind: "crashed" });
  });

  it("tell when they end by themselves, and cannot be told anything then", async () => {
    const started = await start("broken");
    const failed = { kind: "failed", message: "The process ended with code 3." };
    assert.deepEqual(await started.ended, failed);
    started.send({ kind: "stop" });
    assert.deepEqual(await started.stop(), failed);
  });

  it("all end when their owner is disposed of", async () => {
    const [one, other] = [await start("deaf"), await start("t")];
    processes.dispose();
    assert.deepEqual(await Promise.all([one.ended, other.ended]), [
      { kind: "crashed" },
      { kind: "crashed" },
    ]);
  });

  it("lets one that does not stop end its own process, before it is killed", async () => {
    const java: JavaConsumeOrder = {
      kind: "consumeByJava",
      java: { java: "java", classPath: "" },
      bootstrapServers: ["h:1"],
      clientId: "c",
      groupId: "g",
      topic: "deaf",
      properties: {},
    };
    const started = processes.start(java, (report) => reports.push(report));
    await eventually("it is told its order", () => reports.length > 0);
    const message = "The process ended with code 5.";
    assert.deepEqual(await started.stop(), { kind: "failed", message });
  });
});
