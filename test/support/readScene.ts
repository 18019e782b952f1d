import type { ReadPage, ReadRequest } from "../../src/kafka/gateway";
import { readBackward } from "../../src/kafka/reader/readBackward";
import { readForward } from "../../src/kafka/reader/readForward";
import { FakeRouter } from "./fakeRouter";
import { FetchedPartition, servePartitions } from "./fetchedPartition";
import { recordBatch } from "./recordBatchBuilder";

/** Topic `t` with one partition, which is read committed only. */
export class ReadScene {
  readonly router = new FakeRouter();
  readonly log = new FetchedPartition();

  constructor() {
    servePartitions(this.router, "t", [this.log]);
  }

  forward(from: bigint, more: Partial<ReadRequest> = {}): Promise<ReadPage> {
    return readForward(this.router, request(from, more), undefined);
  }

  backward(before: bigint, more: Partial<ReadRequest> = {}): Promise<ReadPage> {
    return readBackward(this.router, request(before, more), undefined);
  }
}

function request(position: bigint, more: Partial<ReadRequest>): ReadRequest {
  const from = new Map([[0, position]]);
  return { topic: "t", from, maxMessages: 100, isolation: "readCommitted", ...more };
}

/** Messages `v0`, `v1`… in one batch. */
export function batchOf(baseOffset: bigint, count: number, baseTimestamp = 1000n): Buffer {
  return recordBatch({
    baseOffset,
    baseTimestamp,
    records: Array.from({ length: count }, (_, index) => ({ value: `v${index}` })),
  });
}

export function offsetsOf({ messages }: ReadPage): bigint[] {
  return messages.map(({ offset }) => offset);
}
