import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runWorker } from "../../../../tools/fuzz/runWorker";
import type { FuzzOutcome } from "../../../../tools/fuzz/worker";

describe("the fuzz worker", () => {
  let directory: string;
  let outcomes: FuzzOutcome[];

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "fuzz-"));
  });

  beforeEach(() => {
    outcomes = [];
  });

  after(() => rm(directory, { recursive: true, force: true }));

  async function runScript(script: string): Promise<string | undefined> {
    const file = path.join(directory, "worker.cjs");
    await writeFile(file, script);
    return runWorker({
      file,
      order: { seed: 7, cases: 1, property: undefined, path: undefined },
      signal: new AbortController().signal,
      onOutcome: (outcome) => outcomes.push(outcome),
      caseTimeoutMs: 2_000,
    });
  }

  it("is ended when a case hangs, and the case is named", async () => {
    const problem = await runScript(
      'Atomics.store(new Int32Array(require("worker_threads").workerData.memory), 1, 4); for (;;);',
    );
    assert.match(problem ?? "", /^A case took more than 2 s\. Again: npm run fuzz .* --path 3$/);
  }).timeout(20_000);

  it("tells when it failed as a whole", async () => {
    assert.match((await runScript('throw new Error("no");')) ?? "", /no Again: npm run fuzz/);
  });

  it("hands over how each property went", async () => {
    const outcome = { title: "one", cases: 1, durationMs: 1, failure: undefined };
    const problem = await runScript(
      'require("worker_threads").parentPort.postMessage({ title: "one", cases: 1, durationMs: 1, failure: undefined });',
    );
    assert.equal(problem, undefined);
    assert.deepEqual(outcomes, [outcome]);
  });
});
