import assert from "node:assert/strict";
import { indexOfNext, type Head } from "../../../../src/kafka/reader/merge";

function heads(...timestamps: readonly bigint[]): Head[] {
  return timestamps.map((timestampMs, partition) => ({ partition, timestampMs }));
}

/** Timestamps of each partition, merged. */
function merge(
  direction: "forward" | "backward",
  partitions: readonly (readonly bigint[])[],
): bigint[] {
  const rest = partitions.map((timestamps) => [...timestamps]);
  const merged: bigint[] = [];
  for (;;) {
    const open = rest.flatMap((timestamps, partition) =>
      timestamps[0] === undefined ? [] : [{ partition, timestampMs: timestamps[0] }],
    );
    const chosen = open[indexOfNext(open, direction)];
    const taken = chosen && rest[chosen.partition]?.shift();
    if (taken === undefined) return merged;
    merged.push(taken);
  }
}

describe("indexOfNext", () => {
  it("takes the oldest going forward and the newest going backward", () => {
    assert.equal(indexOfNext(heads(30n, 10n, 20n), "forward"), 1);
    assert.equal(indexOfNext(heads(30n, 10n, 20n), "backward"), 0);
  });

  it("takes equal timestamps in the order of partitions, and backward in the reverse one", () => {
    assert.equal(indexOfNext(heads(5n, 5n, 5n), "forward"), 0);
    assert.equal(indexOfNext(heads(5n, 5n, 5n), "backward"), 2);
  });

  it("is -1 when there is nothing", () => {
    assert.equal(indexOfNext([], "forward"), -1);
  });

  it("sorts partitions in order by time", () => {
    assert.deepEqual(merge("forward", [[1n, 4n, 7n], [2n, 3n], [5n]]), [1n, 2n, 3n, 4n, 5n, 7n]);
    assert.deepEqual(merge("backward", [[7n, 4n, 1n], [3n, 2n], [5n]]), [7n, 5n, 4n, 3n, 2n, 1n]);
  });

  it("keeps each partition's own order where its timestamps jump back", () => {
    assert.deepEqual(
      merge("forward", [
        [60n, 1n, 2n],
        [10n, 50n],
      ]),
      [10n, 50n, 60n, 1n, 2n],
    );
  });

  it("takes messages without a timestamp for the oldest", () => {
    assert.equal(indexOfNext(heads(10n, -1n), "forward"), 1);
  });
});
