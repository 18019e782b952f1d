import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { describeLogDirsApi, type LogDir } from "../../../../src/kafka/protocol/describeLogDirs";
import { describeReplicaSizes } from "../../../../src/kafka/topics/describeReplicaSizes";
import { FakeRouter } from "../../../support/fakeRouter";
import { kafkaError } from "../../../support/kafkaError";

function directory(path: string, sizeBytes: bigint, isFuture = false): LogDir {
  const replica = { partition: 0, sizeBytes, offsetLag: 7n, isFuture };
  return { errorCode: 0, path, topics: [{ topic: "t", partitions: [replica] }] };
}

describe("describeReplicaSizes", () => {
  let router: FakeRouter;

  beforeEach(() => {
    router = new FakeRouter();
    router.addTopic("t", [1, 2]);
    router.brokers.push({ nodeId: 2, host: "two", port: 9092, rack: undefined });
    router.on(describeLogDirsApi, (_, nodeId) => ({
      errorCode: 0,
      directories: [directory(`/data-${nodeId}`, BigInt(nodeId) * 2n ** 53n)],
    }));
  });

  it("asks every broker for all partitions of the topics", async () => {
    const { replicas, failures } = await describeReplicaSizes(router, ["t", "missing"], undefined);
    assert.deepEqual(
      replicas.map(({ nodeId, logDirectory, sizeBytes }) => [nodeId, logDirectory, sizeBytes]),
      [
        [1, "/data-1", 2n ** 53n],
        [2, "/data-2", 2n ** 54n],
      ],
    );
    assert.equal(failures.size, 0);
    assert.deepEqual(router.sent[0]?.question, { topics: [{ topic: "t", partitions: [0, 1] }] });
  });

  it("asks nobody about topics that do not exist", async () => {
    const { replicas } = await describeReplicaSizes(router, ["missing"], undefined);
    assert.deepEqual(replicas, []);
    assert.deepEqual(router.sent, []);
  });

  it("counts a replica once while it is copied to another directory", async () => {
    router.on(describeLogDirsApi, () => ({
      errorCode: 0,
      directories: [directory("/old", 10n), directory("/new", 4n, true)],
    }));
    const { replicas } = await describeReplicaSizes(router, ["t"], undefined);
    assert.deepEqual(
      replicas.map(({ logDirectory }) => logDirectory),
      ["/old", "/old"],
    );
  });

  it("gives a broker that refuses, in either way, its own failure", async () => {
    router.on(describeLogDirsApi, (_, nodeId) => ({
      errorCode: nodeId === 1 ? 31 : 0,
      directories: [],
    }));
    const { failures } = await describeReplicaSizes(router, ["t"], undefined);
    assert.deepEqual(
      [...failures].map(([nodeId, { code }]) => [nodeId, code]),
      [
        [1, 31],
        [2, 31],
      ],
    );
  });

  it("tells of a directory that is offline, beside what is in the others", async () => {
    router.on(describeLogDirsApi, (_, nodeId) => ({
      errorCode: 0,
      directories: [
        { errorCode: nodeId === 2 ? 56 : 0, path: "/broken", topics: [] },
        directory("/fine", 1n),
      ],
    }));
    const { replicas, failures } = await describeReplicaSizes(router, ["t"], undefined);
    assert.equal(replicas.length, 2);
    assert.deepEqual(
      [...failures].map(([nodeId, { code }]) => [nodeId, code]),
      [[2, 56]],
    );
  });

  it("keeps the sizes of one broker when the other is lost", async () => {
    router.on(describeLogDirsApi, (_, nodeId) => {
      if (nodeId === 1) throw new KafkaError("one:9092 is gone.", { kind: "unreachable" });
      return { errorCode: 0, directories: [directory("/data", 1n)] };
    });
    const { replicas, failures } = await describeReplicaSizes(router, ["t"], undefined);
    assert.equal(replicas.length, 1);
    assert.deepEqual(failures.get(1), { code: 13, message: "one:9092 is gone." });
  });

  it("fails when every broker is lost, and at once when it is cancelled", async () => {
    for (const kind of ["unreachable", "cancelled"] as const) {
      router.on(describeLogDirsApi, () => {
        throw new KafkaError("No.", { kind });
      });
      await assert.rejects(describeReplicaSizes(router, ["t"], undefined), kafkaError(kind));
    }
  });
});
