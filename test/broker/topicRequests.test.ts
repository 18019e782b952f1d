import assert from "node:assert/strict";
import type { Api } from "../../src/kafka/protocol/api";
import { createTopicsApi } from "../../src/kafka/protocol/createTopics";
import { deleteTopicsApi } from "../../src/kafka/protocol/deleteTopics";
import { describeClusterApi } from "../../src/kafka/protocol/describeCluster";
import { configResourceType, describeConfigsApi } from "../../src/kafka/protocol/describeConfigs";
import { describeLogDirsApi } from "../../src/kafka/protocol/describeLogDirs";
import { describeProducersApi } from "../../src/kafka/protocol/describeProducers";
import { encodeRecordBatch } from "../../src/kafka/protocol/encodeRecordBatch";
import { listOffsetsApi, listOffsetsSentinel } from "../../src/kafka/protocol/listOffsets";
import { metadataApi } from "../../src/kafka/protocol/metadata";
import { produceApi } from "../../src/kafka/protocol/produce";
import { RawConnection } from "../support/rawConnection";
import { sharedKafka, uniqueName, type TestKafka } from "../support/testKafka";

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
    () => ({}),
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

  const records = encodeRecordBatch({
    timestampMs: 1_700_000_000_000n,
    key: Buffer.from("k"),
    value: Buffer.from("v"),
    headers: [],
  });
  let written = 2n;

  answers(
    produceApi,
    () => ({ topics: [{ topic, partitions: [{ partition: 0, records }] }] }),
    ({ topics }) => {
      const answered = { partition: 0, errorCode: 0, errorMessage: undefined };
      assert.deepEqual(topics, [{ topic, partitions: [{ ...answered, baseOffset: written++ }] }]);
    },
  );

  const configs = { "retention.ms": "1000" };
  for (let version = createTopicsApi.minVersion; version <= createTopicsApi.maxVersion; version++) {
    it(`CreateTopics v${version}, and its refusal`, async () => {
      const created = uniqueName("created");
      const replicationFactor = version < 4 ? 1 : -1;
      const wanted = { topic: created, partitions: 2, replicationFactor, configs };
      const create = () => connection.sendVersion(createTopicsApi, version, { topics: [wanted] });
      assert.deepEqual(await create(), {
        topics: [{ topic: created, errorCode: 0, errorMessage: undefined }],
      });
      const [refused] = (await create()).topics;
      assert.equal(refused?.errorCode, 36);
      assert.match(refused.errorMessage ?? "", /already exists/);
    });
  }

  for (let version = deleteTopicsApi.minVersion; version <= deleteTopicsApi.maxVersion; version++) {
    it(`DeleteTopics v${version}, and its refusal`, async () => {
      const doomed = await cluster.createTopic("doomed");
      const remove = () => connection.sendVersion(deleteTopicsApi, version, { topics: [doomed] });
      const [done] = (await remove()).topics;
      assert.deepEqual([done?.topic, done?.errorCode], [doomed, 0]);
      const [refused] = (await remove()).topics;
      assert.deepEqual([refused?.topic, refused?.errorCode], [doomed, 3]);
    });
  }
});
