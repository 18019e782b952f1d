import assert from "node:assert/strict";
import { pause, throwIfCancelled, withDeadline } from "../../../../src/kafka/connection/deadline";
import { KafkaError } from "../../../../src/kafka/errors";
import { kafkaError } from "../../../support/kafkaError";

const never = new Promise<never>(() => undefined);

function tooLate(): KafkaError {
  return new KafkaError("Too late.", { kind: "timeout" });
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
}

describe("withDeadline", () => {
  it("settles as the work does", async () => {
    assert.equal(await withDeadline(Promise.resolve(5), { timeoutMs: 1000 }, tooLate), 5);
    const failing = withDeadline(Promise.reject(new Error("broken")), { timeoutMs: 1000 }, tooLate);
    await assert.rejects(failing, /broken/);
  });

  it("rejects when the time is over", async () => {
    await assert.rejects(withDeadline(never, { timeoutMs: 5 }, tooLate), kafkaError("timeout"));
  });

  it("gives more time for as long as there is a reason to", async () => {
    const reasons = [5, 5, 0];
    const moreMs = (): number => reasons.shift() ?? 0;
    await assert.rejects(
      withDeadline(never, { timeoutMs: 5, moreMs }, tooLate),
      kafkaError("timeout"),
    );
    assert.deepEqual(reasons, []);
  });

  it("rejects at once when the signal is aborted", async () => {
    const controller = new AbortController();
    const call = withDeadline(never, { signal: controller.signal }, tooLate);
    controller.abort();
    await assert.rejects(call, kafkaError("cancelled"));
  });

  it("rejects at once when the signal was aborted before", async () => {
    const call = withDeadline(never, { signal: AbortSignal.abort() }, tooLate);
    await assert.rejects(call, kafkaError("cancelled"));
  });

  it("leaves no timer behind", async () => {
    await new Promise(setImmediate); // mocha starts its own timer
    const before = timers();
    const controller = new AbortController();
    const { signal } = controller;
    await withDeadline(Promise.resolve(), { timeoutMs: 60_000, signal }, tooLate);
    const aborted = withDeadline(never, { timeoutMs: 60_000, signal }, tooLate);
    controller.abort();
    await assert.rejects(aborted);
    assert.equal(timers(), before);
  });

  it("leaves no listener behind", async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners++;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners--;
      remove(...args);
    };
    await withDeadline(Promise.resolve(), { signal }, tooLate);
    assert.equal(listeners, 0);
  });
});

describe("pause", () => {
  it("ends early, without its timer, when it is cancelled", async () => {
    await new Promise(setImmediate); // mocha starts its own timer
    const before = timers();
    const controller = new AbortController();
    const paused = pause(60_000, controller.signal);
    controller.abort();
    await assert.rejects(paused, kafkaError("cancelled"));
    assert.equal(timers(), before);
  });
});

describe("throwIfCancelled", () => {
  it("throws for an aborted signal only", () => {
    throwIfCancelled(undefined);
    throwIfCancelled(new AbortController().signal);
    assert.throws(() => {
      throwIfCancelled(AbortSignal.abort());
    }, kafkaError("cancelled"));
  });
});
