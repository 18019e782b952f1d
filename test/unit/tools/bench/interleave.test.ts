import assert from "node:assert/strict";

import { interleave } from "../../../../tools/bench/interleave";

describe("interleave", () => {
  it("runs everyone once a round, each round beginning with another one", async () => {
    const order: string[] = [];
    const contestants = ["a", "b", "c"].map((name) => (round: number) => {
      order.push(`${name}${round}`);
      return Promise.resolve(name);
    });
    await interleave(contestants, 3);
    assert.deepEqual(order, ["a0", "b0", "c0", "b1", "c1", "a1", "c2", "a2", "b2"]);
  });

  it("returns each contestant's results in the order of the rounds", async () => {
    const contestants = [10, 20].map((base) => (round: number) => Promise.resolve(base + round));
    assert.deepEqual(await interleave(contestants, 3), [
      [10, 11, 12],
      [20, 21, 22],
    ]);
  });

  it("never runs two at the same time", async () => {
    let running = 0;
    const alone = async (): Promise<number> => {
      running++;
      await Promise.resolve();
      return running--;
    };
    assert.deepEqual(await interleave([alone, alone], 2), [
      [1, 1],
      [1, 1],
    ]);
  });
});
