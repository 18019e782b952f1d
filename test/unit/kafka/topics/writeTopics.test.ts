import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { createTopicsApi } from "../../../../src/kafka/protocol/createTopics";
import { deleteTopicsApi } from "../../../../src/kafka/protocol/deleteTopics";
import type { TopicToCreate } from "../../../../src/kafka/model";
import {
  applyTopicCreation,
  applyTopicDeletion,
  describeTopicsResult,
} from "../../../../src/kafka/topics/applyTopics";
import { createTopics } from "../../../../src/kafka/topics/createTopics";
import { deleteTopics } from "../../../../src/kafka/topics/deleteTopics";
import { FakeRouter } from "../../../support/fakeRouter";
import { kafkaError } from "../../../support/kafkaError";

describe("creating and deleting topics", () => {
  let router: FakeRouter;

  beforeEach(() => {
    router = new FakeRouter();
    router.controllerId = 7;
    router.brokers.push({ nodeId: 7, host: "seven", port: 9092, rack: undefined });
  });

  it("asks the controller once, and answers in the order asked", async () => {
    router.on(createTopicsApi, () => ({
      topics: [
        { topic: "b", errorCode: 0, errorMessage: undefined },
        { topic: "a", errorCode: 36, errorMessage: "Topic 'a' already exists." },
      ],
    }));
    const topics = [
      { topic: "a", partitions: 1 },
      { topic: "b", partitions: 4, replicationFactor: 3, configs: { "retention.ms": "1" } },
      { topic: "c", partitions: 1 },
    ];
    const results = await createTopics(router, topics, undefined);
    assert.deepEqual(
      results.map(({ topic, failure }) => [topic, failure?.code]),
      [
        ["a", 36],
        ["b", undefined],
        ["c", -1],
      ],
    );
    assert.equal(
      results[0]?.failure?.message,
      "A topic of this name exists already. The broker says: Topic 'a' already exists.",
    );
    assert.deepEqual(router.sent, [
      {
        nodeId: 7,
        api: "CreateTopics",
        question: {
          topics: [
            { topic: "a", partitions: 1, replicationFactor: -1, configs: {} },
            { topic: "b", partitions: 4, replicationFactor: 3, configs: { "retention.ms": "1" } },
            { topic: "c", partitions: 1, replicationFactor: -1, configs: {} },
          ],
        },
      },
    ]);
  });

  it("deletes by name", async () => {
    router.on(deleteTopicsApi, ({ topics }) => ({
      topics: topics.map((topic) => ({ topic, errorCode: 73, errorMessage: undefined })),
    }));
    const [result] = await deleteTopics(router, ["a"], undefined);
    assert.equal(result?.failure?.message, "Deleting topics is switched off on this cluster.");
  });

  it("does not know the outcome without an answer, and repeats nothing", async () => {
    router.on(deleteTopicsApi, () =>
      Promise.reject(new KafkaError("Gone.", { kind: "cancelled" })),
    );
    await assert.rejects(
      deleteTopics(router, ["a"], undefined),
      kafkaError("timeout", /not known whether the topics were deleted/),
    );
    assert.equal(router.sent.length, 1);
  });

  it("sends nothing for no topics, nor without a controller", async () => {
    assert.deepEqual(await createTopics(router, [], undefined), []);
    router.controllerId = -1;
    await assert.rejects(deleteTopics(router, ["a"], undefined), kafkaError("noLeader"));
    assert.equal(router.sent.length, 0);
  });

  it("knows that nothing was done where the controller cannot be reached", async () => {
    router.connect = () =>
      Promise.reject(new KafkaError("Connection refused.", { kind: "unreachable" }));
    const gateway = {
      deleteTopics: (names: readonly string[]) => deleteTopics(router, names, undefined),
    };
    const result = await applyTopicDeletion(gateway, ["a"]);
    assert.deepEqual(describeTopicsResult(result, "deleted"), {
      ok: false,
      message: "Connection refused. Nothing was sent. Nothing was deleted.",
    });
  });

  it("does not claim that a topic was refused which the controller gave up waiting for", async () => {
    router.on(createTopicsApi, () => ({
      topics: [
        { topic: "a", errorCode: 7, errorMessage: undefined },
        { topic: "b", errorCode: 0, errorMessage: undefined },
        { topic: "c", errorCode: 36, errorMessage: undefined },
      ],
    }));
    const gateway = {
      createTopics: (topics: readonly TopicToCreate[]) => createTopics(router, topics, undefined),
    };
    const asked = ["a", "b", "c"].map((topic) => ({ topic, partitions: 1 }));
    const { ok, message } = describeTopicsResult(
      await applyTopicCreation(gateway, asked),
      "created",
    );
    assert.equal(ok, false);
    assert.match(message, /^1 of 3 created; of 1 it is not known\. a: .*not known whether/);
    assert.match(message, /c: A topic of this name exists already\.$/);
  });
});
