import assert from "node:assert/strict";
import { SharedCalls } from "../../../../src/kafka/connection/sharedCalls";
import { kafkaError } from "../../../support/kafkaError";

describe("SharedCalls", () => {
  let calls: SharedCalls<string, number>;
  let begun: number;
  let finish: (value: number) => void;
  let fail: (reason: Error) => void;

  const start = (): Promise<number> => {
    begun++;
    return new Promise((resolve, reject) => {
      finish = resolve;
      fail = reject;
    });
  };

  beforeEach(() => {
    calls = new SharedCalls();
    begun = 0;
  });

  it("gives all who ask for the same meanwhile one answer", async () => {
    const all = [1, 2, 3].map(() => calls.run("a", undefined, start));
    finish(5);
    assert.deepEqual(await Promise.all(all), [5, 5, 5]);
    assert.equal(begun, 1);
  });

  it("begins anew for who asks later, or for something else", async () => {
    const first = calls.run("a", undefined, start);
    finish(1);
    await first;
    const second = calls.run("a", undefined, start);
    finish(2);
    assert.equal(await second, 2);
    const other = calls.run("b", undefined, start);
    finish(3);
    assert.equal(await other, 3);
    assert.equal(begun, 3);
  });

  it("begins anew after a failure, which all have shared", async () => {
    const all = [1, 2].map(() => calls.run("a", undefined, start));
    fail(new Error("broken"));
    for (const call of all) await assert.rejects(call, /broken/);
    const again = calls.run("a", undefined, start);
    finish(1);
    assert.equal(await again, 1);
  });

  it("lets one caller give up without ending it for the others", async () => {
    const controller = new AbortController();
    const impatient = calls.run("a", controller.signal, start);
    const patient = calls.run("a", undefined, start);
    controller.abort();
    await assert.rejects(impatient, kafkaError("cancelled"));
    finish(7);
    assert.equal(await patient, 7);
  });

  it("begins nothing for who has given up before", async () => {
    await assert.rejects(calls.run("a", AbortSignal.abort(), start), kafkaError("cancelled"));
    assert.equal(begun, 0);
  });
});
