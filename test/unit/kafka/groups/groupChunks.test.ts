import assert from "node:assert/strict";
import { inGroupChunks } from "../../../../src/kafka/groups/groupChunks";

describe("inGroupChunks", () => {
  const ids = Array.from({ length: 2_000 }, (_, index) => `g${index}`);

  it("asks about thousands of groups in a few requests, a few at a time, answers in order", async () => {
    const sizes: number[] = [];
    let underWay = 0;
    let mostUnderWay = 0;
    const answers = await inGroupChunks([...ids, "last"], async (chunk) => {
      sizes.push(chunk.length);
      mostUnderWay = Math.max(mostUnderWay, ++underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay--;
      return chunk;
    });
    assert.deepEqual(answers, [...ids, "last"]);
    assert.deepEqual(sizes, [500, 500, 500, 500, 1]);
    assert.equal(mostUnderWay, 4);
  });

  it("asks nothing about no groups", async () => {
    const answers = await inGroupChunks([], () => Promise.reject(new Error("asked")));
    assert.deepEqual(answers, []);
  });
});
