import assert from "node:assert/strict";
import { fetchApi, type FetchQuestion } from "../../../../src/kafka/protocol/fetch";
import { ofPartition } from "../../../support/positions";
import { ReadScene, batchOf } from "../../../support/readScene";

describe("PartitionReader", () => {
  let scene: ReadScene;

  beforeEach(() => {
    scene = new ReadScene();
  });

  it("does not take messages for compacted away that a new leader does not show yet", async () => {
    scene.log.append(batchOf(0n, 10));
    scene.log.highWatermark = 12n;
    scene.log.fetchedHighWatermark = 10n;
    const page = await scene.forward(0n);
    assert.equal(page.messages.length, 10);
    assert.equal(ofPartition(page.next, 0)?.offset, 10n);
    assert.deepEqual(page.gaps, []);
    assert.match(ofPartition(page.failures, 0)?.message ?? "", /went back to offset 10/);
  });

  it("does not take answers that never get on for the end of the log", async () => {
    scene.log.append(batchOf(0n, 10));
    scene.log.highWatermark = 20n;
    scene.log.read = () => batchOf(0n, 10);
    const page = await scene.forward(10n);
    assert.equal(ofPartition(page.next, 0)?.offset, 10n);
    assert.deepEqual(page.gaps, []);
    assert.match(
      ofPartition(page.failures, 0)?.message ?? "",
      /nothing that can be read from offset 10/,
    );
    assert.ok(scene.router.sentTo(fetchApi).length < 20);
  });

  it("gets on even where the time of a page is up before anything is found", async () => {
    scene.log.highWatermark = 40n;
    const now = performance.now.bind(performance);
    scene.log.read = () => {
      performance.now = () => now() + 60_000;
      return Buffer.alloc(0);
    };
    try {
      assert.equal(ofPartition((await scene.forward(0n)).next, 0)?.offset, 40n);
    } finally {
      performance.now = now;
    }
  });

  it("waits longer each time before it takes the rest for compacted away", async () => {
    scene.log.highWatermark = 40n;
    const page = await scene.forward(0n);
    assert.equal(ofPartition(page.next, 0)?.offset, 40n);
    const waits = scene.router
      .sentTo(fetchApi)
      .map(({ question }) => (question as FetchQuestion).maxWaitMs);
    assert.deepEqual(waits, [0, 250, 500, 1000]);
  });

  it("reads on where data comes late, as from tiered storage", async () => {
    scene.log.append(batchOf(0n, 10));
    const read = scene.log.read.bind(scene.log);
    let answers = 0;
    scene.log.read = (...asked) => (++answers < 3 ? Buffer.alloc(0) : read(...asked));
    const page = await scene.forward(0n);
    assert.equal(page.messages.length, 10);
    assert.deepEqual(page.gaps, []);
  });

  it("asks again where a quota keeps the answer empty", async () => {
    scene.log.append(batchOf(0n, 10));
    scene.log.throttledAnswers = 2;
    const page = await scene.forward(0n);
    assert.equal(page.messages.length, 10);
    assert.deepEqual(page.failures, []);
  });
});
