import { describeGroupsApi } from "../../../src/kafka/protocol/describeGroups";
import { findCoordinatorApi } from "../../../src/kafka/protocol/findCoordinator";
import { listGroupsApi } from "../../../src/kafka/protocol/listGroups";
import type { Operation } from "../../../src/kafka/protocol/operations";
import {
  cstr,
  futureTag,
  hex,
  i16,
  i32,
  i8,
  join,
  noTags,
  nullCompact,
  nullStr,
  str,
} from "../bytes";
import { apiCase, type ApiCase } from "./apiCase";

export const findCoordinatorCases: readonly ApiCase[] = [
  apiCase(findCoordinatorApi, 1, {
    question: { keys: ["g"] },
    request: join(str("g"), i8(0)),
    response: join(i32(0), i16(0), nullStr, i32(2), str("h"), i32(9092)),
    answer: {
      coordinators: [
        { key: "g", errorCode: 0, errorMessage: undefined, nodeId: 2, host: "h", port: 9092 },
      ],
    },
  }),
  apiCase(findCoordinatorApi, 3, {
    question: { keys: ["g"] },
    request: join(cstr("g"), i8(0), noTags),
    response: join(i32(0), i16(15), cstr("none"), i32(-1), cstr(""), i32(-1), noTags),
    answer: {
      coordinators: [
        { key: "g", errorCode: 15, errorMessage: "none", nodeId: -1, host: "", port: -1 },
      ],
    },
  }),
  apiCase(findCoordinatorApi, 5, {
    question: { keys: ["g1", "g2"] },
    request: join(i8(0), hex("03"), cstr("g1"), cstr("g2"), noTags),
    response: join(
      i32(0),
      hex("03"),
      cstr("g1"),
      i32(1),
      cstr("h"),
      i32(1),
      i16(0),
      nullCompact,
      noTags,
      cstr("g2"),
      i32(-1),
      cstr(""),
      i32(-1),
      i16(30),
      cstr("no"),
      futureTag,
      noTags,
    ),
    answer: {
      coordinators: [
        { key: "g1", errorCode: 0, errorMessage: undefined, nodeId: 1, host: "h", port: 1 },
        { key: "g2", errorCode: 30, errorMessage: "no", nodeId: -1, host: "", port: -1 },
      ],
    },
  }),
];

export const listGroupsCases: readonly ApiCase[] = [
  apiCase(listGroupsApi, 0, {
    question: undefined,
    request: join(),
    response: join(i16(0), i32(1), str("g"), str("consumer")),
    answer: {
      errorCode: 0,
      groups: [{ groupId: "g", protocolType: "consumer", state: undefined, type: undefined }],
    },
  }),
  apiCase(listGroupsApi, 3, {
    question: undefined,
    request: noTags,
    response: join(i32(0), i16(14), hex("01"), noTags),
    answer: { errorCode: 14, groups: [] },
  }),
  apiCase(listGroupsApi, 5, {
    question: undefined,
    request: join(hex("01 01"), noTags),
    response: join(
      i32(0),
      i16(0),
      hex("02"),
      cstr("g"),
      cstr("consumer"),
      cstr("Stable"),
      cstr("share"),
      futureTag,
      futureTag,
    ),
    answer: {
      errorCode: 0,
      groups: [{ groupId: "g", protocolType: "consumer", state: "Stable", type: "share" }],
    },
  }),
];

export const describeGroupsCases: readonly ApiCase[] = [
  apiCase(describeGroupsApi, 0, {
    question: { groupIds: ["g"] },
    request: join(i32(1), str("g")),
    response: join(
      i32(1),
      i16(0),
      str("g"),
      str("Stable"),
      str("consumer"),
      str("range"),
      i32(1),
      str("m"),
      str("client"),
      str("/127.0.0.1"),
      i32(1),
      hex("aa"),
      i32(2),
      hex("bbcc"),
    ),
    answer: {
      groups: [
        {
          errorCode: 0,
          groupId: "g",
          state: "Stable",
          protocolType: "consumer",
          protocol: "range",
          members: [
            {
              memberId: "m",
              instanceId: undefined,
              clientId: "client",
              clientHost: "/127.0.0.1",
              metadata: hex("aa"),
              assignment: hex("bbcc"),
            },
          ],
        },
      ],
    },
  }),
  apiCase(describeGroupsApi, 3, {
    question: { groupIds: ["g"], includesOperations: true },
    request: join(i32(1), str("g"), i8(1)),
    response: join(
      i32(0, 1),
      i16(0),
      str("g"),
      str("Empty"),
      str(""),
      str(""),
      i32(0, (1 << 3) | (1 << 6)),
    ),
    answer: {
      groups: [
        {
          errorCode: 0,
          groupId: "g",
          state: "Empty",
          protocolType: "",
          protocol: "",
          members: [],
          operations: new Set<Operation>(["READ", "DELETE"]),
        },
      ],
    },
  }),
  apiCase(describeGroupsApi, 3, {
    question: { groupIds: ["g"] },
    request: join(i32(1), str("g"), i8(0)),
    response: join(i32(0, 1), i16(0), str("g"), str("Dead"), str(""), str(""), i32(0, -2147483648)),
    answer: {
      groups: [
        { errorCode: 0, groupId: "g", state: "Dead", protocolType: "", protocol: "", members: [] },
      ],
    },
  }),
  apiCase(describeGroupsApi, 5, {
    question: { groupIds: ["g", "h"] },
    request: join(hex("03"), cstr("g"), cstr("h"), i8(0), noTags),
    response: join(
      i32(0),
      hex("02"),
      i16(0),
      cstr("g"),
      cstr("Stable"),
      cstr("consumer"),
      cstr("range"),
      hex("02"),
      cstr("m"),
      cstr("static-1"),
      cstr("c"),
      cstr("/h"),
      hex("01"),
      hex("03 bbcc"),
      futureTag,
      i32(0),
      noTags,
      noTags,
    ),
    answer: {
      groups: [
        {
          errorCode: 0,
          groupId: "g",
          state: "Stable",
          protocolType: "consumer",
          protocol: "range",
          members: [
            {
              memberId: "m",
              instanceId: "static-1",
              clientId: "c",
              clientHost: "/h",
              metadata: Buffer.alloc(0),
              assignment: hex("bbcc"),
            },
          ],
        },
      ],
    },
  }),
];
