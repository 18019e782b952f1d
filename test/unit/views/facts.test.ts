import assert from "node:assert/strict";
import { Facts } from "../../../src/views/facts";
import type { Fact } from "../../../src/views/facts";

const topics = (id: string, count: number): Fact => ({
  kind: "topics",
  id,
  value: { count, hiddenCount: 0 },
});

describe("Facts", () => {
  it("tell news from what was known", () => {
    const facts = new Facts();
    assert.equal(facts.learn(topics("a/topics", 1)), true);
    assert.equal(facts.learn(topics("a/topics", 1)), false);
    assert.equal(facts.learn(topics("a/topics", 2)), true);
    assert.equal(facts.get("topics", "a/topics")?.count, 2);
  });

  it("compare exact numbers, also where they are bigint", () => {
    const facts = new Facts();
    const group = (lag: bigint): Fact => ({
      kind: "group",
      id: "a/groups/x",
      value: {
        state: "Empty",
        memberCount: 0,
        failures: [],
        total: {
          lag,
          partitionsMeasured: 1,
          partitionsWithoutCommit: 0,
          partitionsUnknown: 0,
          partitionsPastEnd: 0,
          partitionsBeforeStart: 0,
        },
      },
    });
    facts.learn(group(9_007_199_254_740_992n));
    assert.equal(facts.learn(group(9_007_199_254_740_993n)), true);
  });

  it("are forgotten for a node and all below it, and for no other", () => {
    const facts = new Facts();
    for (const id of ["a", "a/topics", "ab/topics"]) facts.learn(topics(id, 1));
    facts.forget("a");
    assert.equal(facts.get("topics", "a"), undefined);
    assert.equal(facts.get("topics", "a/topics"), undefined);
    assert.equal(facts.get("topics", "ab/topics")?.count, 1);
  });
});
