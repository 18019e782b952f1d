import assert from "node:assert/strict";
import {
  offsetFetchApi,
  offsetFetchManyGroupsFrom,
} from "../../../../src/kafka/protocol/offsetFetch";
import { Writer } from "../../../../src/kafka/protocol/writer";

describe("offsetFetchApi", () => {
  it("refuses many groups in a version that takes one", () => {
    const version = offsetFetchManyGroupsFrom - 1;
    const encode = (groupIds: readonly string[]): void => {
      const groups = groupIds.map((groupId) => ({ groupId, topics: "all" }) as const);
      offsetFetchApi.encode(new Writer(true), { groups, requireStable: false }, version);
    };
    assert.throws(
      () => {
        encode(["a", "b"]);
      },
      { name: "KafkaError", kind: "unsupported" },
    );
    assert.doesNotThrow(() => {
      encode(["a"]);
    });
  });
});
