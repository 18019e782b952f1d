import assert from "node:assert/strict";

import type { JobRun } from "../../../../tools/bench/jobs";
import { comparisons, figure, race, type Contestant } from "../../../../tools/bench/race";

const silent = (): void => undefined;

function contestant(
  peer: Contestant["peer"],
  times: readonly number[],
  rows: readonly string[] = ["same"],
): Contestant {
  return { peer, run: (round) => Promise.resolve({ ms: times[round] ?? 0, rows }) };
}

describe("race", () => {
  it("compares ours with each peer by medians", async () => {
    const result = await race(
      [contestant("ours", [3, 1, 2]), contestant("kcat", [8, 90, 7])],
      3,
      silent,
    );
    assert.deepEqual(comparisons({ name: "seek", unit: "ms" }, result), [
      { name: "seek", peer: "kcat", unit: "ms", ours: 2, theirs: 8 },
    ]);
  });

  it("can compare something else than time", async () => {
    const result = await race([contestant("ours", [10]), contestant("kafkajs", [40])], 1, silent);
    const perSecond = ({ ms }: JobRun): number => 1_000 / ms;
    const [found] = comparisons({ name: "read", unit: "messages/s" }, result, perSecond);
    assert.deepEqual([found?.ours, found?.theirs], [100, 25]);
  });

  it("fails when what it compares was not measured", () => {
    const run: JobRun = { ms: 1, rows: [], figures: { megabytes: 2, timers: NaN } };
    assert.equal(figure("megabytes")(run), 2);
    assert.throws(() => figure("timers")(run), /timers/);
    assert.throws(() => figure("cpuPercent")(run), /cpuPercent/);
  });

  it("does not count the runs that warm a client up", async () => {
    let runs = 0;
    const warm: Contestant = {
      peer: "ours",
      warmUps: 2,
      run: () => Promise.resolve({ ms: ++runs, rows: [] }),
    };
    const result = await race([warm], 1, silent);
    assert.deepEqual(
      result.get("ours")?.map(({ ms }) => ms),
      [3],
    );
  });

  it("counts the median of repeated runs as one", async () => {
    const times = [50, 2, 3];
    const repeated: Contestant = {
      peer: "ours",
      repeats: 3,
      run: () => Promise.resolve({ ms: times.shift() ?? 0, rows: [] }),
    };
    const result = await race([repeated], 1, silent);
    assert.deepEqual(
      result.get("ours")?.map(({ ms }) => ms),
      [3],
    );
  });

  it("fails when a peer comes to another result", async () => {
    const disagreeing = [contestant("ours", [1], ["a 1"]), contestant("kcat", [1], ["a 2"])];
    await assert.rejects(race(disagreeing, 1, silent), /ours and kcat disagree.*"a 1" and "a 2"/);
  });

  it("fails when a peer finds more than ours", async () => {
    const disagreeing = [contestant("ours", [1], ["a"]), contestant("kcat", [1], ["a", "b"])];
    await assert.rejects(race(disagreeing, 1, silent), /1 and 2 rows/);
  });

  it("lets outcomes differ from round to round", async () => {
    const turning = (peer: Contestant["peer"]): Contestant => ({
      peer,
      run: (round) => Promise.resolve({ ms: 1, rows: [`to ${round % 2}`] }),
    });
    const result = await race([turning("ours"), turning("kafkajs")], 2, silent);
    assert.deepEqual(
      result.get("kafkajs")?.map(({ rows }) => rows),
      [["to 0"], ["to 1"]],
    );
  });
});
