import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { fetchApi } from "../../../../src/kafka/protocol/fetch";
import { FetchedPartition, servePartitions } from "../../../support/fetchedPartition";
import { kafkaError } from "../../../support/kafkaError";
import { inTopic } from "../../../support/positions";
import { ReadScene, batchOf, offsetsOf, rangeOf } from "../../../support/readScene";

describe("readForward, of partitions whose ranges are not known,", () => {
  let scene: ReadScene;

  beforeEach(() => {
    scene = new ReadScene();
  });

  it("counts what it asked, and learns the ranges from the messages' answers", async () => {
    scene.log.append(batchOf(0n, 4));
    scene.log.lastStableOffset = 3n;
    const { ranges, requests } = await scene.forward(0n);
    assert.equal(requests, 1);
    const range = { topic: "t", partition: 0, start: 0n, end: 3n };
    assert.deepEqual(ranges, [{ ...range, highWatermark: 4n, lastStableOffset: 3n }]);
    const all = await scene.forward(0n, { isolation: "readUncommitted" });
    assert.equal(all.ranges[0]?.end, 4n);
    const again = await scene.forward(2n, { ranges });
    assert.equal(again.requests, 1);
    assert.deepEqual(offsetsOf(again), [2n]);
    assert.deepEqual(again.ranges, ranges);
  });

  it("asks for the ranges where answers do not tell them, as those of older brokers", async () => {
    scene.log.append(batchOf(0n, 4));
    const served = scene.router.answererOf(fetchApi);
    scene.router.on(fetchApi, async (question, nodeId) => {
      const answer = await served(question, nodeId);
      const topics = answer.topics.map(({ topic, partitions }) => ({
        topic,
        partitions: partitions.map((fetched) => ({ ...fetched, logStartOffset: -1n })),
      }));
      return { ...answer, topics };
    });
    const page = await scene.forward(0n);
    assert.deepEqual([rangeOf(page), offsetsOf(page).length], [[0n, 4n], 4]);
  });

  it("does not ask a second time who did not answer in time, and tells the others' messages", async () => {
    const logs = [scene.log, new FetchedPartition()];
    servePartitions(scene.router, "t", logs);
    scene.router.addTopic("t", [1, 2]);
    for (const log of logs) log.append(batchOf(0n, 2));
    const served = scene.router.answererOf(fetchApi);
    scene.router.on(fetchApi, (question, nodeId) => {
      if (nodeId === 2) throw new KafkaError("Frozen.", { kind: "timeout" });
      return served(question, nodeId);
    });
    const page = await scene.forward(0n, { from: inTopic("t", 0n, 0n) });
    assert.deepEqual(offsetsOf(page), [0n, 1n]);
    assert.deepEqual(
      page.failures.map(({ partition, kind }) => [partition, kind]),
      [[1, "timeout"]],
    );
    assert.deepEqual(
      scene.router.sent.filter(({ nodeId }) => nodeId === 2).map(({ api }) => api),
      ["Fetch"],
    );
    const nobody = scene.forward(0n, { from: inTopic("t", 0n, 0n).slice(1) });
    await assert.rejects(nobody, kafkaError("timeout", /Frozen/));
  });
});
