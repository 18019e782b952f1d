import fc from "fast-check";
import { DecodeError } from "../../../src/decode/decodeError";
import {
  compileAvro,
  compileProtobuf,
  compileSchema,
} from "../../../src/decode/schemas/compiledSchema";
import { KafkaError } from "../../../src/kafka/errors";
import {
  parseRegistered,
  parseSubjects,
  parseVersions,
} from "../../../src/registry/registryAnswers";
import { noise } from "../arbitraries/damage";
import { changedJson } from "../arbitraries/json";
import { changedText, textOf, textMebibytes } from "../arbitraries/text";
import { failsOnlyAs } from "../failsOnlyAs";
import { fuzzProperty, type FuzzProperty } from "../fuzzProperty";
import { avroSchemas, avroWords, protoFile, protoWords, registryAnswers } from "../samples/schemas";

const limits = { maxCharacters: 20_000 };

const avroText = fc.oneof(
  changedJson(avroSchemas).map((json) => (JSON.stringify(json) as string | undefined) ?? ""),
  changedText(
    avroSchemas.map((schema) => JSON.stringify(schema)),
    avroWords,
  ),
);
const protoText = fc.oneof(
  { weight: 1, arbitrary: textOf(protoWords, 30) },
  { weight: 3, arbitrary: changedText([protoFile], protoWords) },
);

export const schemaProperties: readonly FuzzProperty[] = [
  fuzzProperty({
    title: "Avro schemas are compiled and data is read by them, or refused",
    maxMebibytes: textMebibytes,
    share: 4,
    input: fc.tuple(avroText, noise(100)),
    check: ([text, data]) => {
      failsOnlyAs(DecodeError, () => compileAvro({ text, references: [] })(data, limits));
    },
  }),
  fuzzProperty({
    title: "Protobuf schemas are compiled and data is read by them, or refused",
    maxMebibytes: textMebibytes,
    share: 4,
    input: fc.tuple(protoText, noise(100)),
    check: ([text, data]) => {
      const schema = { text, references: [] };
      failsOnlyAs(DecodeError, () => compileProtobuf(schema)(data, limits));
      failsOnlyAs(DecodeError, () => compileSchema({ ...schema, type: "protobuf" })(data, limits));
    },
  }),
  fuzzProperty({
    title: "answers of a schema registry are read, or refused",
    maxMebibytes: textMebibytes,
    share: 2,
    input: fc.oneof(fc.anything(), changedJson(registryAnswers)),
    check: (answer) => {
      for (const parse of [parseRegistered, parseSubjects, parseVersions]) {
        failsOnlyAs(KafkaError, () => parse(answer));
      }
    },
  }),
];
