import assert from "node:assert/strict";
import path from "node:path";
import { RunRecord, type KafkaRun } from "../../../../src/lab/local/kafkaRun";
import { temporaryDirectory, type TemporaryDirectory } from "../../../support/temporaryDirectory";

const run: KafkaRun = {
  kind: "java",
  version: "4.3.1",
  port: 9092,
  clusterId: "x",
  pid: 4711,
  mark: "2b1f0e0c-7f0e-4d5c-9a57-0d6f9f0c1a11",
};

describe("RunRecord", () => {
  let directory: TemporaryDirectory;
  let record: RunRecord;
  beforeEach(async () => {
    directory = await temporaryDirectory("record");
    record = new RunRecord(path.join(directory.path, "running.json"));
  });
  afterEach(() => directory.remove());

  it("is of the first that claims it, until it is forgotten", async () => {
    assert.equal(await record.read(), undefined);
    assert.equal(await record.claim(run), true);
    assert.equal(await record.claim({ ...run, pid: 1 }), false);
    assert.deepEqual(await record.read(), run);
    await record.forget();
    assert.equal(await record.claim({ ...run, pid: 1 }), true);
  });

  it("holds nothing that could name another process or program", async () => {
    const broken = [
      "{",
      "null",
      JSON.stringify({ ...run, pid: -1 }),
      JSON.stringify({ ...run, pid: 0 }),
      JSON.stringify({ ...run, mark: "" }),
      JSON.stringify({ ...run, kind: "docker", containerId: "--all" }),
    ];
    for (const text of broken) {
      await directory.write("running.json", text);
      assert.equal(await record.read(), undefined, text);
    }
  });
});
