import { listOffsetsApi, listOffsetsSentinel } from "../../../src/kafka/protocol/listOffsets";
import { cstr, futureTag, hex, i16, i32, i64, i8, join, noTags, str } from "../bytes";
import { apiCase, type ApiCase } from "./apiCase";

const hugeOffset = 9_007_199_254_740_993n;

export const listOffsetsCases: readonly ApiCase[] = [
  apiCase(listOffsetsApi, 1, {
    question: {
      isolation: "readCommitted",
      topics: [
        { topic: "t", partitions: [{ partition: 2, timestamp: listOffsetsSentinel.earliest }] },
      ],
    },
    request: join(i32(-1, 1), str("t"), i32(1, 2), i64(-2n)),
    response: join(i32(1), str("t"), i32(1, 2), i16(0), i64(-1n), i64(hugeOffset)),
    answer: {
      topics: [
        {
          topic: "t",
          partitions: [
            { partition: 2, errorCode: 0, timestamp: -1n, offset: hugeOffset, leaderEpoch: -1 },
          ],
        },
      ],
    },
  }),
  apiCase(listOffsetsApi, 4, {
    question: {
      isolation: "readCommitted",
      topics: [
        { topic: "t", partitions: [{ partition: 0, timestamp: listOffsetsSentinel.latest }] },
      ],
    },
    request: join(i32(-1), i8(1), i32(1), str("t"), i32(1, 0, -1), i64(-1n)),
    response: join(i32(0, 1), str("t"), i32(1, 0), i16(6), i64(-1n), i64(-1n), i32(-1)),
    answer: {
      topics: [
        {
          topic: "t",
          partitions: [
            { partition: 0, errorCode: 6, timestamp: -1n, offset: -1n, leaderEpoch: -1 },
          ],
        },
      ],
    },
  }),
  apiCase(listOffsetsApi, 7, {
    question: {
      isolation: "readUncommitted",
      topics: [
        { topic: "t", partitions: [{ partition: 0, timestamp: listOffsetsSentinel.maxTimestamp }] },
      ],
    },
    request: join(
      ...[i32(-1), i8(0), hex("02"), cstr("t"), hex("02"), i32(0, -1), i64(-3n)],
      ...[noTags, noTags, noTags],
    ),
    response: join(
      ...[i32(0), hex("02"), cstr("t"), hex("02"), i32(0), i16(0)],
      ...[i64(1_700_000_000_000n), i64(hugeOffset), i32(4), noTags, noTags, noTags],
    ),
    answer: {
      topics: [
        {
          topic: "t",
          partitions: [
            {
              partition: 0,
              errorCode: 0,
              timestamp: 1_700_000_000_000n,
              offset: hugeOffset,
              leaderEpoch: 4,
            },
          ],
        },
      ],
    },
  }),
  apiCase(listOffsetsApi, 9, {
    question: {
      isolation: "readUncommitted",
      topics: [{ topic: "t", partitions: [{ partition: 0, timestamp: 1_700_000_000_000n }] }],
    },
    request: join(
      i32(-1),
      i8(0),
      hex("02"),
      cstr("t"),
      hex("02"),
      i32(0, -1),
      i64(1_700_000_000_000n),
      noTags,
      noTags,
      noTags,
    ),
    response: join(
      i32(0),
      hex("02"),
      cstr("t"),
      hex("02"),
      i32(0),
      i16(0),
      i64(1_700_000_000_001n),
      i64(5n),
      i32(9),
      futureTag,
      noTags,
      noTags,
    ),
    answer: {
      topics: [
        {
          topic: "t",
          partitions: [
            {
              partition: 0,
              errorCode: 0,
              timestamp: 1_700_000_000_001n,
              offset: 5n,
              leaderEpoch: 9,
            },
          ],
        },
      ],
    },
  }),
];
