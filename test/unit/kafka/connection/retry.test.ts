import assert from "node:assert/strict";
import { retry } from "../../../../src/kafka/connection/retry";
import { kafkaError } from "../../../support/kafkaError";

describe("retry", () => {
  it("tells the first attempt from the others, and stops when done", async () => {
    const attempts: boolean[] = [];
    await retry({ budgetMs: 1_000, signal: undefined }, (isRetry) => {
      attempts.push(isRetry);
      return Promise.resolve(attempts.length === 2 ? "done" : "again");
    });
    assert.deepEqual(attempts, [false, true]);
  });

  it("begins no attempt after its time", async () => {
    let attempts = 0;
    await retry({ budgetMs: 0, signal: undefined }, () => {
      attempts++;
      return Promise.resolve("again");
    });
    assert.equal(attempts, 1);
  });

  it("ends between attempts when it is cancelled", async () => {
    const controller = new AbortController();
    const call = retry({ budgetMs: 60_000, signal: controller.signal }, () => {
      controller.abort();
      return Promise.resolve("again");
    });
    await assert.rejects(call, kafkaError("cancelled"));
  });

  it("does not repeat what throws", async () => {
    let attempts = 0;
    const call = retry({ budgetMs: 1_000, signal: undefined }, () => {
      attempts++;
      return Promise.reject(new Error("broken"));
    });
    await assert.rejects(call, /broken/);
    assert.equal(attempts, 1);
  });
});
