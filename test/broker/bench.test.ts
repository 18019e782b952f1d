import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

import { repositoryRoot } from "../../tools/paths";

interface Line {
  readonly name: string;
  readonly peer: string;
  readonly unit: string;
  readonly ours: number;
  readonly theirs: number;
  readonly ratio: number;
}

async function bench(...args: readonly string[]): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(
    process.execPath,
    [path.join(repositoryRoot, "tools/run.mjs"), "bench", ...args],
    { cwd: repositoryRoot },
  );
}

describe("the benchmark", function () {
  this.timeout(120_000);

  it("compares ours with every peer that is there, and prints nothing but JSON", async () => {
    const { stdout, stderr } = await bench("lag", "--quick", "--json");
    const lines = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Line);
    for (const line of lines) {
      assert.deepEqual(Object.keys(line), ["name", "peer", "unit", "ours", "theirs", "ratio"]);
      assert.deepEqual([line.name, line.unit], ["lag", "ms"]);
      assert.ok(line.ours > 0 && line.theirs > 0, stdout);
      assert.ok(Math.abs(line.ratio / (line.theirs / line.ours) - 1) < 0.01, stdout);
    }
    const peers = lines.map(({ peer }) => peer);
    const skipped = [...stderr.matchAll(/Skipped (\S+):/g)].map(([, peer]) => peer ?? "");
    assert.deepEqual(
      [...peers, ...skipped].toSorted(),
      ["java-admin", "kafka-consumer-groups", "kafkajs", "platformatic"],
      "a run whose outcomes differ between clients fails",
    );
  });

  it("refuses a name that it does not know", async () => {
    await assert.rejects(bench("speed"), /There is no benchmark "speed"/);
  });
});
