import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { TimeLags } from "../../../../src/kafka/watch/timeLags";
import { sampleOf, type PartitionDraft } from "../../../support/groupSamples";
import { MemoryGateway } from "../../../support/memoryGateway";

describe("time lags", () => {
  let gateway: MemoryGateway;
  let lags: TimeLags;

  beforeEach(() => {
    gateway = new MemoryGateway();
    for (const log of gateway.addTopic("orders", 3)) {
      for (let at = 0n; at < 5n; at++) log.append({ timestampMs: 1_000n + at * 100n });
    }
    lags = new TimeLags({ refreshMs: 10_000, partitionsAtOnce: 2 });
  });

  const refresh = (atMs: number, ...partitions: readonly PartitionDraft[]): Promise<boolean> =>
    lags.refresh(gateway, sampleOf({ atMs, partitions }));
  const reads = (): number => gateway.calls.filter((call) => call === "readForward").length;
  const age = (partition: number, nowMs: number): number | undefined =>
    lags.ageMs({ topic: "orders", partition }, nowMs);

  it("are the age of the next message to read", async () => {
    await refresh(5_000, { committed: 2n, end: 5n });
    assert.equal(age(0, 5_000), 3_800);
    assert.equal(age(1, 5_000), undefined);
  });

  it("are read at the log start where the commit was deleted", async () => {
    await refresh(5_000, { committed: 1n, start: 3n, end: 5n });
    assert.equal(age(0, 5_000), 3_700);
  });

  it("are not read where nothing waits, or nothing is committed", async () => {
    assert.equal(await refresh(5_000, { committed: 5n, end: 5n }, { end: 5n }), false);
    assert.equal(reads(), 0);
  });

  it("are read once while the commit stands, and not too often while it moves", async () => {
    await refresh(5_000, { committed: 1n, end: 5n });
    await refresh(60_000, { committed: 1n, end: 5n });
    assert.equal(reads(), 1);
    await refresh(61_000, { committed: 2n, end: 5n });
    assert.equal(reads(), 2);
    await refresh(62_000, { committed: 3n, end: 5n });
    assert.equal(reads(), 2);
  });

  it("take turns when many partitions lag", async () => {
    const lagging = [0, 1, 2].map((partition) => ({ partition, committed: 1n, end: 5n }));
    await refresh(5_000, ...lagging);
    assert.equal(reads(), 2);
    await refresh(6_000, ...lagging);
    assert.equal(reads(), 3);
    assert.notEqual(age(2, 6_000), undefined);
  });

  it("are forgotten once the group has caught up", async () => {
    await refresh(5_000, { committed: 1n, end: 5n });
    await refresh(6_000, { committed: 5n, end: 5n });
    assert.equal(age(0, 6_000), undefined);
  });

  it("stay unknown where reading fails, and are never negative", async () => {
    gateway.failNext("readForward", new KafkaError("Lost.", { kind: "unreachable" }));
    await refresh(5_000, { committed: 1n, end: 5n });
    assert.equal(age(0, 5_000), undefined);
    await refresh(16_000, { committed: 1n, end: 5n });
    assert.equal(age(0, 10), 0);
  });

  it("end with their signal", async () => {
    const sample = sampleOf({ atMs: 5_000, partitions: [{ committed: 1n, end: 5n }] });
    const ended = lags.refresh(gateway, sample, AbortSignal.abort());
    await assert.rejects(ended, { kind: "cancelled" });
  });
});
