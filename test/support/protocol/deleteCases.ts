import { deleteGroupsApi } from "../../../src/kafka/protocol/deleteGroups";
import { offsetDeleteApi } from "../../../src/kafka/protocol/offsetDelete";
import { cstr, futureTag, hex, i16, i32, join, noTags, str } from "../bytes";
import { apiCase, type ApiCase } from "./apiCase";

const classicDelete = {
  question: { groupIds: ["g", "live"] },
  request: join(i32(2), str("g"), str("live")),
  response: join(i32(0, 2), str("g"), i16(0), str("live"), i16(68)),
  answer: {
    groups: [
      { groupId: "g", errorCode: 0 },
      { groupId: "live", errorCode: 68 },
    ],
  },
};

export const deleteGroupsCases: readonly ApiCase[] = [
  apiCase(deleteGroupsApi, 0, classicDelete),
  apiCase(deleteGroupsApi, 1, classicDelete),
  apiCase(deleteGroupsApi, 2, {
    question: { groupIds: [""] },
    request: join(hex("02"), cstr(""), noTags),
    response: join(i32(0), hex("02"), cstr(""), i16(69), futureTag, noTags),
    answer: { groups: [{ groupId: "", errorCode: 69 }] },
  }),
];

const offsetDeleteQuestion = {
  question: {
    groupId: "g",
    topics: [
      { topic: "a", partitions: [0, 3] },
      { topic: "b", partitions: [1] },
    ],
  },
  request: join(str("g"), i32(2), str("a"), i32(2, 0, 3), str("b"), i32(1, 1)),
};

export const offsetDeleteCases: readonly ApiCase[] = [
  apiCase(offsetDeleteApi, 0, {
    ...offsetDeleteQuestion,
    response: join(
      ...[i16(0), i32(0, 2), str("a"), i32(2, 0), i16(0), i32(3), i16(3)],
      ...[str("b"), i32(1, 1), i16(86)],
    ),
    answer: {
      errorCode: 0,
      topics: [
        {
          topic: "a",
          partitions: [
            { partition: 0, errorCode: 0 },
            { partition: 3, errorCode: 3 },
          ],
        },
        { topic: "b", partitions: [{ partition: 1, errorCode: 86 }] },
      ],
    },
  }),
  apiCase(offsetDeleteApi, 0, {
    ...offsetDeleteQuestion,
    response: join(i16(69), i32(0, 0)),
    answer: { errorCode: 69, topics: [] },
  }),
];
