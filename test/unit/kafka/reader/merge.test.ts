import assert from "node:assert/strict";
import fc from "fast-check";
import { Merge, type Head, type Merging } from "../../../../src/kafka/reader/merge";

const forward = { direction: "forward", order: "timestamp" } as const;
const backward = { direction: "backward", order: "timestamp" } as const;

function heads(...timestamps: readonly bigint[]): Head[] {
  return timestamps.map((timestampMs, partition) => head({ partition, timestampMs }));
}

function head(more: Partial<Head>): Head {
  return { topic: "t", partition: 0, offset: 0n, timestampMs: 0n, ...more };
}

/** Merges the timestamps of partitions. */
function merge(merging: Merging, partitions: readonly (readonly bigint[])[]): bigint[] {
  const lanes = partitions.map((timestamps, partition) =>
    timestamps.map((timestampMs) => head({ partition, timestampMs })),
  );
  return mergeHeads(merging, lanes).map(({ timestampMs }) => timestampMs);
}

function mergeHeads(merging: Merging, lanes: readonly (readonly Head[])[]): Head[] {
  const heap = new Merge<Head[]>(merging);
  for (const lane of lanes) {
    const [first, ...rest] = lane;
    if (first !== undefined) heap.add([first, ...rest], first);
  }
  const merged: Head[] = [];
  for (let lane = heap.next; lane !== undefined; lane = heap.next) {
    const taken = lane.shift();
    if (taken !== undefined) merged.push(taken);
    heap.advance(lane[0]);
  }
  return merged;
}

function partitionsOf(heads: readonly Head[]): number[] {
  return heads.map(({ partition }) => partition);
}

describe("Merge", () => {
  it("takes the oldest going forward and the newest going backward", () => {
    const lanes = heads(30n, 10n, 20n).map((one) => [one]);
    assert.deepEqual(partitionsOf(mergeHeads(forward, lanes)), [1, 2, 0]);
    assert.deepEqual(partitionsOf(mergeHeads(backward, lanes)), [0, 2, 1]);
  });

  it("takes equal timestamps in the order of partitions, and backward in the reverse one", () => {
    const lanes = heads(5n, 5n, 5n).map((one) => [one]);
    assert.deepEqual(partitionsOf(mergeHeads(forward, lanes)), [0, 1, 2]);
    assert.deepEqual(partitionsOf(mergeHeads(backward, lanes)), [2, 1, 0]);
  });

  it("takes the lowest offset going forward and the highest going backward, when asked", () => {
    const lanes = [7n, 3n, 5n].map((offset, partition) => [
      head({ partition, offset, timestampMs: offset === 3n ? 9n : 1n }),
    ]);
    const byOffset = { ...forward, order: "offset" } as const;
    assert.deepEqual(partitionsOf(mergeHeads(byOffset, lanes)), [1, 2, 0]);
    const down = mergeHeads({ ...byOffset, direction: "backward" }, lanes);
    assert.deepEqual(partitionsOf(down), [0, 2, 1]);
  });

  it("takes equal timestamps of several topics in the order of their names", () => {
    const lanes = [[head({ topic: "b", partition: 0 })], [head({ topic: "a", partition: 1 })]];
    assert.deepEqual(partitionsOf(mergeHeads(forward, lanes)), [1, 0]);
  });

  it("has nothing next when there is nothing", () => {
    const empty = new Merge<string>(forward);
    empty.advance(undefined);
    assert.equal(empty.next, undefined);
  });

  it("sorts partitions in order by time", () => {
    assert.deepEqual(merge(forward, [[1n, 4n, 7n], [2n, 3n], [5n]]), [1n, 2n, 3n, 4n, 5n, 7n]);
    assert.deepEqual(merge(backward, [[7n, 4n, 1n], [3n, 2n], [5n]]), [7n, 5n, 4n, 3n, 2n, 1n]);
  });

  it("keeps each partition's own order where its timestamps jump back", () => {
    assert.deepEqual(
      merge(forward, [
        [60n, 1n, 2n],
        [10n, 50n],
      ]),
      [10n, 50n, 60n, 1n, 2n],
    );
  });

  it("takes messages without a timestamp for the oldest", () => {
    assert.deepEqual(merge(forward, [[10n], [-1n]]), [-1n, 10n]);
  });

  it("always takes the earliest of all heads", () => {
    const anyLanes = fc.array(fc.array(fc.bigInt(0n, 9n), { minLength: 1 }), { maxLength: 12 });
    fc.assert(
      fc.property(anyLanes, fc.constantFrom(forward, backward), (timestamps, merging) => {
        const rest = timestamps.map((lane, partition) =>
          lane.map((timestampMs) => head({ partition, timestampMs })),
        );
        for (const taken of mergeHeads(merging, rest)) {
          const open = rest.flatMap(([first]) => (first === undefined ? [] : [first]));
          const sorted = open.toSorted(
            (a, b) => Number(a.timestampMs - b.timestampMs) || a.partition - b.partition,
          );
          assert.deepEqual(taken, merging === forward ? sorted[0] : sorted.at(-1));
          rest[taken.partition]?.shift();
        }
        assert.ok(rest.every((lane) => lane.length === 0));
      }),
    );
  });
});
