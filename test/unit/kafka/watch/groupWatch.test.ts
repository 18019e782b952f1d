import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { GroupWatch } from "../../../../src/kafka/watch/groupWatch";
import { FakeClock, settled } from "../../../support/fakeClock";

interface Reading {
  readonly signal: AbortSignal;
  readonly answer: (sample: string) => Promise<void>;
  readonly fail: (error: KafkaError) => Promise<void>;
}

describe("GroupWatch", () => {
  let clock: FakeClock;
  let readings: Reading[];
  let samples: string[];
  let failures: unknown[];
  let watch: GroupWatch<string>;

  beforeEach(() => {
    clock = new FakeClock();
    readings = [];
    samples = [];
    failures = [];
    watch = new GroupWatch<string>(
      {
        read: (signal) =>
          new Promise((resolve, reject) => {
            const fail = (error: KafkaError): void => {
              reject(error);
            };
            signal.addEventListener("abort", () => {
              fail(new KafkaError("Cancelled.", { kind: "cancelled" }));
            });
            readings.push({
              signal,
              answer: (sample) => {
                resolve(sample);
                return settled();
              },
              fail: (error) => {
                fail(error);
                return settled();
              },
            });
          }),
        onSample: (sample) => samples.push(sample),
        onFailure: (error) => failures.push(error),
        clock,
      },
      1_000,
    );
  });

  afterEach(() => {
    watch.stop();
    assert.deepEqual(clock.waitingMs, []);
  });

  function reading(index: number): Reading {
    const found = readings[index];
    assert.ok(found);
    return found;
  }

  it("does not try a refused login again by itself", async () => {
    watch.resume();
    const refused = new KafkaError("Wrong user or password.", { kind: "authentication" });
    await reading(0).fail(refused);
    assert.deepEqual([failures, clock.waitingMs], [[refused], []]);
    const asked = watch.readNow();
    await reading(1).answer("in");
    assert.equal(await asked, "in");
    assert.deepEqual(clock.waitingMs, [1_000]);
  });

  it("shows nothing of a reading that ends after it was paused", async () => {
    const deaf = new GroupWatch<string>(
      {
        read: () => new Promise((resolve) => setImmediate(resolve, "late")),
        onSample: (sample) => samples.push(sample),
        onFailure: (error) => failures.push(error),
        clock,
      },
      1_000,
    );
    const late = deaf.readNow();
    deaf.pause();
    await assert.rejects(late, { kind: "cancelled" });
    assert.deepEqual([samples, failures], [[], []]);
  });

  it("ends a reading that is asked for when it was stopped", async () => {
    watch.stop();
    const asked = watch.readNow();
    assert.equal(reading(0).signal.aborted, true);
    await reading(0).fail(new KafkaError("Cancelled.", { kind: "cancelled" }));
    await assert.rejects(asked, { kind: "cancelled" });
  });

  it("does nothing before it is resumed, then reads at once", () => {
    assert.equal(readings.length, 0);
    watch.resume();
    assert.equal(readings.length, 1);
  });

  it("reads again so long after a reading has ended, never two at a time", async () => {
    watch.resume();
    await clock.pass(5_000);
    assert.equal(readings.length, 1);
    await reading(0).answer("a");
    assert.deepEqual(clock.waitingMs, [1_000]);
    await clock.pass(1_000);
    assert.equal(readings.length, 2);
    await reading(1).answer("b");
    assert.deepEqual(samples, ["a", "b"]);
  });

  it("waits longer after each failure, up to a minute, and tells them", async () => {
    watch.resume();
    const waits: number[] = [];
    for (let index = 0; index < 8; index++) {
      await reading(index).fail(new KafkaError("Lost.", { kind: "unreachable" }));
      const [waitMs = 0] = clock.waitingMs;
      waits.push(waitMs);
      await clock.pass(waitMs);
    }
    assert.deepEqual(waits, [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    assert.equal(failures.length, 8);
    await reading(8).answer("a");
    assert.deepEqual(clock.waitingMs, [1_000]);
  });

  it("ends the reading under way when it is paused, without telling it as a failure", async () => {
    watch.resume();
    watch.pause();
    await settled();
    assert.ok(reading(0).signal.aborted);
    assert.deepEqual(failures, []);
    assert.deepEqual(clock.waitingMs, []);
  });

  it("reads at once when resumed, also before the ended reading is over", async () => {
    watch.resume();
    watch.pause();
    watch.resume();
    assert.equal(readings.length, 2);
    await reading(1).answer("b");
    assert.deepEqual(samples, ["b"]);
    assert.deepEqual(clock.waitingMs, [1_000]);
  });

  it("takes another interval at once", async () => {
    watch.resume();
    await reading(0).answer("a");
    watch.setInterval(10_000);
    assert.deepEqual(clock.waitingMs, [10_000]);
    watch.setInterval(0);
    assert.deepEqual(clock.waitingMs, []);
  });

  it("reads only when asked to while it is not live", async () => {
    watch.setInterval(0);
    watch.resume();
    assert.equal(readings.length, 0);
    const asked = watch.readNow();
    await reading(0).answer("a");
    assert.equal(await asked, "a");
    assert.deepEqual(clock.waitingMs, []);
  });

  it("gives the reading under way to whoever asks for one", async () => {
    watch.resume();
    const asked = [watch.readNow(), watch.readNow()];
    await reading(0).answer("a");
    assert.deepEqual(await Promise.all(asked), ["a", "a"]);
    assert.equal(readings.length, 1);
  });

  it("does not end a reading when one who waits for it goes", async () => {
    watch.resume();
    const abort = new AbortController();
    const asked = watch.readNow(abort.signal);
    abort.abort();
    await assert.rejects(asked, { kind: "cancelled" });
    assert.equal(reading(0).signal.aborted, false);
    await reading(0).answer("a");
    assert.deepEqual(samples, ["a"]);
  });

  it("begins anew in the interval after a reading that was asked for", async () => {
    watch.resume();
    await reading(0).answer("a");
    const asked = watch.readNow();
    assert.deepEqual(clock.waitingMs, []);
    await reading(1).answer("b");
    assert.equal(await asked, "b");
    assert.deepEqual(clock.waitingMs, [1_000]);
  });

  it("stays still once it is stopped", async () => {
    watch.resume();
    await reading(0).answer("a");
    watch.stop();
    watch.resume();
    assert.deepEqual(clock.waitingMs, []);
    assert.equal(readings.length, 1);
  });
});
