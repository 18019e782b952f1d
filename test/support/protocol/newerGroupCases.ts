import { describeShareGroupOffsetsApi } from "../../../src/kafka/protocol/describeShareGroupOffsets";
import { shareGroupDescribeApi } from "../../../src/kafka/protocol/shareGroupDescribe";
import {
  streamsGroupDescribeApi,
  type DescribedStreamsMember,
} from "../../../src/kafka/protocol/streamsGroupDescribe";
import { cstr, futureTag, hex, i16, i32, i64, i8, join, noTags, nullCompact } from "../bytes";
import { apiCase, type ApiCase } from "./apiCase";

const none = hex("01");
const one = hex("02");
const two = hex("03");
const topicId = Buffer.alloc(16, 1);

const gone = [i16(69), cstr("gone"), cstr("gone"), cstr(""), i32(0, 0)];

export const shareGroupDescribeCases: readonly ApiCase[] = [
  apiCase(shareGroupDescribeApi, 1, {
    question: { groupIds: ["s", "gone"] },
    request: join(two, cstr("s"), cstr("gone"), i8(0), noTags),
    response: join(
      ...[i32(0), two],
      ...[i16(0), nullCompact, cstr("s"), cstr("Stable"), i32(5, 4), cstr("simple")],
      ...[one, cstr("m"), cstr("rack"), i32(4), cstr("c"), cstr("/h"), one, cstr("t")],
      ...[one, topicId, cstr("t"), two, i32(0, 1), futureTag, noTags, futureTag],
      ...[i32(0), noTags],
      ...gone,
      ...[cstr(""), none, i32(-2147483648), noTags, noTags],
    ),
    answer: {
      groups: [
        {
          errorCode: 0,
          errorMessage: undefined,
          groupId: "s",
          state: "Stable",
          groupEpoch: 5,
          assignmentEpoch: 4,
          assignor: "simple",
          members: [
            {
              memberId: "m",
              rackId: "rack",
              memberEpoch: 4,
              clientId: "c",
              clientHost: "/h",
              subscribedTopics: ["t"],
              assignment: [{ topic: "t", partitions: [0, 1] }],
            },
          ],
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

const aPair = [one, cstr("k"), cstr("v"), noTags];
const subtopology = [
  ...[cstr("0"), two, cstr("in"), cstr("other"), one, cstr("sink")],
  ...[one, cstr("changelog"), i32(0), i16(1), ...aPair, noTags],
  ...[one, cstr("repartition"), i32(4), i16(1), none, futureTag, noTags],
];
const tasks = (...partitions: readonly number[]): Buffer =>
  join(one, cstr("0"), i8(partitions.length + 1), i32(...partitions), noTags);
const streamsMember = [
  ...[cstr("m"), i32(6), cstr("static-1"), nullCompact, cstr("c"), cstr("/h")],
  ...[i32(1), cstr("process")],
];
const offsets = [one, cstr("0"), i32(0), i64(9n), noTags];

export const streamsGroupDescribeCases: readonly ApiCase[] = [
  apiCase(streamsGroupDescribeApi, 0, {
    question: { groupIds: ["app", "gone"] },
    request: join(two, cstr("app"), cstr("gone"), i8(0), noTags),
    response: join(
      ...[i32(0), two],
      ...[i16(0), nullCompact, cstr("app"), cstr("Reconciling"), i32(6, 5)],
      ...[i8(1), i32(1), one, ...subtopology, futureTag],
      two,
      ...[...streamsMember, i8(1), cstr("host"), hex("ffff"), noTags, ...aPair],
      ...[...offsets, ...offsets],
      ...[tasks(0, 1), tasks(2), none, noTags],
      ...[tasks(0, 1, 3), none, tasks(2), futureTag, i8(0), futureTag],
      ...[...streamsMember, i8(-1), none, none, none],
      ...[none, none, none, noTags, none, none, none, noTags, i8(1), noTags],
      ...[i32(0), futureTag],
      ...gone,
      ...[i8(-1), none, i32(0), noTags, noTags],
    ),
    answer: {
      groups: [
        {
          errorCode: 0,
          errorMessage: undefined,
          groupId: "app",
          state: "Reconciling",
          groupEpoch: 6,
          assignmentEpoch: 5,
          subtopologies: [
            {
              subtopologyId: "0",
              sourceTopics: ["in", "other"],
              repartitionSourceTopics: ["repartition"],
            },
          ],
          members: [
            describedMember([0, 1], [0, 1, 3]),
            { ...describedMember([], []), activeTasks: [], targetActiveTasks: [] },
          ],
        },
        {
          errorCode: 69,
          errorMessage: "gone",
          groupId: "gone",
          state: "",
          groupEpoch: 0,
          assignmentEpoch: 0,
          subtopologies: [],
          members: [],
        },
      ],
    },
  }),
];

function describedMember(
  active: readonly number[],
  target: readonly number[],
): DescribedStreamsMember {
  return {
    memberId: "m",
    memberEpoch: 6,
    instanceId: "static-1",
    rackId: undefined,
    clientId: "c",
    clientHost: "/h",
    activeTasks: [{ subtopologyId: "0", partitions: active }],
    targetActiveTasks: [{ subtopologyId: "0", partitions: target }],
  };
}

const shareOffsetsQuestion = {
  question: { groupIds: ["s"] },
  request: join(one, cstr("s"), nullCompact, noTags, noTags),
};

export const describeShareGroupOffsetsCases: readonly ApiCase[] = [
  apiCase(describeShareGroupOffsetsApi, 0, {
    ...shareOffsetsQuestion,
    response: join(
      ...[i32(0), one, cstr("s"), one, cstr("t"), topicId],
      ...[one, i32(3), i64(2n ** 53n + 1n), i32(7), i16(0), nullCompact, noTags, noTags],
      ...[i16(0), nullCompact, noTags, noTags],
    ),
    answer: {
      groups: [
        {
          groupId: "s",
          errorCode: 0,
          topics: [
            {
              topic: "t",
              partitions: [
                {
                  partition: 3,
                  startOffset: 2n ** 53n + 1n,
                  leaderEpoch: 7,
                  lag: -1n,
                  errorCode: 0,
                },
              ],
            },
          ],
        },
      ],
    },
  }),
  apiCase(describeShareGroupOffsetsApi, 1, {
    question: { groupIds: ["s", "gone"] },
    request: join(
      ...[two, cstr("s"), nullCompact, noTags, cstr("gone"), nullCompact, noTags, noTags],
    ),
    response: join(
      ...[i32(0), two, cstr("s"), one, cstr("t"), topicId, two],
      ...[i32(0), i64(-1n), i32(0), i64(-1n), i16(0), nullCompact, noTags],
      ...[i32(1), i64(4n), i32(2), i64(11n), i16(29), cstr("no"), futureTag],
      ...[noTags, i16(0), nullCompact, futureTag],
      ...[cstr("gone"), none, i16(69), cstr("no such group"), noTags, noTags],
    ),
    answer: {
      groups: [
        {
          groupId: "s",
          errorCode: 0,
          topics: [
            {
              topic: "t",
              partitions: [
                { partition: 0, startOffset: -1n, leaderEpoch: 0, lag: -1n, errorCode: 0 },
                { partition: 1, startOffset: 4n, leaderEpoch: 2, lag: 11n, errorCode: 29 },
              ],
            },
          ],
        },
        { groupId: "gone", errorCode: 69, topics: [] },
      ],
    },
  }),
];
