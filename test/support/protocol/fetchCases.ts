import { fetchApi } from "../../../src/kafka/protocol/fetch";
import { cstr, futureTag, hex, i16, i32, i64, i8, join, noTags, nullCompact, str } from "../bytes";
import { apiCase, type ApiCase } from "./apiCase";

const hugeOffset = 9_007_199_254_740_993n;

const fetchQuestion = {
  maxWaitMs: 500,
  minBytes: 1,
  maxBytes: 1000,
  isolation: "readCommitted",
  topics: [{ topic: "t", partitions: [{ partition: 1, offset: hugeOffset, maxBytes: 600 }] }],
} as const;

const topicIdHex = "00112233445566778899aabbccddeeff";

const questionWithId = {
  ...fetchQuestion,
  topics: [{ ...fetchQuestion.topics[0], topicId: "ABEiM0RVZneImaq7zN3u_w" }],
} as const;

/** From version 15 on the whole of it; before, the replica's id stands first. */
const requestWithId = join(
  i32(500, 1, 1000),
  i8(1),
  i32(0, -1),
  hex("02"),
  hex(topicIdHex),
  hex("02"),
  i32(1, -1),
  i64(hugeOffset),
  i32(-1),
  i64(-1n),
  i32(600),
  noTags,
  noTags,
  hex("01"),
  cstr(""),
  noTags,
);

/** Of another topic too, which nobody asked for. */
const responseWithId = join(
  i32(0),
  i16(0),
  i32(0),
  hex("03"),
  hex(topicIdHex),
  hex("02"),
  i32(1),
  i16(100),
  i64(-1n),
  i64(-1n),
  i64(-1n),
  nullCompact,
  i32(-1),
  nullCompact,
  noTags,
  noTags,
  hex("ffffffffffffffffffffffffffffffff"),
  hex("01"),
  noTags,
  futureTag,
);

const answerWithId = {
  errorCode: 0,
  topics: [
    {
      topic: "t",
      partitions: [
        {
          partition: 1,
          errorCode: 100,
          highWatermark: -1n,
          lastStableOffset: -1n,
          logStartOffset: -1n,
          abortedTransactions: [],
          preferredReadReplica: -1,
          records: Buffer.alloc(0),
        },
      ],
    },
  ],
};

export const fetchCases: readonly ApiCase[] = [
  apiCase(fetchApi, 4, {
    question: fetchQuestion,
    request: join(
      i32(-1, 500, 1, 1000),
      i8(1),
      i32(1),
      str("t"),
      i32(1, 1),
      i64(hugeOffset),
      i32(600),
    ),
    response: join(
      i32(0, 1),
      str("t"),
      i32(1, 1),
      i16(0),
      i64(11n),
      i64(10n),
      i32(1),
      i64(77n),
      i64(3n),
      i32(2),
      hex("beef"),
    ),
    answer: {
      errorCode: 0,
      topics: [
        {
          topic: "t",
          partitions: [
            {
              partition: 1,
              errorCode: 0,
              highWatermark: 11n,
              lastStableOffset: 10n,
              logStartOffset: -1n,
              abortedTransactions: [{ producerId: 77n, firstOffset: 3n }],
              preferredReadReplica: -1,
              records: hex("beef"),
            },
          ],
        },
      ],
    },
  }),
  apiCase(fetchApi, 9, {
    question: fetchQuestion,
    request: join(
      i32(-1, 500, 1, 1000),
      i8(1),
      i32(0, -1, 1),
      str("t"),
      i32(1, 1, -1),
      i64(hugeOffset),
      i64(-1n),
      i32(600, 0),
    ),
    response: join(
      i32(0),
      i16(0),
      i32(0, 1),
      str("t"),
      i32(1, 1),
      i16(1),
      i64(-1n),
      i64(-1n),
      i64(-1n),
      i32(-1),
      i32(-1),
    ),
    answer: {
      errorCode: 0,
      topics: [
        {
          topic: "t",
          partitions: [
            {
              partition: 1,
              errorCode: 1,
              highWatermark: -1n,
              lastStableOffset: -1n,
              logStartOffset: -1n,
              abortedTransactions: [],
              preferredReadReplica: -1,
              records: Buffer.alloc(0),
            },
          ],
        },
      ],
    },
  }),
  apiCase(fetchApi, 12, {
    question: { ...fetchQuestion, isolation: "readUncommitted" },
    request: join(
      i32(-1, 500, 1, 1000),
      i8(0),
      i32(0, -1),
      hex("02"),
      cstr("t"),
      hex("02"),
      i32(1, -1),
      i64(hugeOffset),
      i32(-1),
      i64(-1n),
      i32(600),
      noTags,
      noTags,
      hex("01"),
      cstr(""),
      noTags,
    ),
    response: join(
      i32(0),
      i16(0),
      i32(0),
      hex("02"),
      cstr("t"),
      hex("02"),
      i32(1),
      i16(0),
      i64(11n),
      i64(10n),
      i64(2n),
      nullCompact,
      i32(4),
      hex("03 cafe"),
      // the partition's current leader (KIP-951) as a tagged field
      hex("01 01 08 00000001 00000002"),
      noTags,
      noTags,
    ),
    answer: {
      errorCode: 0,
      topics: [
        {
          topic: "t",
          partitions: [
            {
              partition: 1,
              errorCode: 0,
              highWatermark: 11n,
              lastStableOffset: 10n,
              logStartOffset: 2n,
              abortedTransactions: [],
              preferredReadReplica: 4,
              records: hex("cafe"),
            },
          ],
        },
      ],
    },
  }),
  apiCase(fetchApi, 13, {
    question: questionWithId,
    request: join(i32(-1), requestWithId),
    response: responseWithId,
    answer: answerWithId,
  }),
  apiCase(fetchApi, 18, {
    question: questionWithId,
    request: requestWithId,
    response: responseWithId,
    answer: answerWithId,
  }),
];
