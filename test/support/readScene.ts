import type { ReadPage, ReadRequest } from "../../src/kafka/gateway";
import { readBackward } from "../../src/kafka/reader/readBackward";
import { readForward } from "../../src/kafka/reader/readForward";
import { inTopic } from "./positions";
import { FakeRouter, topicMetadata } from "./fakeRouter";
import { FetchedPartition, servePartitions } from "./fetchedPartition";
import { recordBatch } from "./recordBatchBuilder";

/** Topic `t` with one partition, which is read committed only. */
export class ReadScene {
  readonly router = new FakeRouter();
  readonly log = new FetchedPartition();

  constructor() {
    servePartitions(this.router, "t", [this.log]);
  }

  /** As of a broker that tells them. */
  setTopicId(topicId: string): void {
    this.router.topics.set("t", { ...topicMetadata("t", [1]), topicId });
  }

  forward(from: bigint, more: Partial<ReadRequest> = {}): Promise<ReadPage> {
    return readForward(this.router, request(from, more), undefined);
  }

  backward(before: bigint, more: Partial<ReadRequest> = {}): Promise<ReadPage> {
    return readBackward(this.router, request(before, more), undefined);
  }
}

function request(position: bigint, more: Partial<ReadRequest>): ReadRequest {
  const from = inTopic("t", position);
  return { from, maxMessages: 100, isolation: "readCommitted", ...more };
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

/** Start and end of the only partition. */
export function rangeOf({ ranges }: ReadPage): readonly [bigint, bigint] | undefined {
  const [range] = ranges;
  return range && [range.start, range.end];
}
