import { offsetCommitApi } from "../../../src/kafka/protocol/offsetCommit";
import { offsetFetchApi } from "../../../src/kafka/protocol/offsetFetch";
import {
  cstr,
  futureTag,
  hex,
  i16,
  i32,
  i64,
  i8,
  join,
  noTags,
  nullCompact,
  nullStr,
  str,
} from "../bytes";
import { apiCase, type ApiCase } from "./apiCase";

const hugeOffset = 9_223_372_036_854_775_806n;

export const offsetFetchCases: readonly ApiCase[] = [
  apiCase(offsetFetchApi, 2, {
    question: { groups: [{ groupId: "g", topics: "all" }], requireStable: true },
    request: join(str("g"), i32(-1)),
    response: join(i32(1), str("t"), i32(1, 3), i64(hugeOffset), str("note"), i16(0), i16(0)),
    answer: {
      groups: [
        {
          groupId: "g",
          errorCode: 0,
          topics: [
            {
              topic: "t",
              partitions: [
                {
                  partition: 3,
                  offset: hugeOffset,
                  leaderEpoch: -1,
                  metadata: "note",
                  errorCode: 0,
                },
              ],
            },
          ],
        },
      ],
    },
  }),
  apiCase(offsetFetchApi, 5, {
    question: {
      groups: [{ groupId: "g", topics: [{ topic: "t", partitions: [0, 1] }] }],
      requireStable: true,
    },
    request: join(str("g"), i32(1), str("t"), i32(2, 0, 1)),
    response: join(i32(0, 1), str("t"), i32(1, 0), i64(-1n), i32(-1), nullStr, i16(0), i16(16)),
    answer: {
      groups: [
        {
          groupId: "g",
          errorCode: 16,
          topics: [
            {
              topic: "t",
              partitions: [
                { partition: 0, offset: -1n, leaderEpoch: -1, metadata: "", errorCode: 0 },
              ],
            },
          ],
        },
      ],
    },
  }),
  apiCase(offsetFetchApi, 7, {
    question: {
      groups: [{ groupId: "g", topics: [{ topic: "t", partitions: [0] }] }],
      requireStable: true,
    },
    request: join(cstr("g"), hex("02"), cstr("t"), hex("02"), i32(0), noTags, i8(1), noTags),
    response: join(
      i32(0),
      hex("02"),
      cstr("t"),
      hex("02"),
      i32(0),
      i64(-1n),
      i32(-1),
      nullCompact,
      i16(88),
      noTags,
      noTags,
      i16(0),
      noTags,
    ),
    answer: {
      groups: [
        {
          groupId: "g",
          errorCode: 0,
          topics: [
            {
              topic: "t",
              partitions: [
                { partition: 0, offset: -1n, leaderEpoch: -1, metadata: "", errorCode: 88 },
              ],
            },
          ],
        },
      ],
    },
  }),
  apiCase(offsetFetchApi, 8, {
    question: { groups: [{ groupId: "g", topics: "all" }], requireStable: false },
    request: join(hex("02"), cstr("g"), nullCompact, noTags, i8(0), noTags),
    response: join(i32(0), hex("02"), cstr("g"), hex("01"), i16(30), noTags, noTags),
    answer: { groups: [{ groupId: "g", errorCode: 30, topics: [] }] },
  }),
  apiCase(offsetFetchApi, 9, {
    question: {
      groups: [
        { groupId: "g1", topics: "all" },
        { groupId: "g2", topics: [{ topic: "t", partitions: [5] }] },
      ],
      requireStable: false,
    },
    request: join(
      hex("03"),
      cstr("g1"),
      nullCompact,
      i32(-1),
      nullCompact,
      noTags,
      cstr("g2"),
      nullCompact,
      i32(-1),
      hex("02"),
      cstr("t"),
      hex("02"),
      i32(5),
      noTags,
      noTags,
      i8(0),
      noTags,
    ),
    response: join(
      i32(0),
      hex("03"),
      cstr("g1"),
      hex("01"),
      i16(0),
      noTags,
      cstr("g2"),
      hex("02"),
      cstr("t"),
      hex("02"),
      i32(5),
      i64(hugeOffset),
      i32(8),
      cstr("é"),
      i16(0),
      futureTag,
      futureTag,
      i16(0),
      futureTag,
      futureTag,
    ),
    answer: {
      groups: [
        { groupId: "g1", errorCode: 0, topics: [] },
        {
          groupId: "g2",
          errorCode: 0,
          topics: [
            {
              topic: "t",
              partitions: [
                { partition: 5, offset: hugeOffset, leaderEpoch: 8, metadata: "é", errorCode: 0 },
              ],
            },
          ],
        },
      ],
    },
  }),
];

const commitQuestion = {
  groupId: "g",
  topics: [
    {
      topic: "t",
      partitions: [{ partition: 3, offset: hugeOffset, leaderEpoch: 6, metadata: "undo" }],
    },
  ],
};

const commitAnswer = (errorCode: number) => ({
  topics: [{ topic: "t", partitions: [{ partition: 3, errorCode }] }],
});

export const offsetCommitCases: readonly ApiCase[] = [
  apiCase(offsetCommitApi, 2, {
    question: commitQuestion,
    request: join(
      str("g"),
      i32(-1),
      str(""),
      i64(-1n),
      i32(1),
      str("t"),
      i32(1, 3),
      i64(hugeOffset),
      str("undo"),
    ),
    response: join(i32(1), str("t"), i32(1, 3), i16(0)),
    answer: commitAnswer(0),
  }),
  apiCase(offsetCommitApi, 6, {
    question: commitQuestion,
    request: join(
      str("g"),
      i32(-1),
      str(""),
      i32(1),
      str("t"),
      i32(1, 3),
      i64(hugeOffset),
      i32(6),
      str("undo"),
    ),
    response: join(i32(0, 1), str("t"), i32(1, 3), i16(25)),
    answer: commitAnswer(25),
  }),
  apiCase(offsetCommitApi, 7, {
    question: commitQuestion,
    request: join(
      str("g"),
      i32(-1),
      str(""),
      nullStr,
      i32(1),
      str("t"),
      i32(1, 3),
      i64(hugeOffset),
      i32(6),
      str("undo"),
    ),
    response: join(i32(0, 1), str("t"), i32(1, 3), i16(0)),
    answer: commitAnswer(0),
  }),
  apiCase(offsetCommitApi, 9, {
    question: commitQuestion,
    request: join(
      cstr("g"),
      i32(-1),
      cstr(""),
      nullCompact,
      hex("02"),
      cstr("t"),
      hex("02"),
      i32(3),
      i64(hugeOffset),
      i32(6),
      cstr("undo"),
      noTags,
      noTags,
      noTags,
    ),
    response: join(
      i32(0),
      hex("02"),
      cstr("t"),
      hex("02"),
      i32(3),
      i16(69),
      futureTag,
      noTags,
      futureTag,
    ),
    answer: commitAnswer(69),
  }),
];
