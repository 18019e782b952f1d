import fc from "fast-check";
import { i16, i32, i64, i8, join, nullStr, str } from "../../support/bytes";
import { apiCases } from "../../support/protocol/apiCases";
import { createTopicsApi } from "../../../src/kafka/protocol/createTopics";
import { deleteTopicsApi } from "../../../src/kafka/protocol/deleteTopics";
import { produceApi } from "../../../src/kafka/protocol/produce";
import { Reader } from "../../../src/kafka/protocol/reader";
import { saslAuthenticateApi, saslHandshakeApi } from "../../../src/kafka/protocol/sasl";
import { damaged } from "../arbitraries/damage";
import { failsOnlyOf } from "../failsOnlyAs";
import { fuzzProperty, type FuzzProperty } from "../fuzzProperty";

interface Decoder {
  readonly title: string;
  readonly sample: Buffer;
  decode(bytes: Buffer): unknown;
}

/** Answers in the encoding of their first versions: writing and logging in have no samples byte for byte. */
const otherDecoders: readonly Decoder[] = [
  {
    title: "Produce",
    sample: join(i32(1), str("t"), i32(1, 0), i16(0), i64(5n), i64(-1n), i32(0)),
    decode: (bytes) => produceApi.decode(new Reader(bytes, false), 3, { topics: [] }),
  },
  {
    title: "Produce, flexible",
    sample: Buffer.from(
      "02027402000000000000000000000000000000ff00000000000000ff000000000000000101000000",
      "hex",
    ),
    decode: (bytes) => produceApi.decode(new Reader(bytes, true), 9, { topics: [] }),
  },
  {
    title: "CreateTopics",
    sample: join(i32(0, 1), str("t"), i16(0), nullStr),
    decode: (bytes) => createTopicsApi.decode(new Reader(bytes, false), 2, { topics: [] }),
  },
  {
    title: "CreateTopics, flexible",
    sample: join(
      i32(0),
      i8(2),
      Buffer.from("0274", "hex"),
      Buffer.alloc(16),
      i16(0),
      i8(0),
      i32(1),
      i16(1),
      i8(1),
      i8(0),
      i8(0),
    ),
    decode: (bytes) => createTopicsApi.decode(new Reader(bytes, true), 7, { topics: [] }),
  },
  {
    title: "DeleteTopics",
    sample: join(i32(0, 1), str("t"), i16(0)),
    decode: (bytes) => deleteTopicsApi.decode(new Reader(bytes, false), 1, { topics: [] }),
  },
  {
    title: "DeleteTopics, flexible",
    sample: join(
      i32(0),
      i8(2),
      Buffer.from("0274", "hex"),
      Buffer.alloc(16),
      i16(0),
      i8(0),
      i8(0),
      i8(0),
    ),
    decode: (bytes) => deleteTopicsApi.decode(new Reader(bytes, true), 6, { topics: [] }),
  },
  {
    title: "SaslHandshake",
    sample: join(i16(0), i32(2), str("PLAIN"), str("OAUTHBEARER")),
    decode: (bytes) => saslHandshakeApi.decode(new Reader(bytes, false), 1, { mechanism: "PLAIN" }),
  },
  {
    title: "SaslAuthenticate",
    sample: join(i16(0), nullStr, i32(3), Buffer.from("v=1"), i64(3_600_000n)),
    decode: (bytes) =>
      saslAuthenticateApi.decode(new Reader(bytes, false), 1, { authBytes: Buffer.alloc(0) }),
  },
];

const decoders: readonly Decoder[] = [
  ...apiCases.map((one) => ({
    title: one.title,
    sample: one.response,
    decode: (bytes: Buffer) => one.decode(bytes),
  })),
  ...otherDecoders,
];

/** Names of the requests whose answers are tried, as their APIs have them. */
export const triedAnswers: ReadonlySet<string> = new Set(
  decoders.map(({ title }) => title.replace(/( v\d.*|,.*)$/, "")),
);

const answers = decoders.map(({ sample }) => damaged([sample]));

/** By the number of the decoder. */
const anyAnswer = fc
  .nat(decoders.length - 1)
  .chain((index) => fc.tuple(fc.constant(index), answers[index] ?? fc.constant(Buffer.alloc(0))));

/** An answer of another request, or of another version: brokers and proxies have sent such. */
const wrongAnswer = fc.tuple(
  fc.nat(decoders.length - 1),
  damaged(decoders.map(({ sample }) => sample)),
);

export const answerProperties: readonly FuzzProperty[] = [
  fuzzProperty({
    title: "answers are decoded, or corrupt",
    share: 8,
    maxMebibytes: 4,
    input: fc.oneof({ weight: 4, arbitrary: anyAnswer }, { weight: 1, arbitrary: wrongAnswer }),
    check: ([index, bytes]) => {
      failsOnlyOf(["corruptData"], () => decoders[index]?.decode(bytes));
    },
  }),
];
