import assert from "node:assert/strict";
import { CallsUnderWay } from "../../../../src/kafka/connection/callsUnderWay";
import { pause } from "../../../../src/kafka/connection/deadline";
import { KafkaError } from "../../../../src/kafka/errors";
import { kafkaError } from "../../../support/kafkaError";
import { timerCount } from "../../../support/processActivity";

describe("CallsUnderWay", () => {
  const forLong = (ending: AbortSignal): Promise<void> => pause(60_000, ending);
  const closed = new KafkaError("Closed.", { kind: "cancelled" });
  let calls: CallsUnderWay;

  beforeEach(() => {
    calls = new CallsUnderWay();
  });

  it("end with their caller, one by one", async () => {
    const controller = new AbortController();
    const given = calls.run(controller.signal, forLong);
    const other = calls.run(undefined, () => Promise.resolve(5));
    controller.abort();
    await assert.rejects(given, kafkaError("cancelled"));
    assert.equal(await other, 5);
  });

  it("end all at once, with their timers", async () => {
    await new Promise(setImmediate); // mocha starts its own timer
    const before = timerCount();
    const all = [1, 2, 3].map(() => calls.run(new AbortController().signal, forLong));
    calls.endAll(closed);
    for (const call of all) await assert.rejects(call, closed);
    assert.equal(timerCount(), before);
    await assert.rejects(
      calls.run(undefined, () => Promise.resolve(5)),
      closed,
    );
  });

  it("keep what they say of an unknown outcome when all end at once", async () => {
    const doubt = new KafkaError("Not known.", { kind: "timeout" });
    const write = calls.run(undefined, (ending) =>
      forLong(ending).catch(() => Promise.reject(doubt)),
    );
    calls.endAll(closed);
    await assert.rejects(write, doubt);
  });

  it("end from step to step too, and are left when nobody wants more", async () => {
    async function* count(ending: AbortSignal): AsyncGenerator<number, void, undefined> {
      yield 1;
      yield 2;
      await forLong(ending);
    }
    for await (const step of calls.steps(undefined, count)) {
      assert.equal(step, 1);
      break;
    }
    const steps = calls.steps(undefined, count);
    assert.deepEqual([(await steps.next()).value, (await steps.next()).value], [1, 2]);
    const waiting = steps.next();
    calls.endAll(closed);
    await assert.rejects(waiting, closed);
    await assert.rejects(calls.steps(undefined, count).next(), closed);
  });

  it("do not begin when the caller has given up before", async () => {
    const call = calls.run(AbortSignal.abort(), () => Promise.resolve(5));
    await assert.rejects(call, kafkaError("cancelled"));
  });
});
