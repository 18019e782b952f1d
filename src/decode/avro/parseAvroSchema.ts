import { DecodeError } from "../decodeError";
import type { SchemaText } from "../schemas/schemaText";
import {
  avroPrimitives,
  type AvroField,
  type AvroPrimitiveKind,
  type AvroRecord,
  type AvroType,
} from "./avroType";

/** Longer ones are not read: a schema comes from elsewhere, too. */
const maxSchemaCharacters = 4 * 1024 * 1024;
const maxDepth = 200;

/**
 * Reads a schema and those it refers to, without generating code. Throws `DecodeError` when they are none, in
 * words for whoever wrote the schema.
 */
export function parseAvroSchema({ text, references }: SchemaText): AvroType {
  const parser = new SchemaParser();
  for (const reference of references) parser.parse(reference.text);
  return parser.parse(text);
}

type JsonObject = Readonly<Record<string, unknown>>;

class SchemaParser {
  private readonly named = new Map<string, AvroType>();

  parse(text: string): AvroType {
    if (text.length > maxSchemaCharacters) throw new DecodeError("The Avro schema is too long.");
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      throw new DecodeError("The Avro schema is not JSON.");
    }
    return this.type(json, "", 0);
  }

  private type(json: unknown, namespace: string, depth: number): AvroType {
    if (depth > maxDepth) throw new DecodeError("The Avro schema is nested too deep.");
    if (typeof json === "string") return this.byName(json, namespace);
    if (Array.isArray(json)) {
      return {
        kind: "union",
        branches: json.map((branch) => this.type(branch, namespace, depth + 1)),
      };
    }
    if (typeof json !== "object" || json === null) {
      throw new DecodeError("The Avro schema has a type that is none.");
    }
    return this.complex(json as JsonObject, namespace, depth);
  }

  private complex(json: JsonObject, namespace: string, depth: number): AvroType {
    const kind = json["type"];
    switch (kind) {
      case "array":
        return { kind, items: this.type(json["items"], namespace, depth + 1) };
      case "map":
        return { kind, values: this.type(json["values"], namespace, depth + 1) };
      case "record":
      case "error":
        return this.record(json, namespace, depth);
      case "enum": {
        const name = fullName(json, namespace);
        const symbols = list(json["symbols"]).map(String);
        return this.define(name, { kind, name, symbols });
      }
      case "fixed": {
        const name = fullName(json, namespace);
        const sizeBytes = json["size"];
        if (typeof sizeBytes !== "number" || !Number.isSafeInteger(sizeBytes) || sizeBytes < 0) {
          throw new DecodeError(`The Avro schema gives ${name} no size.`);
        }
        return this.define(name, { kind, name, sizeBytes, ...logical(json) });
      }
      default:
        if (isPrimitive(kind)) return { kind, ...logical(json) };
        // a type may be wrapped once more: {"type": {"type": "string"}}
        return this.type(kind, namespace, depth + 1);
    }
  }

  private record(json: JsonObject, outer: string, depth: number): AvroRecord {
    const name = fullName(json, outer);
    const namespace = name.slice(0, Math.max(0, name.lastIndexOf(".")));
    const fields: AvroField[] = [];
    const record: AvroRecord = { kind: "record", name, fields };
    // known before its fields, which may be of its own type
    this.define(name, record);
    for (const field of list(json["fields"])) {
      const { name: fieldName, type } = (field ?? {}) as { name?: unknown; type?: unknown };
      if (typeof fieldName !== "string") {
        throw new DecodeError(`The Avro schema has a field without a name in ${name}.`);
      }
      fields.push({ name: fieldName, type: this.type(type, namespace, depth + 1) });
    }
    return record;
  }

  private define<T extends AvroType>(name: string, type: T): T {
    this.named.set(name, type);
    return type;
  }

  private byName(name: string, namespace: string): AvroType {
    if (isPrimitive(name)) return { kind: name, ...logical({}) };
    const found =
      (name.includes(".") || namespace === ""
        ? undefined
        : this.named.get(`${namespace}.${name}`)) ?? this.named.get(name);
    if (found === undefined) throw new DecodeError(`The Avro schema does not say what ${name} is.`);
    return found;
  }
}

function isPrimitive(name: unknown): name is AvroPrimitiveKind {
  return avroPrimitives.some((primitive) => primitive === name);
}

function fullName(json: JsonObject, outer: string): string {
  const { name, namespace } = json;
  if (typeof name !== "string" || name === "") {
    throw new DecodeError("The Avro schema has a type without a name.");
  }
  if (name.includes(".")) return name;
  const space = typeof namespace === "string" ? namespace : outer;
  return space === "" ? name : `${space}.${name}`;
}

function list(json: unknown): readonly unknown[] {
  if (!Array.isArray(json)) throw new DecodeError("The Avro schema lacks a list it must have.");
  return json;
}

function logical(json: JsonObject): { logicalType: string | undefined; scale: number } {
  const { logicalType, scale } = json;
  return {
    logicalType: typeof logicalType === "string" ? logicalType : undefined,
    scale: typeof scale === "number" && Number.isSafeInteger(scale) && scale >= 0 ? scale : 0,
  };
}
