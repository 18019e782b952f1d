import assert from "node:assert/strict";

import { ratioOf, type Comparison } from "../../../../tools/bench/comparison";
import { goalOf, isReached } from "../../../../tools/bench/goals";

function comparison(change: Partial<Comparison>): Comparison {
  return { name: "lag", peer: "kafkajs", unit: "ms", ours: 2, theirs: 10, ...change };
}

describe("ratioOf", () => {
  it("says how much less time ours takes", () => {
    assert.equal(ratioOf(comparison({})), 5);
  });

  it("says how much more ours gets done in the same time", () => {
    assert.equal(ratioOf(comparison({ unit: "messages/s", ours: 900, theirs: 300 })), 3);
  });

  it("is below 1 where the peer is better", () => {
    assert.equal(ratioOf(comparison({ ours: 20 })), 0.5);
    assert.equal(ratioOf(comparison({ unit: "messages/s", ours: 100, theirs: 400 })), 0.25);
  });

  it("stays a number where ours uses nothing at all", () => {
    assert.equal(ratioOf(comparison({ unit: "timers", ours: 0, theirs: 8_000 })), 8_000);
    assert.equal(ratioOf(comparison({ unit: "timers", ours: 0, theirs: 0 })), 1);
  });
});

describe("goals", () => {
  it("are reached at the ratio itself", () => {
    const [below, at] = [comparison({ theirs: 3.99 }), comparison({ theirs: 4 })];
    const goal = goalOf(at);
    assert.ok(goal);
    assert.equal(isReached(below, goal), false);
    assert.equal(isReached(at, goal), true);
  });

  it("may be a limit on what ours uses, whatever the peer does", () => {
    const memory = comparison({ name: "memory", unit: "MB", ours: 65, theirs: 500 });
    const goal = goalOf(memory);
    assert.ok(goal);
    assert.equal(isReached(memory, goal), false);
    assert.equal(isReached({ ...memory, ours: 64 }, goal), true);
  });

  it("are absent where a peer is shown for information", () => {
    assert.equal(goalOf(comparison({ peer: "platformatic" })), undefined);
  });
});
