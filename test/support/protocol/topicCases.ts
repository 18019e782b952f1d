import { apiVersionsApi } from "../../../src/kafka/protocol/apiVersions";
import { describeClusterApi } from "../../../src/kafka/protocol/describeCluster";
import { describeConfigsApi } from "../../../src/kafka/protocol/describeConfigs";
import { describeLogDirsApi } from "../../../src/kafka/protocol/describeLogDirs";
import { describeProducersApi } from "../../../src/kafka/protocol/describeProducers";
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

const huge = 9_007_199_254_740_993n;

const describeProducersCases: readonly ApiCase[] = [
  apiCase(describeProducersApi, 0, {
    question: { topics: [{ topic: "t", partitions: [0, 3] }] },
    request: join(hex("02"), cstr("t"), hex("03"), i32(0, 3), noTags, noTags),
    response: join(
      i32(0),
      hex("02"),
      cstr("t"),
      hex("03"),
      i32(0),
      i16(0),
      nullCompact,
      hex("02"),
      i64(huge),
      i32(7, 41),
      i64(1_700_000_000_000n),
      i32(2),
      i64(huge + 1n),
      futureTag,
      noTags,
      i32(3),
      i16(29),
      cstr("no"),
      hex("01"),
      noTags,
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
              producers: [
                {
                  producerId: huge,
                  producerEpoch: 7,
                  lastSequence: 41,
                  lastTimestamp: 1_700_000_000_000n,
                  coordinatorEpoch: 2,
                  currentTransactionStart: huge + 1n,
                },
              ],
            },
            { partition: 3, errorCode: 29, producers: [] },
          ],
        },
      ],
    },
  }),
];

const logDirsQuestion = { topics: [{ topic: "t", partitions: [1] }] };

const replica = { partition: 1, sizeBytes: huge, offsetLag: 5n, isFuture: false };

const classicLogDirs = join(
  i32(1),
  i16(0),
  str("/data"),
  i32(1),
  str("t"),
  i32(1, 1),
  i64(huge),
  i64(5n),
  i8(0),
);

function compactLogDirs(volume: Buffer): Buffer {
  return join(
    hex("02"),
    i16(56),
    cstr("/data"),
    hex("02"),
    cstr("t"),
    hex("02"),
    i32(1),
    i64(huge),
    i64(5n),
    i8(1),
    noTags,
    noTags,
    volume,
    futureTag,
    noTags,
  );
}

const compactLogDirsRequest = join(hex("02"), cstr("t"), hex("02"), i32(1), noTags, noTags);

const offlineDirectory = {
  errorCode: 56,
  path: "/data",
  topics: [{ topic: "t", partitions: [{ ...replica, isFuture: true }] }],
};

const describeLogDirsCases: readonly ApiCase[] = [
  apiCase(describeLogDirsApi, 1, {
    question: logDirsQuestion,
    request: join(i32(1), str("t"), i32(1, 1)),
    response: join(i32(0), classicLogDirs),
    answer: {
      errorCode: 0,
      directories: [
        { errorCode: 0, path: "/data", topics: [{ topic: "t", partitions: [replica] }] },
      ],
    },
  }),
  apiCase(describeLogDirsApi, 2, {
    question: logDirsQuestion,
    request: compactLogDirsRequest,
    response: join(i32(0), compactLogDirs(Buffer.alloc(0))),
    answer: { errorCode: 0, directories: [offlineDirectory] },
  }),
  apiCase(describeLogDirsApi, 3, {
    question: logDirsQuestion,
    request: compactLogDirsRequest,
    response: join(i32(0), i16(31), hex("01"), noTags),
    answer: { errorCode: 31, directories: [] },
  }),
  apiCase(describeLogDirsApi, 4, {
    question: logDirsQuestion,
    request: compactLogDirsRequest,
    response: join(i32(0), i16(0), compactLogDirs(join(i64(100n), i64(50n)))),
    answer: { errorCode: 0, directories: [offlineDirectory] },
  }),
];

const configsQuestion = {
  resources: [
    { type: 2, name: "t" },
    { type: 4, name: "1" },
  ],
};

const compressionType = {
  name: "compression.type",
  value: "producer",
  isReadOnly: false,
  source: 5,
  isSensitive: false,
};

const password = {
  name: "ssl.key.password",
  value: undefined,
  isReadOnly: true,
  source: 4,
  isSensitive: true,
};

const configsAnswer = {
  resources: [
    { errorCode: 0, type: 2, name: "t", configs: [compressionType, password] },
    { errorCode: 31, type: 4, name: "1", configs: [] },
  ],
};

