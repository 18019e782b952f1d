import assert from "node:assert/strict";
import { describeTopics, listTopics } from "../../../../src/kafka/topics/describeTopics";
import { FakeRouter, topicMetadata } from "../../../support/fakeRouter";

describe("listTopics", () => {
  it("sorts by name, and breaks nothing over a partition without a leader", async () => {
    const router = new FakeRouter();
    router.addTopic("b", [1]);
    router.addTopic("a", [-1, 1]);
    const [a, b] = await listTopics(router, undefined);
    assert.equal(a?.topic, "a");
    assert.equal(a.failure, undefined);
    assert.deepEqual(
      a.partitions.map(({ leader }) => leader),
      [undefined, 1],
    );
    assert.equal(b?.partitions.length, 1);
  });
});

describe("describeTopics", () => {
  it("answers in the order asked, a forbidden and a missing topic with their failures", async () => {
    const router = new FakeRouter();
    router.addTopic("t", [1]);
    router.topics.set("secret", { ...topicMetadata("secret", []), errorCode: 29 });
    const topics = await describeTopics(router, ["nope", "t", "secret"], undefined);
    assert.deepEqual(
      topics.map(({ topic, failure, partitions }) => [topic, failure?.code, partitions.length]),
      [
        ["nope", 3, 0],
        ["t", undefined, 1],
        ["secret", 29, 0],
      ],
    );
  });

  it("does not take no names for all names", async () => {
    const router = new FakeRouter();
    router.addTopic("t", [1]);
    assert.deepEqual(await describeTopics(router, [], undefined), []);
  });
});
