import type { SchemaText } from "./schemaText";

/** A number that a registry gave, or the GUID that newer registries give beside it. */
export type SchemaId = number | string;

export interface RegisteredSchema extends SchemaText {
  readonly type: "avro" | "protobuf" | "json";
}

/** Where schemas are looked up. Every failure is a `KafkaError`. */
export interface SchemaSource {
  byId(id: SchemaId, signal?: AbortSignal): Promise<RegisteredSchema>;
}
