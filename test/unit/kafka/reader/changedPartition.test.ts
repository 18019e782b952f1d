import assert from "node:assert/strict";
import { fetchApi } from "../../../../src/kafka/protocol/fetch";
import { ofPartition } from "../../../support/positions";
import { ReadScene, batchOf, offsetsOf } from "../../../support/readScene";

const none = { controlRecords: 0, abortedMessages: 0 };

describe("reading a partition that is not what it was", () => {
  let scene: ReadScene;

  beforeEach(() => {
    scene = new ReadScene();
  });

  it("says why an offset before the start cannot be read, and stays there", async () => {
    scene.log.start = 6n;
    scene.log.append(batchOf(6n, 94));
    const page = await scene.forward(2n);
    assert.equal(
      ofPartition(page.failures, 0)?.message,
      "Offset 2 no longer exists: the partition now holds offsets 6 to 99.",
    );
    assert.equal(ofPartition(page.next, 0)?.offset, 2n);
  });

  it("says so where retention passes by during the read", async () => {
    scene.log.append(batchOf(0n, 10));
    scene.router.on(fetchApi, ({ topics }) => {
      scene.log.start = 5n;
      return {
        errorCode: 0,
        topics: topics.map(({ topic }) => ({
          topic,
          partitions: [
            {
              partition: 0,
              errorCode: 1,
              highWatermark: 10n,
              lastStableOffset: 10n,
              logStartOffset: 5n,
              abortedTransactions: [],
              preferredReadReplica: -1,
              records: Buffer.alloc(0),
            },
          ],
        })),
      };
    });
    const page = await scene.forward(0n);
    assert.equal(
      ofPartition(page.failures, 0)?.message,
      "Offset 0 no longer exists: the partition now holds offsets 5 to 9.",
    );
  });

  describe("where retention passes by between its fetches", () => {
    beforeEach(() => {
      scene.log.append(batchOf(0n, 10), batchOf(10n, 10), batchOf(20n, 10));
      const read = scene.log.read.bind(scene.log);
      scene.log.read = (offset, _, end) => {
        const records = read(offset, 1, end);
        scene.log.start = 25n;
        return records;
      };
    });

    it("goes on behind it, and shows it as a gap", async () => {
      const page = await scene.forward(4n);
      assert.deepEqual(page.failures, []);
      assert.deepEqual(offsetsOf(page), [4n, 5n, 6n, 7n, 8n, 9n, 25n, 26n, 27n, 28n, 29n]);
      const gap = { topic: "t", partition: 0, firstOffset: 10n, lastOffset: 24n };
      assert.deepEqual(page.gaps, [{ ...gap, ...none, isDeleted: true }]);
      assert.equal(ofPartition(page.next, 0)?.offset, 30n);
    });

    it("is no failure going backward, which ends there", async () => {
      const page = await scene.backward(30n, { maxMessages: 30 });
      assert.deepEqual(page.failures, []);
      assert.deepEqual(offsetsOf(page), [29n, 28n, 27n, 26n, 25n]);
    });
  });

  it("goes on behind what was deleted when the page before was read, where it continues one", async () => {
    scene.log.start = 6n;
    scene.log.append(batchOf(6n, 4));
    const page = await scene.forward(2n, { continues: true });
    assert.deepEqual(offsetsOf(page), [6n, 7n, 8n, 9n]);
    const gap = { topic: "t", partition: 0, firstOffset: 2n, lastOffset: 5n };
    assert.deepEqual(page.gaps, [{ ...gap, ...none, isDeleted: true }]);
  });

  it("goes on from the start where everything was deleted since", async () => {
    scene.log.start = 6n;
    scene.log.highWatermark = 6n;
    const page = await scene.forward(2n, { continues: true });
    assert.equal(ofPartition(page.next, 0)?.offset, 6n);
    assert.deepEqual(page.failures, []);
    assert.equal(page.gaps.length, 1);
  });

  it("does not read on in a topic that was created again", async () => {
    scene.log.append(batchOf(0n, 4));
    scene.setTopicId("latter");
    const page = await scene.forward(2n, { topicIds: new Map([["t", "former"]]) });
    assert.deepEqual(page.messages, []);
    assert.deepEqual(page.failures, [
      {
        topic: "t",
        partition: 0,
        message: "Topic t was deleted and created again since reading began.",
        kind: "notFound",
      },
    ]);
    assert.deepEqual(page.topicIds, new Map([["t", "former"]]));
  });

  it("notices by the broker's answer that a topic was created again meanwhile", async () => {
    scene.log.append(batchOf(0n, 4));
    scene.setTopicId("former");
    scene.log.nextErrors.push(100);
    const read = scene.router.topicMetadata.bind(scene.router);
    scene.router.topicMetadata = (topics) => {
      if (scene.router.sentTo(fetchApi).length > 0) scene.setTopicId("latter");
      return read(topics);
    };
    const known = { topic: "t", partition: 0, start: 0n, end: 4n };
    const ranges = [{ ...known, highWatermark: 4n, lastStableOffset: 4n }];
    const { failures } = await scene.forward(0n, { ranges });
    assert.match(failures[0]?.message ?? "", /deleted and created again/);
  });
});
