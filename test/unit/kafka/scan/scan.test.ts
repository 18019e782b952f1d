import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import type { OffsetRange, ScanRequest, ScanStep } from "../../../../src/kafka/gateway";
import type { Message } from "../../../../src/kafka/model";
import { fetchApi, type FetchQuestion } from "../../../../src/kafka/protocol/fetch";
import { scan } from "../../../../src/kafka/scan/scan";
import { FakeRouter } from "../../../support/fakeRouter";
import { FetchedPartition, servePartitions } from "../../../support/fetchedPartition";
import { kafkaError } from "../../../support/kafkaError";
import { batchOf } from "../../../support/readScene";
import { recordBatch } from "../../../support/recordBatchBuilder";

describe("scan", () => {
  let router: FakeRouter;
  let logs: FetchedPartition[];

  beforeEach(() => {
    router = new FakeRouter();
    logs = [new FetchedPartition(), new FetchedPartition()];
    servePartitions(router, "t", logs);
  });

  afterEach(() => {
    assert.equal(router.openLanes, 0);
  });

  function range(partition: number, from: bigint, to: bigint): OffsetRange {
    return { topic: "t", partition, from, to };
  }

  async function run(
    ranges: readonly OffsetRange[],
    more: Partial<ScanRequest> = {},
  ): Promise<{ steps: ScanStep[]; messages: Message[]; last: ScanStep }> {
    const steps: ScanStep[] = [];
    const request: ScanRequest = { ranges, isolation: "readCommitted", ...more };
    for await (const step of scan(router, request, undefined)) steps.push(step);
    const last = steps.at(-1);
    assert.ok(last !== undefined);
    return { steps, messages: steps.flatMap(({ messages }) => messages), last };
  }

  function offsets(messages: readonly Message[]): bigint[] {
    return messages.map(({ offset }) => offset);
  }

  const everything = (messages: readonly Message[]): readonly Message[] => messages;
  const lookFor = (...needles: readonly string[]): Pick<ScanRequest, "filter"> => ({
    filter: { anyOf: needles.map((needle) => Buffer.from(needle)), select: everything },
  });

  it("reads partitions on, one fetch after the other, to where each ends", async () => {
    for (const log of logs) for (let at = 0n; at < 50n; at += 5n) log.append(batchOf(at, 5));
    const tuning = { maxBytes: 300, maxPartitionBytes: 300 };
    const { messages, last } = await run([range(0, 0n, 50n), range(1, 10n, 33n)], { tuning });
    for (const [partition, from, to] of [
      [0, 0, 50],
      [1, 10, 33],
    ] as const) {
      assert.deepEqual(
        offsets(messages.filter((message) => message.partition === partition)),
        Array.from({ length: to - from }, (_, index) => BigInt(from + index)),
      );
    }
    assert.deepEqual(last.progress.left, []);
    assert.equal(last.progress.scannedOffsets, last.progress.totalOffsets);
  });

  for (const [name, filter] of [
    ["all messages", {}],
    ["hits", lookFor("value")],
  ] as const) {
    it(`gives the memory of answers back and keeps ${name} whole`, async () => {
      const values = ["first value", "second value"];
      const records = values.map((value) => ({ value }));
      logs[0]?.append(recordBatch({ baseOffset: 0n, records }));
      let givenBack = 0;
      router.onGiveBack = (view) => {
        givenBack++;
        view.fill(0);
      };
      const { messages } = await run([range(0, 0n, 2n)], filter);
      assert.equal(givenBack, 1);
      assert.deepEqual(
        messages.map(({ value }) => value?.toString()),
        values,
      );
    });
  }

  it("goes on after a lost broker where it was, each message once", async () => {
    logs[0]?.append(batchOf(0n, 5), batchOf(5n, 5));
    let count = 0;
    const served = router.answererOf(fetchApi);
    router.on(fetchApi, (question, nodeId) => {
      if (++count === 2) throw new KafkaError("Lost.", { kind: "timeout" });
      return served(question, nodeId);
    });
    const tuning = { maxBytes: 100, maxPartitionBytes: 100 };
    const { messages, steps } = await run([range(0, 0n, 10n)], { tuning });
    assert.deepEqual(
      offsets(messages),
      Array.from({ length: 10 }, (_, index) => BigInt(index)),
    );
    assert.ok(steps.some(({ interruptions }) => interruptions.length > 0));
    assert.deepEqual(steps.at(-1)?.interruptions, []);
  });

  it("takes a range whose rest was compacted away for read", async () => {
    const [log] = logs;
    assert.ok(log !== undefined);
    log.append(batchOf(0n, 2));
    log.highWatermark = 9n;
    const { messages, steps, last } = await run([range(0, 0n, 9n)]);
    assert.deepEqual(offsets(messages), [0n, 1n]);
    assert.deepEqual(
      steps.flatMap(({ gaps }) => gaps).map((gap) => [gap.firstOffset, gap.lastOffset]),
      [[2n, 8n]],
    );
    assert.deepEqual(last.progress.left, []);
  });

  it("gives a partition up whose end went back, and keeps what is left of it", async () => {
    const [log] = logs;
    assert.ok(log !== undefined);
    log.append(batchOf(0n, 2));
    log.highWatermark = 9n;
    log.fetchedHighWatermark = 2n;
    const { messages, last } = await run([range(0, 0n, 9n)], { isolation: "readUncommitted" });
    assert.deepEqual(offsets(messages), [0n, 1n]);
    assert.match(last.failures[0]?.message ?? "", /went back to offset 2/);
    assert.deepEqual(last.progress.left, [range(0, 2n, 9n)]);
  });

  it("lets a broker take longer each time before it takes the rest for compacted away", async () => {
    const [log] = logs;
    assert.ok(log !== undefined);
    log.highWatermark = 9n;
    await run([range(0, 0n, 9n)], { tuning: { maxWaitMs: 3 } });
    const waits = router
      .sentTo(fetchApi)
      .map(({ question }) => (question as FetchQuestion).maxWaitMs);
    assert.deepEqual(waits, [3, 6, 12]);
  });

  it("finds nothing in what joins two records or a length to its bytes", async () => {
    logs[0]?.append(
      recordBatch({ records: [{ value: "ends with nee" }, { key: "dle begins", value: "x" }] }),
      recordBatch({ records: [{ key: "k", value: "has the needle" }], baseOffset: 2n }),
    );
    const { messages } = await run([range(0, 0n, 3n)], lookFor("needle", "\u0002k"));
    assert.deepEqual(offsets(messages), [2n]);
  });

  it("finds keys, values, header names and header values", async () => {
    logs[0]?.append(
      recordBatch({
        records: [
          { key: "needle" },
          { value: "a needle" },
          { headers: [["needle", "x"]] },
          { headers: [["x", "needle"]] },
          { key: "k", value: "v", headers: [["h", undefined]] },
        ],
      }),
    );
    const { messages } = await run([range(0, 0n, 5n)], lookFor("needle"));
    assert.deepEqual(offsets(messages), [0n, 1n, 2n, 3n]);
  });

  it("looks only at the offsets of its range", async () => {
    logs[0]?.append(batchOf(0n, 10));
    const { messages, last } = await run([range(0, 3n, 6n)], lookFor("v"));
    assert.deepEqual(offsets(messages), [3n, 4n, 5n]);
    assert.equal(last.progress.scannedMessages, 3n);
    const none = await run([range(0, 3n, 6n)], lookFor("nothing"));
    assert.equal(none.last.progress.scannedMessages, 3n);
  });

  it("tells with a filter too what could not be read, and goes on behind it", async () => {
    const broken = batchOf(1n, 2);
    broken.writeUInt32BE(0, 17);
    logs[0]?.append(batchOf(0n, 1), broken, batchOf(3n, 1));
    const { messages, steps } = await run([range(0, 0n, 4n)], lookFor("v0"));
    assert.deepEqual(offsets(messages), [0n, 3n]);
    const [gap, ...others] = steps.flatMap(({ gaps }) => gaps);
    assert.deepEqual([gap?.firstOffset, gap?.lastOffset, others], [1n, 2n, []]);
    assert.match(gap?.unreadable ?? "", /checksum/);
  });

  it("cuts at the messages wanted, and what is left begins behind the last of them", async () => {
    logs[0]?.append(batchOf(0n, 10));
    const filter = {
      select: (messages: readonly Message[]) => messages.filter(({ offset }) => offset % 2n === 1n),
    };
    const { messages, last } = await run([range(0, 0n, 10n)], { filter, maxMessages: 2 });
    assert.deepEqual(offsets(messages), [1n, 3n]);
    assert.deepEqual(last.progress.left, [range(0, 4n, 10n)]);
    const unfiltered = await run([range(0, 0n, 10n)], { maxMessages: 4 });
    assert.deepEqual(unfiltered.last.progress.left, [range(0, 4n, 10n)]);
  });

  it("ends only the partition that fails, and keeps what is left of it", async () => {
    const [failing, other] = logs;
    failing?.append(batchOf(0n, 2));
    failing?.nextErrors.push(29);
    other?.append(batchOf(0n, 2));
    const { messages, last } = await run([range(0, 0n, 2n), range(1, 0n, 2n)]);
    assert.deepEqual(
      messages.map(({ partition }) => partition),
      [1, 1],
    );
    assert.deepEqual(
      last.failures.map(({ partition, kind }) => [partition, kind]),
      [[0, "authorization"]],
    );
    assert.deepEqual(last.progress.left, [range(0, 0n, 2n)]);
  });

  it("ends at once when it is cancelled while the filter takes its time", async () => {
    logs[0]?.append(batchOf(0n, 2));
    const abort = new AbortController();
    const never = new Promise<readonly Message[]>(() => undefined);
    const select = (): Promise<readonly Message[]> => {
      abort.abort();
      return never;
    };
    const request: ScanRequest = {
      ranges: [range(0, 0n, 2n)],
      isolation: "readCommitted",
      filter: { select },
    };
    await assert.rejects(scan(router, request, abort.signal).next(), kafkaError("cancelled"));
  });

  it("refuses what cannot be", async () => {
    for (const request of [
      { ranges: [range(0, 2n, 1n)] },
      { ranges: [range(0, -1n, 1n)] },
      { ranges: [range(0, 0n, 1n), range(0, 5n, 6n)] },
      { ranges: [], maxMessages: 0 },
      { ranges: [], ...lookFor("") },
    ]) {
      const steps = scan(router, { isolation: "readCommitted", ...request }, undefined);
      await assert.rejects(steps.next(), kafkaError("invalidInput"));
    }
  });
});
