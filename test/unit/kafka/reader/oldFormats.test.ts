import assert from "node:assert/strict";
import type { ReadPage } from "../../../../src/kafka/gateway";
import { readBackward } from "../../../../src/kafka/reader/readBackward";
import { readForward } from "../../../../src/kafka/reader/readForward";
import { FakeRouter } from "../../../support/fakeRouter";
import { FetchedPartition, servePartitions } from "../../../support/fetchedPartition";
import { oldMessage } from "../../../support/messageSetBuilder";
import {
  javaFirstOffset,
  javaMessageSet,
  type MessageSetName,
} from "../../../support/messageSets/javaMessageSets";
import { recordBatch } from "../../../support/recordBatchBuilder";

const topic = "t";
const firstOffset = javaFirstOffset;

describe("reading message sets of the formats before Kafka 0.11", () => {
  let router: FakeRouter;
  let log: FetchedPartition;

  beforeEach(() => {
    router = new FakeRouter();
    log = new FetchedPartition();
    log.start = firstOffset;
    servePartitions(router, topic, [log]);
  });

  const read = (
    direction: typeof readForward,
    offset: bigint,
    maxMessages = 100,
  ): Promise<ReadPage> => {
    const from = [{ topic, partition: 0, offset }];
    return direction(router, { from, maxMessages, isolation: "readCommitted" }, undefined);
  };

  const indexes = ({ messages }: ReadPage): number[] =>
    messages.map(({ offset }) => Number(offset - firstOffset));

  for (const name of ["v0-snappy", "v1-gzip"] as const) {
    it(`starts in the middle of a wrapper, in both directions: ${name}`, async () => {
      log.append(javaMessageSet(name));
      const forward = await read(readForward, firstOffset + 20n);
      assert.deepEqual(indexes(forward), [20, 21, 22, 23]);
      assert.deepEqual(forward.gaps, []);
      const backward = await read(readBackward, firstOffset + 3n);
      assert.deepEqual(indexes(backward), [2, 1, 0]);
    });
  }

  it("shows what compaction left in a wrapper, and the gaps between", async () => {
    log.append(javaMessageSet("v1-gzip-compacted"));
    const page = await read(readForward, firstOffset);
    assert.deepEqual(indexes(page), [1, 4, 7, 10, 13, 16, 19, 22]);
    assert.deepEqual(
      page.gaps.slice(0, 2).map((gap) => [gap.firstOffset, gap.lastOffset, gap.unreadable]),
      [
        [firstOffset, firstOffset, undefined],
        [firstOffset + 2n, firstOffset + 3n, undefined],
      ],
    );
  });

  it("reads on behind a wrapper that cannot be read, and says which offsets it held", async () => {
    const broken: MessageSetName = "v1-snappy";
    const wrapper = Buffer.from(javaMessageSet(broken));
    wrapper.writeUInt8(wrapper.readUInt8(60) ^ 0xff, 60);
    log.append(wrapper, oldMessage({ offset: firstOffset + 24n, value: Buffer.from("behind") }));
    log.append(recordBatch({ records: [{ value: "new" }], baseOffset: firstOffset + 25n }));
    const page = await read(readForward, firstOffset);
    assert.deepEqual(indexes(page), [24, 25]);
    const [gap, ...others] = page.gaps;
    assert.deepEqual(others, []);
    assert.deepEqual([gap?.firstOffset, gap?.lastOffset], [firstOffset, firstOffset + 23n]);
    assert.match(gap?.unreadable ?? "", /does not match its checksum/);
  });
});
