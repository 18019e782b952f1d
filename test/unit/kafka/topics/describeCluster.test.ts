import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { describeClusterApi } from "../../../../src/kafka/protocol/describeCluster";
import { describeCluster } from "../../../../src/kafka/topics/describeCluster";
import { FakeRouter } from "../../../support/fakeRouter";
import { kafkaError } from "../../../support/kafkaError";

describe("describeCluster", () => {
  let router: FakeRouter;

  beforeEach(() => {
    router = new FakeRouter();
    router.brokers.unshift({ nodeId: 3, host: "three", port: 9092, rack: "b" });
    router.on(describeClusterApi, () => ({
      errorCode: 0,
      clusterId: "c",
      controllerId: 3,
      brokers: [
        { nodeId: 3, host: "three", port: 9092, rack: "b", isFenced: false },
        { nodeId: 4, host: "four", port: 9092, rack: undefined, isFenced: true },
        { nodeId: 2, host: "two", port: 9092, rack: "a", isFenced: true },
      ],
    }));
  });

  it("tells the brokers that serve and those that are fenced, sorted by node id", async () => {
    const { brokers, fencedBrokers } = await describeCluster(router, undefined);
    assert.deepEqual(
      brokers.map(({ nodeId }) => nodeId),
      [1, 3],
    );
    assert.deepEqual(fencedBrokers, [
      { nodeId: 2, host: "two", port: 9092, rack: "a" },
      { nodeId: 4, host: "four", port: 9092, rack: undefined },
    ]);
  });

  it("knows no controller where the broker tells none", async () => {
    const { controllerId } = await describeCluster(router, undefined);
    assert.equal(controllerId, undefined);
  });

  it("knows no fenced brokers where the brokers are too old to tell", async () => {
    router.on(describeClusterApi, () => {
      throw new KafkaError("It needs Kafka ≥ 2.8.", { kind: "unsupported" });
    });
    const { brokers, fencedBrokers } = await describeCluster(router, undefined);
    assert.deepEqual([brokers.length, fencedBrokers], [2, []]);
  });

  it("fails when the connection is lost", async () => {
    router.on(describeClusterApi, () => {
      throw new KafkaError("one:9092 is gone.", { kind: "unreachable" });
    });
    await assert.rejects(describeCluster(router, undefined), kafkaError("unreachable"));
  });
});
