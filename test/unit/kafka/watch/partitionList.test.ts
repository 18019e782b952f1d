import assert from "node:assert/strict";
import { partitionList } from "../../../../src/kafka/watch/partitionList";
import { orders } from "../../../support/groupSamples";

describe("a list of partitions", () => {
  it("joins runs, sorts topics and partitions, and names each once", () => {
    const payments = { topic: "payments", partition: 3 };
    assert.equal(
      partitionList([payments, ...orders(7, 1, 0, 2, 2, 3, 9, 10)]),
      "orders 0–3, 7, 9, 10 · payments 3",
    );
  });

  it("is empty for none", () => {
    assert.equal(partitionList([]), "");
  });
});
