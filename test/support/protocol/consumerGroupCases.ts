import { consumerGroupDescribeApi } from "../../../src/kafka/protocol/consumerGroupDescribe";
import { cstr, futureTag, hex, i16, i32, i8, join, noTags, nullCompact } from "../bytes";
import { apiCase, type ApiCase } from "./apiCase";

const consumerMember = [
  cstr("m"),
  nullCompact,
  cstr("rack"),
  i32(4),
  cstr("c"),
  cstr("/h"),
  hex("02"),
  cstr("t"),
  nullCompact,
  hex("02"),
  Buffer.alloc(16, 1),
  cstr("t"),
  hex("03"),
  i32(0, 1),
  futureTag,
  futureTag,
  hex("01"),
  noTags,
];

const describedConsumerMember = {
  memberId: "m",
  instanceId: undefined,
  rackId: "rack",
  memberEpoch: 4,
  clientId: "c",
  clientHost: "/h",
  subscribedTopics: ["t"],
  subscribedTopicRegex: undefined,
  assignment: [{ topic: "t", partitions: [0, 1] }],
  targetAssignment: [],
};

const consumerGroupHead = [
  i16(0),
  nullCompact,
  cstr("g"),
  cstr("Reconciling"),
  i32(5, 4),
  cstr("uniform"),
];

const describedConsumerGroup = {
  errorCode: 0,
  errorMessage: undefined,
  groupId: "g",
  state: "Reconciling",
  groupEpoch: 5,
  assignmentEpoch: 4,
  assignor: "uniform",
};

export const consumerGroupDescribeCases: readonly ApiCase[] = [
  apiCase(consumerGroupDescribeApi, 0, {
    question: { groupIds: ["g"] },
    request: join(hex("02"), cstr("g"), i8(0), noTags),
    response: join(
      i32(0),
      hex("02"),
      ...consumerGroupHead,
      hex("02"),
      ...consumerMember,
      noTags,
      i32(0),
      noTags,
      noTags,
    ),
    answer: {
      groups: [
        {
          ...describedConsumerGroup,
          members: [{ ...describedConsumerMember, memberType: "unknown" }],
        },
      ],
    },
  }),
  apiCase(consumerGroupDescribeApi, 1, {
    question: { groupIds: ["g", "gone"] },
    request: join(hex("03"), cstr("g"), cstr("gone"), i8(0), noTags),
    response: join(
      i32(0),
      hex("03"),
      ...consumerGroupHead,
      hex("02"),
      ...consumerMember,
      i8(0),
      futureTag,
      i32(0),
      futureTag,
      i16(69),
      cstr("gone"),
      cstr("gone"),
      cstr(""),
      i32(0, 0),
      cstr(""),
      hex("01"),
      i32(0),
      noTags,
      noTags,
    ),
    answer: {
      groups: [
        {
          ...describedConsumerGroup,
          members: [{ ...describedConsumerMember, memberType: "classic" }],
        },
        {
          errorCode: 69,
          errorMessage: "gone",
          groupId: "gone",
          state: "",
          groupEpoch: 0,
          assignmentEpoch: 0,
          assignor: "",
          members: [],
        },
      ],
    },
  }),
];
