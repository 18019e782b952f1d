import assert from "node:assert/strict";
import { demoKeys, keysThatSpread, placeKeys } from "../../../src/lab/rebalance/keys";
import { isReached, stepsOf } from "../../../src/lab/rebalance/steps";

const most = 8;

describe("the steps of the rebalance lab", () => {
  it("are those of the table: all, two ranges, one each, and what becomes of one that goes", () => {
    assert.deepEqual(stepsOf(4, "range", most), [
      { kind: "grow", consumers: 1, partitions: [[0, 1, 2, 3]] },
      {
        kind: "grow",
        consumers: 2,
        partitions: [
          [0, 1],
          [2, 3],
        ],
      },
      { kind: "grow", consumers: 4, partitions: [[0], [1], [2], [3]] },
      { kind: "takeOver", consumers: 3, partitions: undefined },
    ]);
  });

  it("deal partitions out by turns with round-robin", () => {
    assert.deepEqual(stepsOf(4, "roundRobin", most)[1]?.partitions, [
      [0, 2],
      [1, 3],
    ]);
  });

  it("end with as many consumers as the lab runs, and need two to lose one", () => {
    assert.deepEqual(
      stepsOf(64, "range", most).map(({ consumers }) => consumers),
      [1, 2, 8, 7],
    );
    assert.deepEqual(
      stepsOf(1, "range", most).map(({ consumers }) => consumers),
      [1],
    );
  });

  it("are reached by the assignment they name, whoever has which part of it", () => {
    const [, two] = stepsOf(4, "range", most);
    assert.ok(two);
    assert.equal(
      isReached(two, 4, [
        [3, 2],
        [0, 1],
      ]),
      true,
    );
    assert.equal(
      isReached(two, 4, [
        [0, 2],
        [1, 3],
      ]),
      false,
    );
    assert.equal(isReached(two, 4, [[0, 1], [2]]), false);
    assert.equal(isReached(two, 4, [[0, 1, 2, 3]]), false);
  });

  it("are reached by any even assignment where the protocol decides itself", () => {
    const [, two] = stepsOf(5, "consumer", most);
    assert.ok(two);
    assert.equal(
      isReached(two, 5, [
        [4, 0],
        [1, 3, 2],
      ]),
      true,
    );
    assert.equal(isReached(two, 5, [[0], [1, 2, 3, 4]]), false);
    assert.equal(
      isReached(two, 5, [
        [0, 1, 2],
        [2, 3, 4],
      ]),
      false,
    );
  });
});

describe("the keys of the rebalance lab", () => {
  it("of the demo reach partitions 0 and 3 of four only", () => {
    const placed = placeKeys(demoKeys, 4).map(({ partition }) => partition);
    assert.deepEqual(placed, [0, 3, 0, 3]);
  });

  it("that spread reach every partition, in its order", () => {
    for (const partitions of [1, 2, 4, 7, 64]) {
      const placed = placeKeys(keysThatSpread(partitions), partitions);
      assert.deepEqual(
        placed.map(({ partition }) => partition),
        Array.from({ length: partitions }, (_, index) => index),
      );
    }
  });
});
