import assert from "node:assert/strict";
import { mapLimited } from "../../../../src/kafka/connection/mapLimited";

describe("mapLimited", () => {
  it("keeps the order and never works on more than the limit", async () => {
    let running = 0;
    let most = 0;
    const results = await mapLimited([5, 4, 3, 2, 1], 2, async (item) => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      return item * 10;
    });
    assert.deepEqual(results, [50, 40, 30, 20, 10]);
    assert.equal(most, 2);
  });

  it("begins nothing more after a failure", async () => {
    const begun: number[] = [];
    const call = mapLimited([1, 2, 3, 4], 1, (item) => {
      begun.push(item);
      return item === 2 ? Promise.reject(new Error("two")) : Promise.resolve(item);
    });
    await assert.rejects(call, /two/);
    assert.deepEqual(begun, [1, 2]);
  });

  it("does nothing for nothing", async () => {
    assert.deepEqual(await mapLimited([], 8, () => Promise.reject(new Error("called"))), []);
  });
});
