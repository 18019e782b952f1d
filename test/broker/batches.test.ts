import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { runJavaTool } from "../../tools/kafka/javaTool";
import type { ClusterGateway } from "../../src/kafka/gateway";
import type { Message } from "../../src/kafka/model";
import { within } from "../support/eventually";
import { inTopic } from "../support/positions";
import { rawProduce } from "../support/rawProduce";
import { readAllBackward, readAllForward } from "../support/readThrough";
import { recordBatch } from "../support/recordBatchBuilder";
import { sharedKafka, type TestKafka } from "../support/testKafka";

describe("batches of a real cluster", () => {
  let cluster: TestKafka;
  let gateway: ClusterGateway;

  before(() => {
    cluster = sharedKafka();
    gateway = cluster.gateway();
  });

  after(() => cluster.close());

  for (const codec of ["none", "gzip", "snappy", "lz4", "zstd"] as const) {
    it(`reads back byte for byte what the Java producer wrote with ${codec}`, async () => {
      const topic = await cluster.createTopic(`codec-${codec}`);
      // some of it compresses well, some not at all, and not all of it is ASCII
      const lines = Array.from({ length: 2_000 }, (_, index) => {
        const noise = createHash("sha512").update(`${index}`).digest("base64");
        return `key-${index}\t${index % 2 === 0 ? noise : "gleich ".repeat(20)}✓${index}`;
      });
      await runJavaTool(
        "org.apache.kafka.tools.ConsoleProducer",
        [
          ...["--bootstrap-server", cluster.bootstrapServers.join(), "--topic", topic],
          ...["--compression-codec", codec, "--reader-property", "parse.key=true"],
        ],
        { input: `${lines.join("\n")}\n` },
      );
      const { messages } = await readAllForward(gateway, topic, { maxMessages: 700 });
      const read = messages.map(({ key, value }) => `${String(key)}\t${String(value)}`);
      assert.deepEqual(read, lines);
      assert.deepEqual(new Set(messages.map(({ batch }) => batch.codec)), new Set([codec]));
    });
  }

  it("pages through a batch of 300,000 messages", async () => {
    const configEntries = [{ name: "max.message.bytes", value: "20000000" }];
    const topic = await cluster.createTopic("one-batch", { configEntries });
    const count = 300_000;
    const value = Buffer.from("v");
    const batch = recordBatch({
      records: Array.from({ length: count }, () => ({ value })),
      codec: { code: 1, compress: (bytes) => gzipSync(bytes, { level: 1 }) },
      maxTimestamp: 1_700_000_000_000n,
    });
    await rawProduce(cluster.bootstrapServers, topic, batch);

    const forward = await within(20_000, readAllForward(gateway, topic, { maxMessages: 10_000 }));
    assert.equal(forward.messages.length, count);
    assert.equal(forward.messages.at(-1)?.offset, BigInt(count - 1));
    assert.equal(forward.messages[0]?.batch.lastOffset, BigInt(count - 1));

    const from = inTopic(topic, 150_000n);
    const request = { from, maxMessages: 5, isolation: "readCommitted" } as const;
    const middle = await gateway.readForward(request);
    assert.equal(middle.messages[0]?.offset, 150_000n);
    const before = await gateway.readBackward(request);
    assert.deepEqual(
      before.messages.map(({ offset }) => offset),
      [149_999n, 149_998n, 149_997n, 149_996n, 149_995n],
    );
  });

  describe("of transactions", () => {
    let topic: string;
    let endOpen: () => Promise<void>;

    /** 0–4 committed, 5 marker, 6–10 aborted, 11 marker, 12–14 plain, 15–16 still open. */
    before(async () => {
      topic = await cluster.createTopic("transactions");
      const producer = cluster.kafka.producer({
        transactionalId: topic,
        maxInFlightRequests: 1,
        idempotent: true,
      });
      await producer.connect();
      const send = (
        name: string,
        count: number,
      ): { topic: string; messages: { value: string }[] } => ({
        topic,
        messages: Array.from({ length: count }, (_, index) => ({ value: `${name}${index}` })),
      });
      const committed = await producer.transaction();
      await committed.send(send("committed", 5));
      await committed.commit();
      const aborted = await producer.transaction();
      await aborted.send(send("aborted", 5));
      await aborted.abort();
      await cluster.produce(topic, send("plain", 3).messages);
      const open = await producer.transaction();
      await open.send(send("open", 2));
      endOpen = async () => {
        await open.abort();
        await producer.disconnect();
      };
    });

    after(() => endOpen());

    function values(messages: readonly Message[]): string {
      return messages.map(({ value }) => String(value)).join(" ");
    }

    const visible = "committed0 committed1 committed2 committed3 committed4 plain0 plain1 plain2";

    it("end at the last stable offset when committed, and at the high watermark otherwise", async () => {
      const question = [{ topic, partition: 0, at: "latest" as const }];
      const [stable] = await gateway.listOffsets(question, "readCommitted");
      const [high] = await gateway.listOffsets(question, "readUncommitted");
      assert.deepEqual([stable?.offset, high?.offset], [15n, 17n]);
    });

    it("show 8 of 15, with the rest as one gap", async () => {
      const { messages, gaps } = await readAllForward(gateway, topic);
      assert.equal(values(messages), visible);
      assert.deepEqual(gaps, [
        {
          topic,
          partition: 0,
          firstOffset: 5n,
          lastOffset: 11n,
          controlRecords: 2,
          abortedMessages: 5,
        },
      ]);
    });

    it("show the same backward", async () => {
      const { messages, gaps } = await readAllBackward(gateway, topic, { maxMessages: 4 });
      assert.equal(values(messages.toReversed()), visible);
      assert.equal(
        gaps.reduce((sum, { abortedMessages }) => sum + abortedMessages, 0),
        5,
      );
    });

    it("show aborted messages, marked, when asked", async () => {
      const { messages } = await readAllForward(gateway, topic, { includeAborted: true });
      const aborted = messages.filter(({ isAborted }) => isAborted);
      assert.equal(values(aborted), "aborted0 aborted1 aborted2 aborted3 aborted4");
      assert.equal(messages.length, 13);
    });

    it("show the open transaction's messages only when uncommitted", async () => {
      const { messages } = await readAllForward(gateway, topic, { isolation: "readUncommitted" });
      assert.equal(messages.length, 15);
      assert.match(values(messages), /open0 open1$/);
    });
  });
});
