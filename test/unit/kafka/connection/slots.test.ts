import assert from "node:assert/strict";
import { Slots } from "../../../../src/kafka/connection/slots";

describe("Slots", () => {
  it("let so many works be under way, and the next one when one ends", async () => {
    const slots = new Slots(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const works = [0, 1, 2, 3].map((index) =>
      slots.run(() => {
        begun.push(index);
        return new Promise<void>((resolve) => (ends[index] = resolve));
      }),
    );
    assert.deepEqual(begun, [0, 1]);
    ends[1]?.();
    await works[1];
    await new Promise(setImmediate);
    assert.deepEqual(begun, [0, 1, 2]);
    ends[0]?.();
    ends[2]?.();
    await Promise.all([works[0], works[2]]);
    await new Promise(setImmediate);
    ends[3]?.();
    await Promise.all(works);
    assert.deepEqual(begun, [0, 1, 2, 3]);
  });

  it("are given back by works that fail", async () => {
    const slots = new Slots(1);
    const failing = [1, 2].map(() => slots.run(() => Promise.reject(new Error("broken"))));
    for (const work of failing) await assert.rejects(work, /broken/);
    assert.equal(await slots.run(() => Promise.resolve(5)), 5);
  });
});
