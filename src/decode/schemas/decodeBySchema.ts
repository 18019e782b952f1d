import { KafkaError } from "../../kafka/errors";
import { asHex, reasonOf, type Decoded, type DecodeOptions } from "../format";
import {
  compileAvro,
  compileProtobuf,
  type CompiledSchema,
  type SchemaDecodedText,
} from "./compiledSchema";
import { readSchemaFrame, type SchemaFrame } from "./schemaFrame";
import type { SchemaStore } from "./schemaStore";
import type { SchemaText } from "./schemaText";

/** A schema that a person gave, instead of a registry's. */
export type LocalSchema =
  | { readonly format: "avro"; readonly schema: SchemaText }
  | {
      readonly format: "protobuf";
      readonly schema: SchemaText;
      /** Full name; the first message of the file when not given. */
      readonly message?: string;
    };

/** Rejects only when the signal is aborted: a schema that cannot be had is a reason for hex. */
export async function decodeByRegistry(
  schemas: SchemaStore | undefined,
  frame: SchemaFrame | undefined,
  bytes: Uint8Array,
  options: DecodeOptions,
  signal?: AbortSignal,
): Promise<Decoded> {
  if (frame === undefined) {
    return asHex(bytes, options, "It names no schema: a zero byte and the id would come first.");
  }
  if (schemas === undefined) {
    return asHex(bytes, options, `It names schema ${frame.id}, and no schema registry is set.`);
  }
  try {
    const compiled = await schemas.compiled(frame.id, signal);
    const { schema, ...decoded } = compiled(frame.body, options);
    const named = `${schema} (id ${frame.id})`;
    return { ...decoded, schema: named, format: "schemaRegistry", sizeBytes: bytes.length };
  } catch (error) {
    signal?.throwIfAborted();
    const why = error instanceof KafkaError ? error.message : reasonOf(error);
    return asHex(bytes, options, `Schema ${frame.id}: ${why}`);
  }
}

/** Throws `DecodeError` when it is none. */
export function compileLocal(local: LocalSchema): CompiledSchema {
  return local.format === "avro"
    ? compileAvro(local.schema)
    : compileProtobuf(local.schema, local.message);
}

/** The bytes as they are, or without the five by which they name a schema of a registry. */
export function decodeByLocalSchema(
  format: LocalSchema["format"],
  compile: () => CompiledSchema,
  bytes: Uint8Array,
  options: DecodeOptions,
): Decoded {
  const { length: sizeBytes } = bytes;
  try {
    const compiled = compile();
    return {
      ...decodeEither(compiled, bytes, withoutFrame(format, bytes), options),
      format,
      sizeBytes,
    };
  } catch (error) {
    return asHex(bytes, options, reasonOf(error));
  }
}

/** Throws what the bytes as they are were refused with, when both are. */
function decodeEither(
  compiled: CompiledSchema,
  bytes: Uint8Array,
  unframed: Uint8Array | undefined,
  options: DecodeOptions,
): SchemaDecodedText {
  try {
    return compiled(bytes, options);
  } catch (error) {
    if (unframed === undefined) throw error;
    try {
      return compiled(unframed, options);
    } catch {
      throw error;
    }
  }
}

/** For Protobuf without the indexes, too, where they are the one zero byte that stands for the first message. */
function withoutFrame(format: LocalSchema["format"], bytes: Uint8Array): Uint8Array | undefined {
  const body = readSchemaFrame(bytes)?.body;
  if (body === undefined || format === "avro") return body;
  return body[0] === 0 ? body.subarray(1) : undefined;
}
