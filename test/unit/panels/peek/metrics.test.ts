import assert from "node:assert/strict";
import type { MetricsFacts } from "../../../../src/panels/peek/metrics";
import { metricsText } from "../../../../src/panels/peek/metrics";

describe("metricsText", () => {
  const traffic = { requests: 2, receivedBytes: 10, throttleMs: 0, answerMs: 8 };
  const shown = { offsets: 0n, partitions: 1, bytes: 0, requests: 1, messages: [], elapsedMs: 0 };
  const at = (offset: bigint, partition = 0): MetricsFacts["positions"][number] => ({
    topic: "orders",
    partition,
    offset,
  });
  const text = (positions: MetricsFacts["positions"], ends: MetricsFacts["positions"]): string =>
    metricsText({ cluster: "local", traffic, page: { ...shown, ends }, positions });

  it("writes lags beyond 2^53 exactly", () => {
    const written = text([at(1n)], [at(9223372036854775807n)]);
    assert.match(written, /^ {2}"lagToEnd": 9223372036854775806,$/m);
    assert.match(written, /"end": 9223372036854775807, "lagToEnd": 9223372036854775806\}/);
  });

  it("says nothing of the lag where no end is known", () => {
    assert.doesNotMatch(text([at(1n)], []), /lagToEnd|"end"/);
    assert.doesNotMatch(metricsText({ cluster: "a", traffic, positions: [at(1n)] }), /lagToEnd/);
  });

  it("counts no lag of a log that ends before the position", () => {
    assert.match(text([at(9n), at(1n, 1)], [at(4n), at(3n, 1)]), /^ {2}"lagToEnd": 2,$/m);
  });
});
