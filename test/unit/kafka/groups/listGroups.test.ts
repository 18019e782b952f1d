import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import { GroupListings } from "../../../../src/kafka/groups/groupListings";
import { listGroups } from "../../../../src/kafka/groups/listGroups";
import { listGroupsApi } from "../../../../src/kafka/protocol/listGroups";
import { FakeRouter } from "../../../support/fakeRouter";
import { kafkaError } from "../../../support/kafkaError";

function group(
  groupId: string,
  type?: string,
): {
  groupId: string;
  protocolType: string;
  state: string | undefined;
  type: string | undefined;
} {
  return { groupId, protocolType: "consumer", state: type && "Empty", type };
}

describe("listGroups", () => {
  let router: FakeRouter;

  beforeEach(() => {
    router = new FakeRouter();
  });

  it("merges the groups of all brokers, sorted by id", async () => {
    router.brokers.push({ nodeId: 2, host: "two", port: 9092, rack: undefined });
    router.on(listGroupsApi, (_, nodeId) => ({
      errorCode: 0,
      groups: nodeId === 1 ? [group("c"), group("a")] : [group("b")],
    }));
    const groups = await listGroups(router, new GroupListings(), undefined);
    assert.deepEqual(
      groups.map(({ groupId }) => groupId),
      ["a", "b", "c"],
    );
  });

  it("knows the types of Kafka, and takes those of the future for unknown", async () => {
    const types = ["Classic", "Consumer", "Share", "Streams", "Quantum", undefined];
    router.on(listGroupsApi, () => ({
      errorCode: 0,
      groups: types.map((type, index) => group(String(index), type)),
    }));
    const groups = await listGroups(router, new GroupListings(), undefined);
    assert.deepEqual(
      groups.map(({ type }) => type),
      ["classic", "consumer", "share", "streams", "unknown", "unknown"],
    );
  });

  it("asks again while a coordinator is loading", async () => {
    const codes = [14, 0];
    router.on(listGroupsApi, () => ({ errorCode: codes.shift() ?? 0, groups: [group("a")] }));
    assert.equal((await listGroups(router, new GroupListings(), undefined)).length, 1);
    assert.equal(router.sentTo(listGroupsApi).length, 2);
  });

  it("asks again, with fresh metadata, when a broker has gone", async () => {
    router.brokers.push({ nodeId: 2, host: "two", port: 9092, rack: undefined });
    router.on(listGroupsApi, (_, nodeId) => {
      if (nodeId === 1) return { errorCode: 0, groups: [group("a")] };
      router.brokers.pop();
      throw new KafkaError("two:9092 is gone.", { kind: "unreachable" });
    });
    const groups = await listGroups(router, new GroupListings(), undefined);
    assert.deepEqual(
      groups.map(({ groupId }) => groupId),
      ["a"],
    );
  });

  it("fails when a broker of the cluster cannot be reached", async () => {
    router.on(listGroupsApi, () => {
      throw new KafkaError("one:9092 is gone.", { kind: "unreachable" });
    });
    await assert.rejects(
      listGroups(router, new GroupListings(), undefined),
      kafkaError("unreachable"),
    );
    assert.equal(router.sentTo(listGroupsApi).length, 2);
  });

  it("fails rather than leave out what a broker refuses to list", async () => {
    router.on(listGroupsApi, () => ({ errorCode: 31, groups: [] }));
    await assert.rejects(
      listGroups(router, new GroupListings(), undefined),
      kafkaError("authorization"),
    );
  });
});
