import assert from "node:assert/strict";
import { CallsUnderWay } from "../../../../src/kafka/connection/callsUnderWay";
import { KafkaError } from "../../../../src/kafka/errors";
import type { Tail, TailBatch, TailRequest } from "../../../../src/kafka/gateway";
import { fetchApi } from "../../../../src/kafka/protocol/fetch";
import { listOffsetsApi } from "../../../../src/kafka/protocol/listOffsets";
import { openTail } from "../../../../src/kafka/tail/liveTail";
import { kafkaError } from "../../../support/kafkaError";
import { FakeRouter, topicMetadata } from "../../../support/fakeRouter";
import { FetchedPartition, servePartitions, serveTopics } from "../../../support/fetchedPartition";
import { inTopic } from "../../../support/positions";
import { batchOf } from "../../../support/readScene";
import { recordBatch } from "../../../support/recordBatchBuilder";
import { pollMessages, pollUntil } from "../../../support/tailThrough";

describe("openTail", () => {
  let router: FakeRouter;
  let log: FetchedPartition;
  let tail: Tail;
  let calls: CallsUnderWay;

  beforeEach(() => {
    router = new FakeRouter();
    calls = new CallsUnderWay();
    log = new FetchedPartition();
    servePartitions(router, "t", [log]);
    tail = open();
  });

  afterEach(() => {
    tail.close();
    assert.equal(router.openLanes, 0);
  });

  function open(more: Partial<TailRequest> = {}): Tail {
    return openTail(router, calls, { from: inTopic("t", 0n), isolation: "readCommitted", ...more });
  }

  function poll(maxMessages = 100): Promise<TailBatch> {
    return tail.poll({ maxMessages, maxWaitMs: 20 });
  }

  /** The next Fetch answers fail, one for each of the errors. */
  function failFetches(...errors: readonly unknown[]): void {
    const waiting = [...errors];
    const served = router.answererOf(fetchApi);
    router.on(fetchApi, (question, nodeId) => {
      if (waiting.length > 0) throw waiting.shift();
      return served(question, nodeId);
    });
  }

  it("opens nothing before the first poll", () => {
    assert.deepEqual([router.openLanes, router.sent.length], [0, 0]);
  });

  it("goes on after a lost broker at the offset where it was, and says so meanwhile", async () => {
    log.append(batchOf(0n, 3));
    await pollMessages(tail, 3);
    log.append(batchOf(3n, 3));
    const lost = new KafkaError("Lost.", { kind: "unreachable" });
    failFetches(lost, lost);
    const seen = await pollMessages(tail, 3);
    assert.deepEqual(seen.offsets(0), [3n, 4n, 5n]);
    assert.ok(
      seen.batches.some(({ interruptions }) => {
        return interruptions[0]?.message === "Lost broker 1 at offset 3; trying again (1).";
      }),
    );
    assert.deepEqual(seen.last?.interruptions, []);
  });

  it("asks the new leader when the old one says it is none any more", async () => {
    log.append(batchOf(0n, 2));
    log.nextErrors.push(6);
    const served = router.answererOf(fetchApi);
    router.on(fetchApi, (question, nodeId) => {
      router.topics.set("t", topicMetadata("t", [2]));
      return served(question, nodeId);
    });
    const seen = await pollMessages(tail, 2);
    assert.deepEqual(seen.offsets(0), [0n, 1n]);
    assert.deepEqual(
      router
        .sentTo(fetchApi)
        .map(({ nodeId }) => nodeId)
        .slice(0, 2),
      [1, 2],
    );
  });

  it("waits for a leader where there is none", async () => {
    router.addTopic("t", [-1]);
    log.append(batchOf(0n, 1));
    const waiting = await pollUntil(tail, ({ last }) => (last?.interruptions.length ?? 0) > 0);
    assert.match(waiting.last?.interruptions[0]?.message ?? "", /no leader .*trying again \(1\)/);
    router.addTopic("t", [1]);
    assert.deepEqual((await pollMessages(tail, 1)).offsets(0), [0n]);
  });

  it("ends a partition whose permission was taken away, and reads it again once sought", async () => {
    log.append(batchOf(0n, 1));
    log.nextErrors.push(29);
    const { failures } = await poll();
    assert.deepEqual(
      failures.map(({ kind }) => kind),
      ["authorization"],
    );
    tail.seek({ topic: "t", partition: 0, offset: 0n });
    assert.deepEqual((await pollMessages(tail, 1)).offsets(0), [0n]);
  });

  it("ends all partitions when the password is not accepted any more", async () => {
    failFetches(new KafkaError("Wrong password.", { kind: "authentication" }));
    const { failures } = await poll();
    assert.deepEqual(
      failures.map(({ kind, message }) => [kind, message]),
      [["authentication", "Wrong password."]],
    );
  });

  it("asks again for what a throttled answer leaves out", async () => {
    log.append(batchOf(0n, 1));
    log.throttledAnswers = 1;
    const seen = await pollMessages(tail, 1);
    assert.deepEqual(seen.offsets(0), [0n]);
    assert.ok(seen.batches.every(({ interruptions }) => interruptions.length === 0));
  });

  it("ends a partition with an answer that is no batch, after what is good before it", async () => {
    log.append(batchOf(0n, 2));
    const served = router.answererOf(fetchApi);
    router.on(fetchApi, async (question, nodeId) => {
      const answer = await served(question, nodeId);
      const [topic] = answer.topics;
      const [fetched] = topic?.partitions ?? [];
      assert.ok(fetched !== undefined);
      const records = Buffer.concat([fetched.records, Buffer.alloc(80)]);
      return { ...answer, topics: [{ topic: "t", partitions: [{ ...fetched, records }] }] };
    });
    const seen = await pollUntil(tail, ({ last }) => (last?.failures.length ?? 0) > 0);
    assert.deepEqual(seen.offsets(0), [0n, 1n]);
    assert.equal(seen.last?.failures[0]?.kind, "corruptData");
  });

  it("shows a batch that fails its checksum as unreadable, and reads on", async () => {
    const broken = recordBatch({ records: [{ value: "a" }, { value: "b" }], baseOffset: 1n });
    broken.writeUInt32BE(0, 17);
    log.append(batchOf(0n, 1), broken, batchOf(3n, 1));
    const seen = await pollMessages(tail, 2);
    assert.deepEqual(seen.offsets(0), [0n, 3n]);
    const [gap] = seen.gaps;
    assert.deepEqual([gap?.firstOffset, gap?.lastOffset], [1n, 2n]);
    assert.match(gap?.unreadable ?? "", /checksum/);
  });

  it("asks for more room for a batch that does not come whole", async () => {
    tail = open({ tuning: { maxPartitionBytes: 100, maxBytes: 100 } });
    const whole = batchOf(0n, 50);
    log.append(whole);
    const served = router.answererOf(fetchApi);
    router.on(fetchApi, async (question, nodeId) => {
      const answer = await served(question, nodeId);
      const room = question.topics[0]?.partitions[0]?.maxBytes ?? 0;
      return {
        ...answer,
        topics: answer.topics.map(({ topic, partitions }) => ({
          topic,
          partitions: partitions.map((fetched) => {
            return { ...fetched, records: fetched.records.subarray(0, room) };
          }),
        })),
      };
    });
    assert.equal((await pollMessages(tail, 50)).messages.length, 50);
  });

  it("decodes no more than is asked for, and fetches nothing while it holds an answer", async () => {
    log.append(batchOf(0n, 10));
    const { messages, next } = await pollMessages(tail, 4, 4).then(({ last }) => {
      assert.ok(last !== undefined);
      return last;
    });
    assert.equal(messages.length, 4);
    assert.deepEqual(next, inTopic("t", 4n));
    assert.equal(router.sentTo(fetchApi).length, 1);
  });

  it("fetches on in the same poll when the answer it holds turns out to be used up", async () => {
    log.append(batchOf(0n, 2));
    await pollMessages(tail, 2, 2);
    log.append(batchOf(2n, 1));
    const { next } = await tail.poll({ maxMessages: 2, maxWaitMs: 60_000 });
    assert.deepEqual(next, inTopic("t", 3n));
  });

  it("merges what came of several partitions by time, each in its own order", async () => {
    const other = new FetchedPartition();
    servePartitions(router, "t", [log, other]);
    log.append(batchOf(0n, 1, 1_000n), batchOf(1n, 1, 3_000n), batchOf(2n, 1, 2_500n));
    other.append(batchOf(0n, 1, 2_000n), batchOf(1n, 1, 2_800n));
    tail = open({ from: inTopic("t", 0n, 0n) });
    const [batch] = (await pollMessages(tail, 5)).batches.filter(({ messages }) => messages.length);
    assert.deepEqual(
      batch?.messages.map(({ partition, offset }) => [partition, offset]),
      [
        [0, 0n],
        [1, 0n],
        [1, 1n],
        [0, 1n],
        [0, 2n],
      ],
    );
  });

  it("drops what it holds of a partition that is paused", async () => {
    log.append(batchOf(0n, 4));
    await pollMessages(tail, 1, 1);
    tail.pause(inTopic("t", 0n));
    assert.deepEqual((await poll()).messages, []);
    tail.resume(inTopic("t", 0n));
    assert.deepEqual((await pollMessages(tail, 3)).offsets(0), [1n, 2n, 3n]);
  });

  it("ends a topic that was created again, and reads the new one once sought", async () => {
    router.topics.set("t", { ...topicMetadata("t", [1]), topicId: "old" });
    log.append(batchOf(0n, 2));
    await pollMessages(tail, 2);
    router.topics.set("t", { ...topicMetadata("t", [1]), topicId: "new" });
    log.nextErrors.push(100);
    const ended = await pollUntil(tail, ({ last }) => last?.failures.length === 1);
    assert.match(ended.last?.failures[0]?.message ?? "", /created again/);
    tail.seek({ topic: "t", partition: 0, offset: 0n });
    const again = await pollMessages(tail, 2);
    assert.deepEqual([again.offsets(0), again.last?.failures], [[0n, 1n], []]);
  });

  it("asks once where partitions begin whose positions were deleted", async () => {
    const logs = [new FetchedPartition(), new FetchedPartition(), new FetchedPartition()];
    servePartitions(router, "t", logs);
    for (const one of logs) {
      one.start = 5n;
      one.append(batchOf(5n, 1));
    }
    tail = open({ from: inTopic("t", 0n, 0n, 0n) });
    const seen = await pollMessages(tail, 3);
    assert.deepEqual(
      seen.gaps.map(({ partition, lastOffset, isDeleted }) => [partition, lastOffset, isDeleted]),
      [0, 1, 2].map((partition) => [partition, 4n, true]),
    );
    // start and end of the three together, and the last stable offset
    assert.equal(router.sentTo(listOffsetsApi).length, 3);
  });

  it("gives every topic its turn, also behind a partition that has nothing", async () => {
    const busy = new FetchedPartition();
    const other = new FetchedPartition();
    serveTopics(router, { a: [new FetchedPartition(), busy], b: [other] });
    for (let at = 0n; at < 20n; at++) busy.append(batchOf(at, 1));
    other.append(batchOf(0n, 1));
    const from = [...inTopic("a", 0n, 0n), ...inTopic("b", 0n)];
    const sizes = { maxBytes: 10, maxPartitionBytes: 10 };
    tail = open({ from: [from[0], from[2], from[1]].flatMap((one) => one ?? []), tuning: sizes });
    const seen = await pollUntil(tail, ({ messages }) => messages.some((m) => m.topic === "b"));
    assert.ok(seen.messages.length <= 4);
  });

  it("refuses a second poll at the same time, and what cannot be", async () => {
    const first = poll();
    await assert.rejects(poll(), kafkaError("invalidInput"));
    await first;
    await assert.rejects(poll(0), kafkaError("invalidInput"));
    assert.throws(() => open({ from: inTopic("t", -1n) }), kafkaError("invalidInput"));
    assert.throws(() => {
      tail.seek({ topic: "t", partition: 0, offset: -1n });
    }, kafkaError("invalidInput"));
  });

  it("ends a poll that waits for nothing but its time when all calls end", async () => {
    await poll();
    tail.pause(inTopic("t", 0n));
    const waiting = tail.poll({ maxMessages: 1, maxWaitMs: 60_000 });
    calls.endAll(new KafkaError("Closed.", { kind: "cancelled" }));
    await assert.rejects(waiting, kafkaError("cancelled", /Closed/));
  });

  it("cannot be polled once it is closed", async () => {
    tail.close();
    await assert.rejects(poll(), kafkaError("cancelled"));
  });
});
