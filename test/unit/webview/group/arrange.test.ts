import assert from "node:assert/strict";
import { arrange, withSort } from "../../../../webview/group/arrange";
import { samplePartition } from "./samples";

describe("arrange", () => {
  const rows = [
    samplePartition({ partition: 0, lag: "10" }),
    { topic: "orders", partition: 1, lagTrend: [], status: "unknown" as const, notes: [] },
    samplePartition({ partition: 2, lag: "9" }),
    samplePartition({ partition: 3, lag: "0", owner: "billing-9" }),
  ];
  const order = (arrangement: Parameters<typeof arrange>[1]): string =>
    arrange(rows, arrangement)
      .map(({ partition }) => partition)
      .join();

  it("keeps the host's order unless it is told one", () => {
    assert.equal(order({}), "0,1,2,3");
    assert.equal(order({ sortBy: "" }), "0,1,2,3");
    assert.equal(order({ sortBy: "a column of another version" }), "0,1,2,3");
  });

  it("sorts by value, not by digits, and puts what is not known last both ways", () => {
    assert.equal(order({ sortBy: "lag", descending: true }), "0,2,3,1");
    assert.equal(order({ sortBy: "lag" }), "3,2,0,1");
  });

  it("keeps only what is known to lag", () => {
    assert.equal(order({ onlyLagging: true }), "0,2");
  });

  it("wants every word of the filter, in topic and partition, owner or status", () => {
    assert.equal(order({ filter: " Billing-9  ok" }), "3");
    assert.equal(order({ filter: "orders-1" }), "1");
    assert.equal(order({ filter: "billing-9 unknown" }), "");
  });

  it("sorts numbers by the largest first and names by the first letter", () => {
    assert.deepEqual(withSort({}, "lag"), { sortBy: "lag", descending: true });
    assert.deepEqual(withSort({}, "topic"), { sortBy: "topic", descending: false });
    const turned = withSort({ sortBy: "topic", descending: false }, "topic");
    assert.deepEqual(turned, { sortBy: "topic", descending: true });
    assert.deepEqual(withSort(turned, "topic"), { sortBy: "", descending: false });
  });
});
