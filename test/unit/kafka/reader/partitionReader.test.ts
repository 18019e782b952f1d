import assert from "node:assert/strict";
import { fetchApi } from "../../../../src/kafka/protocol/fetch";
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
    assert.equal(page.next.get(0), 10n);
    assert.deepEqual(page.gaps, []);
    assert.match(page.failures.get(0) ?? "", /went back to offset 10/);
  });

  it("does not take answers that never get on for the end of the log", async () => {
    scene.log.append(batchOf(0n, 10));
    scene.log.highWatermark = 20n;
    scene.log.read = () => batchOf(0n, 10);
    const page = await scene.forward(10n);
    assert.equal(page.next.get(0), 10n);
    assert.deepEqual(page.gaps, []);
    assert.match(page.failures.get(0) ?? "", /nothing that can be read from offset 10/);
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
      assert.equal((await scene.forward(0n)).next.get(0), 40n);
    } finally {
      performance.now = now;
    }
  });

  it("asks again where a quota keeps the answer empty", async () => {
    scene.log.append(batchOf(0n, 10));
    scene.log.throttledAnswers = 2;
    const page = await scene.forward(0n);
    assert.equal(page.messages.length, 10);
    assert.equal(page.failures.size, 0);
  });
});