const classicConfigsRequest = join(i32(2), i8(2), str("t"), i32(-1), i8(4), str("1"), i32(-1));

/** @param more what follows each setting's synonyms */
function classicConfigs(more: Buffer): Buffer {
  return join(
    i32(2),
    ...[i16(0), nullStr, i8(2), str("t"), i32(2)],
    ...[str("compression.type"), str("producer"), i8(0), i8(5), i8(0)],
    ...[i32(1), str("compression.type"), nullStr, i8(5), more],
    ...[str("ssl.key.password"), nullStr, i8(1), i8(4), i8(1), i32(0), more],
    ...[i16(31), str("no"), i8(4), str("1"), i32(0)],
  );
}

const describeConfigsCases: readonly ApiCase[] = [
  apiCase(describeConfigsApi, 1, {
    question: configsQuestion,
    request: join(classicConfigsRequest, i8(0)),
    response: join(i32(0), classicConfigs(Buffer.alloc(0))),
    answer: configsAnswer,
  }),
  apiCase(describeConfigsApi, 3, {
    question: configsQuestion,
    request: join(classicConfigsRequest, i8(0), i8(0)),
    response: join(i32(0), classicConfigs(join(i8(2), nullStr))),
    answer: configsAnswer,
  }),
  apiCase(describeConfigsApi, 4, {
    question: configsQuestion,
    request: join(
      ...[hex("03"), i8(2), cstr("t"), nullCompact, noTags],
      ...[i8(4), cstr("1"), nullCompact, noTags, i8(0), i8(0), noTags],
    ),
    response: join(
      ...[i32(0), hex("03"), i16(0), nullCompact, i8(2), cstr("t"), hex("03")],
      ...[cstr("compression.type"), cstr("producer"), i8(0), i8(5), i8(0)],
      ...[hex("02"), cstr("compression.type"), nullCompact, i8(5), noTags],
      ...[i8(2), cstr("about it"), futureTag],
      ...[cstr("ssl.key.password"), nullCompact, i8(1), i8(4), i8(1), hex("01")],
      ...[i8(9), nullCompact, noTags, noTags],
      ...[i16(31), cstr("no"), i8(4), cstr("1"), hex("01"), noTags, noTags],
    ),
    answer: configsAnswer,
  }),
];

const describeClusterHead = [i32(0), i16(0), nullCompact];

function clusterBrokers(...last: readonly Buffer[]): readonly Buffer[] {
  return [
    ...[cstr("cluster"), i32(2), hex("02")],
    ...[i32(2), cstr("two"), i32(9092), cstr("rack"), ...last, noTags],
    ...[i32(-2_147_483_648), futureTag],
  ];
}

const clusterBroker = { nodeId: 2, host: "two", port: 9092, rack: "rack", isFenced: false };

const describedCluster = {
  errorCode: 0,
  clusterId: "cluster",
  controllerId: 2,
  brokers: [clusterBroker],
};

const describeClusterCases: readonly ApiCase[] = [
  apiCase(describeClusterApi, 0, {
    question: {},
    request: join(i8(0), noTags),
    response: join(...describeClusterHead, ...clusterBrokers()),
    answer: describedCluster,
  }),
  apiCase(describeClusterApi, 1, {
    question: {},
    request: join(i8(0), i8(1), noTags),
    response: join(...describeClusterHead, i8(1), ...clusterBrokers()),
    answer: describedCluster,
  }),
  apiCase(describeClusterApi, 2, {
    question: {},
    request: join(i8(0), i8(1), i8(1), noTags),
    response: join(...describeClusterHead, i8(1), ...clusterBrokers(i8(1))),
    answer: { ...describedCluster, brokers: [{ ...clusterBroker, isFenced: true }] },
  }),
];

const apiVersionsCases: readonly ApiCase[] = [
  apiCase(apiVersionsApi, 0, {
    question: undefined,
    request: join(),
    response: join(i16(0), i32(2), i16(3), i16(0), i16(13), i16(18), i16(0), i16(4)),
    answer: {
      errorCode: 0,
      apis: [
        { apiKey: 3, minVersion: 0, maxVersion: 13 },
        { apiKey: 18, minVersion: 0, maxVersion: 4 },
      ],
    },
  }),
];

export const topicCases: readonly ApiCase[] = [
  ...apiVersionsCases,
  ...describeClusterCases,
  ...describeProducersCases,
  ...describeLogDirsCases,
  ...describeConfigsCases,
];
