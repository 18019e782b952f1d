import assert from "node:assert/strict";
import type { Api } from "../../src/kafka/protocol/api";
import { describeClusterApi } from "../../src/kafka/protocol/describeCluster";
import { configResourceType, describeConfigsApi } from "../../src/kafka/protocol/describeConfigs";
import { describeLogDirsApi } from "../../src/kafka/protocol/describeLogDirs";
import { describeProducersApi } from "../../src/kafka/protocol/describeProducers";
import { listOffsetsApi, listOffsetsSentinel } from "../../src/kafka/protocol/listOffsets";
import { metadataApi } from "../../src/kafka/protocol/metadata";
import { RawConnection } from "../support/rawConnection";
import { sharedKafka, type TestKafka } from "../support/testKafka";

describe("topic requests in every version a real broker knows", () => {
  let cluster: TestKafka;
  let connection: RawConnection;
  let topic: string;

  before(async () => {
    cluster = sharedKafka();
    connection = await RawConnection.open(cluster.bootstrapServers, "versions");
    const configEntries = [{ name: "retention.ms", value: "123456" }];
    topic = await cluster.createTopic("every-version", { configEntries });
    await cluster.produce(topic, [{ value: "v".repeat(1000) }, { value: "w" }]);
  });

  after(async () => {
    connection.close();
    await cluster.close();
  });

  /** @param check of the answer, asserting */
  function answers<Question, Answer>(
    api: Api<Question, Answer>,
    question: () => Question,
    check: (answer: Answer) => void,
  ): void {
    for (let version = api.minVersion; version <= api.maxVersion; version++) {
      it(`${api.name} v${version}`, async () => {
        check(await connection.sendVersion(api, version, question()));
      });
    }
  }

  const partitions = [0];

  answers(
    metadataApi,
    () => ({ topics: [topic] }),
    ({ topics, brokers }) => {
      assert.equal(brokers.length, 1);
      assert.deepEqual(
        topics.map((found) => [found.topic, found.errorCode, found.partitions.length]),
        [[topic, 0, 1]],
      );
    },
  );

  answers(
    listOffsetsApi,
    () => ({
      isolation: "readUncommitted" as const,
      topics: [{ topic, partitions: [{ partition: 0, timestamp: listOffsetsSentinel.latest }] }],
    }),
    ({ topics }) => {
      assert.deepEqual(
        topics.map((found) => [found.topic, found.partitions[0]?.offset]),
        [[topic, 2n]],
      );
    },
  );

  answers(
    describeProducersApi,
    () => ({ topics: [{ topic, partitions }] }),
    ({ topics }) => {
      assert.deepEqual(topics, [
        { topic, partitions: [{ partition: 0, errorCode: 0, producers: [] }] },
      ]);
    },
  );

  answers(
    describeLogDirsApi,
    () => ({ topics: [{ topic, partitions }] }),
    ({ errorCode, directories }) => {
      assert.equal(errorCode, 0);
      const [directory, ...others] = directories;
      assert.deepEqual(others, []);
      assert.equal(directory?.errorCode, 0);
      assert.deepEqual(
        directory.topics.map((found) => [
          found.topic,
          found.partitions.map(({ partition, sizeBytes, offsetLag, isFuture }) => [
            partition,
            sizeBytes > 1000n && sizeBytes < 2000n,
            offsetLag,
            isFuture,
          ]),
        ]),
        [[topic, [[0, true, 0n, false]]]],
      );
    },
  );

  answers(
    describeClusterApi,
    () => undefined,
    ({ errorCode, brokers }) => {
      assert.equal(errorCode, 0);
      assert.deepEqual(
        brokers.map(({ nodeId, host, isFenced }) => [nodeId, host, isFenced]),
        [[1, "127.0.0.1", false]],
      );
    },
  );

  answers(
    describeConfigsApi,
    () => ({ resources: [{ type: configResourceType.topic, name: topic }] }),
    ({ resources }) => {
      const [{ errorCode, name, configs } = assert.fail("no answer"), ...others] = resources;
      assert.deepEqual([errorCode, name, others.length], [0, topic, 0]);
      const setOnTopic = 1;
      assert.deepEqual(
        configs.find((config) => config.name === "retention.ms"),
        {
          name: "retention.ms",
          value: "123456",
          isReadOnly: false,
          source: setOnTopic,
          isSensitive: false,
        },
      );
    },
  );
});
