import assert from "node:assert/strict";
import { parseScope } from "../../../../src/kafka/reset/parseScope";

describe("topics and partitions as a person types them", () => {
  const scope = (text: string): unknown => {
    const parsed = parseScope(text);
    return parsed.ok ? parsed.scope : parsed.reason;
  };
  const orders = (partition: number): unknown => ({ topic: "orders", partition });

  it("are whole topics, partitions, or both", () => {
    assert.deepEqual(scope(" orders  payments "), {
      kind: "topics",
      topics: ["orders", "payments"],
    });
    assert.deepEqual(scope("orders:0,2"), {
      kind: "partitions",
      partitions: [orders(0), orders(2)],
    });
    assert.deepEqual(scope("payments orders:1"), {
      kind: "topicsAndPartitions",
      topics: ["payments"],
      partitions: [orders(1)],
    });
  });

  const refusals: readonly (readonly [string, RegExp])[] = [
    ["", /^Enter topics/],
    ["orders:", /names no partition after its colon/],
    ["orders:0, 1", /comma without a partition/],
    ["orders:a", /"a" in "orders:a" is not a partition/],
    ["orders:-1", /"-1" in .* is not a partition/],
    ["orders:2147483648", /is not a partition/],
    ["orders:0:1", /more than one colon/],
    ["orders:0,0", /orders-0 is given twice/],
    ["orders:0 orders:0", /orders-0 is given twice/],
    ["orders orders", /orders is given twice/],
    ["orders orders:0", /both as a whole/],
    ["orders,payments", /"orders,payments" cannot be a topic's name/],
    [":0", /"" cannot be a topic's name/],
  ];
  for (const [text, reason] of refusals) {
    it(`are refused as "${text}"`, () => {
      assert.match(String(scope(text)), reason);
    });
  }
});
