import assert from "node:assert/strict";
import { KafkaError } from "../../../src/kafka/errors";
import { kafkaError } from "../../support/kafkaError";
import { MemoryGateway } from "../../support/memoryGateway";
import type { MemoryLog } from "../../support/memoryLog";
import { inTopic } from "../../support/positions";
import { pollMessages } from "../../support/tailThrough";

describe("MemoryGateway's tail and scan", () => {
  let gateway: MemoryGateway;
  let logs: readonly MemoryLog[];

  beforeEach(() => {
    gateway = new MemoryGateway();
    logs = gateway.addTopic("t", 2);
    for (const value of ["a", "b", "c", "d"]) logs[0]?.append({ value });
  });

  const wait = { maxMessages: 10, maxWaitMs: 10 };

  it("delivers what is there, then what arrives", async () => {
    const tail = gateway.openTail({ from: inTopic("t", 1n, 0n), isolation: "readCommitted" });
    assert.deepEqual((await pollMessages(tail, 3, 2)).values, ["b", "c", "d"]);
    const polled = pollMessages(tail, 1);
    logs[1]?.append({ value: "e" });
    assert.deepEqual((await polled).values, ["e"]);
    tail.pause(inTopic("t", 0n));
    logs[0]?.append({ value: "f" });
    assert.deepEqual((await tail.poll(wait)).messages, []);
    tail.resume(inTopic("t", 0n));
    assert.deepEqual((await pollMessages(tail, 1)).values, ["f"]);
    tail.seek({ topic: "t", partition: 0, offset: 3n });
    assert.deepEqual((await pollMessages(tail, 2)).values, ["d", "f"]);
    tail.close();
    await assert.rejects(tail.poll(wait), kafkaError("cancelled"));
  });

  it("tells of deleted messages, lost leaders and deleted topics", async () => {
    const [log] = logs;
    assert.ok(log !== undefined);
    const tail = gateway.openTail({ from: inTopic("t", 0n), isolation: "readCommitted" });
    log.deleteBefore(2n);
    const [gap] = (await tail.poll(wait)).gaps;
    assert.deepEqual([gap?.firstOffset, gap?.lastOffset, gap?.isDeleted], [0n, 1n, true]);
    log.leader = undefined;
    assert.equal((await tail.poll(wait)).interruptions.length, 1);
    gateway.deleteTopic("t");
    assert.equal((await tail.poll(wait)).failures[0]?.kind, "notFound");
    gateway.failNext("openTail", new KafkaError("No.", { kind: "timeout" }));
    await assert.rejects(tail.poll(wait), kafkaError("timeout"));
  });

  it("scans with and without a filter, and says what is left", async () => {
    const ranges = [{ topic: "t", partition: 0, from: 0n, to: 100n }];
    const request = { ranges, isolation: "readCommitted" } as const;
    const found: bigint[] = [];
    for await (const { messages } of gateway.scan(request)) {
      found.push(...messages.map(({ offset }) => offset));
    }
    assert.deepEqual(found, [0n, 1n, 2n, 3n]);
    const filter = {
      anyOf: [Buffer.from("b"), Buffer.from("d")],
      select: <T>(all: readonly T[]) => all,
    };
    const first = await gateway.scan({ ...request, filter, maxMessages: 1 }).next();
    assert.ok(first.done === false);
    assert.deepEqual(
      first.value.messages.map(({ offset }) => offset),
      [1n],
    );
    assert.deepEqual(first.value.progress.left, [{ topic: "t", partition: 0, from: 2n, to: 4n }]);
  });
});
