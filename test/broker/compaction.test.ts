import assert from "node:assert/strict";
import path from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { startKafka, type KafkaCluster } from "../../tools/kafka/cluster";
import { eventually } from "../support/eventually";
import { readAllBackward, readAllForward, type ReadThrough } from "../support/readThrough";
import { TestKafka } from "../support/testKafka";

describe("a compacted topic", function () {
  this.timeout(90_000);
  let servers: KafkaCluster;
  let cluster: TestKafka;
  let directory: string;

  before(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "compaction-"));
    servers = await startKafka({
      dataDirectory: directory,
      extraProperties: {
        "log.cleaner.backoff.ms": "100",
        "log.initial.task.delay.ms": "100",
        "log.segment.delete.delay.ms": "100",
      },
    });
    cluster = new TestKafka(servers.bootstrapServers);
  });

  after(async () => {
    await cluster.close();
    await servers.close(0);
    await rm(directory, { recursive: true, force: true });
  });

  it("is read over its gaps to its end, forward and backward", async () => {
    const configEntries = Object.entries({
      "cleanup.policy": "compact",
      "segment.ms": "200",
      "min.cleanable.dirty.ratio": "0.001",
      "min.compaction.lag.ms": "0",
    }).map(([name, value]) => ({ name, value }));
    const topic = await cluster.createTopic("compacted", { configEntries });
    const gateway = cluster.gateway();
    for (let round = 0; round < 20; round++) {
      await cluster.produce(
        topic,
        Array.from({ length: 5 }, (_, index) => ({ key: `k${index}`, value: `${round}-${index}` })),
      );
    }
    const compacted = await eventually<ReadThrough>(
      "the cleaner has been over it",
      async () => {
        // only segments that are closed are compacted, and they are closed by what comes after
        await cluster.produce(topic, [{ key: "k0", value: "later" }]);
        const read = await readAllForward(gateway, topic, { maxMessages: 3 });
        return (
          read.gaps.some(({ lastOffset, firstOffset }) => lastOffset - firstOffset > 50n) && read
        );
      },
      60_000,
    );
    const survivors = new Map(
      compacted.messages.map(({ key, value }) => [String(key), String(value)]),
    );
    assert.deepEqual(
      [...survivors].filter(([key]) => key !== "k0").toSorted(),
      [1, 2, 3, 4].map((index) => [`k${index}`, `19-${index}`]),
    );
    assert.ok(compacted.gaps.every(({ unreadable }) => unreadable === undefined));

    const forward = await readAllForward(gateway, topic, { maxMessages: 2 });
    const backward = await readAllBackward(gateway, topic, { maxMessages: 2 });
    const offsets = (read: ReadThrough): bigint[] => read.messages.map(({ offset }) => offset);
    const common = new Set(offsets(forward));
    assert.deepEqual(
      offsets(backward)
        .toReversed()
        .filter((offset) => common.has(offset)),
      offsets(forward).filter((offset) => offsets(backward).includes(offset)),
    );
    assert.ok(backward.messages.length > 4);
  });
});
