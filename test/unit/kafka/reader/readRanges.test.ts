import assert from "node:assert/strict";
import { KafkaError } from "../../../../src/kafka/errors";
import type { ReadPage } from "../../../../src/kafka/gateway";
import { listOffsetsApi } from "../../../../src/kafka/protocol/listOffsets";
import { readForward } from "../../../../src/kafka/reader/readForward";
import { FakeRouter } from "../../../support/fakeRouter";
import { FetchedPartition, servePartitions } from "../../../support/fetchedPartition";
import { recordBatch } from "../../../support/recordBatchBuilder";

function batch(baseOffset: bigint, count: number): Buffer {
  return recordBatch({
    baseOffset,
    records: Array.from({ length: count }, () => ({ value: "v" })),
  });
}

describe("failureSentence", () => {
  let router: FakeRouter;
  let log: FetchedPartition;

  beforeEach(() => {
    router = new FakeRouter();
    log = new FetchedPartition();
    servePartitions(router, "t", [log]);
  });

  function read(from: bigint): Promise<ReadPage> {
    const request = { topic: "t", from: new Map([[0, from]]), maxMessages: 100 };
    return readForward(router, { ...request, isolation: "readCommitted" }, undefined);
  }

  it("keeps the page where nobody can say more of a failure", async () => {
    log.append(batch(0n, 10));
    log.nextErrors.push(0, 1);
    log.read = () => {
      router.on(listOffsetsApi, () => {
        throw new KafkaError("Lost.", { kind: "unreachable" });
      });
      return batch(0n, 5);
    };
    const page = await read(0n);
    assert.equal(page.messages.length, 5);
    assert.match(page.failures.get(0) ?? "", /outside of what the partition holds/);
  });
});
