import * as v from "valibot";
import { KafkaError } from "../kafka/errors";
import type { RegisteredSchema } from "../decode/schemas/schemaSource";

/** Another schema by its place in the registry. */
export interface SchemaReference {
  /** As the schema that refers to it calls it. */
  readonly name: string;
  readonly subject: string;
  readonly version: number;
}

export interface SchemaAnswer {
  readonly type: RegisteredSchema["type"];
  readonly text: string;
  readonly references: readonly SchemaReference[];
}

const version = v.pipe(v.number(), v.integer());

const reference = v.object({ name: v.string(), subject: v.string(), version });

const registered = v.object({
  schema: v.string(),
  /** Avro when it is missing. */
  schemaType: v.nullish(v.string()),
  references: v.nullish(v.array(reference)),
});

/** Throws `KafkaError` for what is no schema, or one of a kind that is not known. */
export function parseRegistered(answer: unknown): SchemaAnswer {
  const { schema, schemaType, references } = parse(registered, answer);
  return { type: typeOf(schemaType ?? "AVRO"), text: schema, references: references ?? [] };
}

export function parseSubjects(answer: unknown): readonly string[] {
  return parse(v.array(v.string()), answer).sort();
}

export function parseVersions(answer: unknown): readonly number[] {
  return parse(v.array(version), answer).sort((one, other) => one - other);
}

function typeOf(name: string): RegisteredSchema["type"] {
  switch (name.toUpperCase()) {
    case "AVRO":
      return "avro";
    case "PROTOBUF":
      return "protobuf";
    case "JSON":
      return "json";
    default:
      throw new KafkaError("The schema is of a kind that cannot be read here.", {
        kind: "unsupported",
      });
  }
}

function parse<T>(schema: v.GenericSchema<unknown, T>, answer: unknown): T {
  const result = v.safeParse(schema, answer);
  if (result.success) return result.output;
  throw new KafkaError("The schema registry's answer is not what its API promises.", {
    kind: "corruptData",
  });
}
