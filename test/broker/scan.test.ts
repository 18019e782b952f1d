import assert from "node:assert/strict";
import type { ClusterGateway, OffsetRange, ScanRequest, ScanStep } from "../../src/kafka/gateway";
import type { Message } from "../../src/kafka/model";
import { runJavaTool } from "../../tools/kafka/javaTool";
import { eventually } from "../support/eventually";
import { kafkaError } from "../support/kafkaError";
import { socketCount } from "../support/processActivity";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";

describe("a scan of a real cluster", function () {
  this.timeout(60_000);
  let cluster: TestKafka;
  let gateway: ClusterGateway;

  before(() => {
    cluster = sharedKafka();
    gateway = cluster.gateway();
  });

  after(() => cluster.close());

  async function scan(
    ranges: readonly OffsetRange[],
    more: Partial<ScanRequest> = {},
  ): Promise<{ messages: Message[]; steps: ScanStep[]; last: ScanStep }> {
    const steps: ScanStep[] = [];
    const request = { ranges, isolation: "readCommitted", ...more } as const;
    for await (const step of gateway.scan(request)) steps.push(step);
    const last = steps.at(-1);
    assert.ok(last !== undefined);
    return { messages: steps.flatMap(({ messages }) => messages), steps, last };
  }

  function values(messages: readonly Message[]): string[] {
    return messages.map(({ value }) => String(value));
  }

  const everything = (messages: readonly Message[]): readonly Message[] => messages;

  describe("over two partitions", () => {
    const count = 3_000;
    let topic: string;
    let whole: OffsetRange[];

    before(async () => {
      topic = await cluster.createTopic("scanned", { partitions: 2 });
      for (let batch = 0; batch < 10; batch++) {
        await cluster.produce(
          topic,
          Array.from({ length: 600 }, (_, index) => {
            const number = batch * 300 + Math.floor(index / 2);
            return {
              partition: index % 2,
              key: `k${number}`,
              value: `value-${number}-of-${index % 2}`,
              headers: number % 1_000 === 7 ? { trace: `trace-${number}` } : {},
            };
          }),
        );
      }
      whole = [0, 1].map((partition) => ({ topic, partition, from: 0n, to: BigInt(count) }));
    });

    it("delivers every message of the ranges once, in offset order", async () => {
      const { messages, last } = await scan(whole);
      assert.equal(messages.length, 2 * count);
      for (const partition of [0, 1]) {
        const ofOne = messages.filter((message) => message.partition === partition);
        assert.deepEqual(
          ofOne.map(({ offset }) => offset),
          Array.from({ length: count }, (_, index) => BigInt(index)),
        );
      }
      const { scannedOffsets, totalOffsets, scannedMessages, left } = last.progress;
      const total = BigInt(2 * count);
      assert.deepEqual([scannedOffsets, totalOffsets, scannedMessages], [total, total, total]);
      assert.deepEqual(left, []);
    });

    it("delivers the middle of a range only", async () => {
      const { messages } = await scan([{ topic, partition: 1, from: 1_234n, to: 1_239n }]);
      assert.deepEqual(
        messages.map(({ offset }) => offset),
        [1_234n, 1_235n, 1_236n, 1_237n, 1_238n],
      );
    });

    it("does not wait for what is not there yet", async () => {
      const { messages, last } = await scan([{ topic, partition: 0, from: 2_998n, to: 9_999n }]);
      assert.equal(messages.length, 2);
      assert.deepEqual([last.progress.totalOffsets, last.progress.left], [2n, []]);
    });

    it("finds bytes in values, keys and headers, and shows only those messages to the filter", async () => {
      for (const [needle, expected] of [
        ["value-1717-of", 2],
        ["k2999", 2],
        ["trace-", 6],
        ["nowhere", 0],
      ] as const) {
        let shown = 0;
        const { messages, last } = await scan(whole, {
          filter: {
            anyOf: [Buffer.from(needle)],
            select: (candidates) => {
              shown += candidates.length;
              return candidates;
            },
          },
        });
        assert.deepEqual([messages.length, shown], [expected, expected], needle);
        assert.equal(last.progress.scannedMessages, BigInt(2 * count));
      }
    });

    it("finds messages by any of several byte strings, each once", async () => {
      const anyOf = ["k17", "value-17-"].map((needle) => Buffer.from(needle));
      const { messages } = await scan([{ topic, partition: 0, from: 0n, to: 200n }], {
        filter: { anyOf, select: everything },
      });
      assert.deepEqual(
        messages.map(({ offset }) => offset),
        [17n, ...Array.from({ length: 10 }, (_, index) => 170n + BigInt(index))],
      );
    });

    it("lets the filter choose among all messages where it names no bytes", async () => {
      const { messages } = await scan(whole, {
        filter: {
          select: (all) => Promise.resolve(all.filter(({ offset }) => offset % 1_000n === 0n)),
        },
      });
      assert.equal(messages.length, 6);
    });

    it("ends after the messages wanted and is resumed with the rest, nothing left out or twice", async () => {
      const filter = { anyOf: [Buffer.from("99-of")], select: everything };
      const all = values((await scan(whole, { filter })).messages);
      const joined: string[] = [];
      let ranges: readonly OffsetRange[] = whole;
      while (ranges.length > 0) {
        const { messages, last } = await scan(ranges, { filter, maxMessages: 7 });
        assert.ok(messages.length <= 7);
        joined.push(...values(messages));
        ranges = last.progress.left;
      }
      assert.deepEqual(joined.toSorted(), all.toSorted());
      const first = await scan(whole, { maxMessages: 1_001 });
      const second = await scan(first.last.progress.left);
      assert.equal(first.messages.length, 1_001);
      assert.equal(second.messages.length, 2 * count - 1_001);
    });

    it("ends at once when it is cancelled", async () => {
      const abort = new AbortController();
      const steps = gateway.scan({ ranges: whole, isolation: "readCommitted" }, abort.signal);
      await steps.next();
      abort.abort();
      await assert.rejects(steps.next(), kafkaError("cancelled"));
    });

    it("closes its connections when nobody wants more", async () => {
      const own = cluster.gateway();
      await own.listOffsets([{ topic, partition: 0, at: "latest" }], "readCommitted");
      const open = socketCount();
      for await (const step of own.scan({ ranges: whole, isolation: "readCommitted" })) {
        assert.ok(socketCount() > open);
        if (step.messages.length > 0) break;
      }
      await eventually("its sockets are closed", () => socketCount() === open);
    });
  });

  for (const codec of ["none", "gzip", "snappy", "lz4", "zstd"] as const) {
    it(`finds what the Java producer compressed with ${codec}`, async () => {
      const topic = await cluster.createTopic(`scan-${codec}`);
      const lines = Array.from({ length: 3_000 }, (_, index) => `line ${index} ${"x".repeat(50)}`);
      await runJavaTool(
        "org.apache.kafka.tools.ConsoleProducer",
        [
          ...["--bootstrap-server", cluster.bootstrapServers.join(), "--topic", topic],
          ...["--compression-codec", codec],
        ],
        { input: `${lines.join("\n")}\n` },
      );
      const range = { topic, partition: 0, from: 0n, to: 3_000n };
      assert.deepEqual(values((await scan([range])).messages), lines);
      const filter = { anyOf: [Buffer.from("line 1234 ")], select: everything };
      const { messages } = await scan([range], { filter });
      assert.deepEqual(values(messages), [lines[1234]]);
    });
  }

  it("accounts for markers, aborted messages and deleted ones", async () => {
    const topic = await cluster.createTopic("gappy");
    const producer = cluster.kafka.producer({
      transactionalId: topic,
      idempotent: true,
      maxInFlightRequests: 1,
    });
    await producer.connect();
    for (const outcome of ["commit", "abort", "commit"] as const) {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ value: outcome }, { value: outcome }] });
      await transaction[outcome]();
    }
    await producer.disconnect();
    const admin = cluster.kafka.admin();
    await admin.connect();
    await admin.fetchTopicOffsets(topic); // or kafkajs does not know the leader
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: "1" }] });
    await admin.disconnect();
    const { messages, steps } = await scan([{ topic, partition: 0, from: 0n, to: 9n }]);
    assert.deepEqual(
      messages.map(({ offset }) => offset),
      [1n, 6n, 7n],
    );
    assert.deepEqual(
      steps
        .flatMap(({ gaps }) => gaps)
        .map(({ firstOffset, lastOffset, controlRecords, abortedMessages, isDeleted }) => {
          return [firstOffset, lastOffset, controlRecords, abortedMessages, isDeleted];
        }),
      [
        [0n, 0n, 0, 0, true],
        [2n, 5n, 2, 2, undefined],
        [8n, 8n, 1, 0, undefined],
      ],
    );
  });

  it("reads the others when one partition cannot be read", async () => {
    const topic = await cluster.createTopic("half");
    await cluster.produce(topic, [{ value: "there" }]);
    const missing = uniqueName("missing");
    const { messages, last } = await scan([
      { topic: missing, partition: 0, from: 0n, to: 5n },
      { topic, partition: 0, from: 0n, to: 1n },
    ]);
    assert.deepEqual(values(messages), ["there"]);
    assert.deepEqual(
      last.failures.map(({ topic: failed, kind }) => [failed, kind]),
      [[missing, "notFound"]],
    );
    assert.deepEqual(last.progress.left, [{ topic: missing, partition: 0, from: 0n, to: 5n }]);
  });

  it("refuses ranges that cannot be", async () => {
    const steps = gateway.scan({
      ranges: [{ topic: "t", partition: 0, from: 5n, to: 4n }],
      isolation: "readCommitted",
    });
    await assert.rejects(steps.next(), kafkaError("invalidInput"));
  });
});
