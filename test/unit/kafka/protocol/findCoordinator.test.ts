import assert from "node:assert/strict";
import {
  findCoordinatorApi,
  findCoordinatorBatchedFrom,
} from "../../../../src/kafka/protocol/findCoordinator";
import { Writer } from "../../../../src/kafka/protocol/writer";

describe("findCoordinatorApi", () => {
  it("refuses many groups in a version that takes one", () => {
    const version = findCoordinatorBatchedFrom - 1;
    const encode = (keys: readonly string[]): void => {
      findCoordinatorApi.encode(new Writer(true), { keys }, version);
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
