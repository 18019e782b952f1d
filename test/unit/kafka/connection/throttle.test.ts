import assert from "node:assert/strict";
import { Throttle } from "../../../../src/kafka/connection/throttle";
import { KafkaError } from "../../../../src/kafka/errors";
import { kafkaError } from "../../../support/kafkaError";

describe("Throttle", () => {
  let begun: number[];
  let throttle: Throttle;
  /** Of a request that left before anything was asked for. */
  let moreMs: () => number;

  beforeEach(() => {
    begun = [];
    throttle = new Throttle((throttleMs) => begun.push(throttleMs));
    moreMs = throttle.allowance();
  });

  it("lets everything pass that was not throttled", async () => {
    throttle.obey(0);
    await throttle.pass(undefined);
    assert.equal(moreMs(), 0);
  });

  it("waits as long as was asked, also when more is asked meanwhile", async () => {
    const startedMs = performance.now();
    throttle.obey(20);
    const passed = throttle.pass(undefined);
    throttle.obey(60);
    await passed;
    assert.ok(performance.now() - startedMs >= 60);
  });

  it("gives a request more time once, however many answers ask for it", () => {
    for (let answer = 0; answer < 100; answer++) throttle.obey(20_000);
    const givenMs = moreMs();
    assert.ok(givenMs >= 20_000 && givenMs < 40_000);
    assert.equal(throttle.allowance()(), 0);
  });

  it("gives a request a minute more in all", () => {
    throttle.obey(50_000);
    assert.equal(moreMs(), 50_000);
    throttle.obey(2 ** 31 - 1);
    throttle.obey(2 ** 31 - 1);
    assert.ok(moreMs() <= 10_000);
    assert.equal(moreMs(), 0);
  });

  it("lets nobody wait after it was ended", async () => {
    throttle.obey(30_000);
    throttle.end(new KafkaError("Closed.", { kind: "unreachable" }));
    await assert.rejects(throttle.pass(undefined), kafkaError("unreachable", /Closed/));
  });

  it("tells once that it begins, and again after it was over", () => {
    for (const throttleMs of [0, 5, 7, 0, 0, 9]) throttle.obey(throttleMs);
    assert.deepEqual(begun, [5, 9]);
  });

  it("does not believe in more than a minute", () => {
    throttle.obey(2 ** 31 - 1);
    assert.equal(moreMs(), 60_000);
  });

  it("leaves neither timer nor listener when it is cancelled or ended", async () => {
    await new Promise(setImmediate); // mocha starts its own timer
    const timers = (): number =>
      process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const before = timers();
    throttle.obey(30_000);
    const controller = new AbortController();
    const cancelled = throttle.pass(controller.signal);
    const ended = throttle.pass(undefined);
    assert.equal(timers(), before + 2);
    controller.abort();
    throttle.end(new KafkaError("Closed.", { kind: "unreachable" }));
    await assert.rejects(cancelled, kafkaError("cancelled"));
    await assert.rejects(ended, kafkaError("unreachable", /Closed/));
    assert.equal(timers(), before);
  });

  it("does not begin to wait for who has given up before", async () => {
    throttle.obey(30_000);
    await assert.rejects(throttle.pass(AbortSignal.abort()), kafkaError("cancelled"));
  });
});
