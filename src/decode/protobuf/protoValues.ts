import { ByteCursor } from "../byteCursor";
import { DecodeError } from "../decodeError";
import type { JsonWriter } from "../jsonWriter";
import type { WireType, WireValue } from "./protoWire";

/** How each scalar type stands in the bytes. */
export const wireTypes = {
  double: "fixed64",
  float: "fixed32",
  int32: "varint",
  int64: "varint",
  uint32: "varint",
  uint64: "varint",
  sint32: "varint",
  sint64: "varint",
  fixed32: "fixed32",
  fixed64: "fixed64",
  sfixed32: "fixed32",
  sfixed64: "fixed64",
  bool: "varint",
  string: "bytes",
  bytes: "bytes",
} as const satisfies Readonly<Record<string, WireType>>;

export type ScalarType = keyof typeof wireTypes;

export function isScalar(type: string): type is ScalarType {
  return Object.hasOwn(wireTypes, type);
}

/** Throws `DecodeError` when the value stands in the bytes as no such type does. */
export function writeScalar(type: ScalarType, value: WireValue, writer: JsonWriter): void {
  if (value.wireType !== wireTypes[type]) {
    throw new DecodeError(`A field of type ${type} holds ${value.wireType} data.`);
  }
  const cursor = new ByteCursor(value.bytes);
  switch (type) {
    case "double":
      writer.double(cursor.float64(true));
      return;
    case "float":
      writer.float(cursor.float32(true));
      return;
    case "int32":
      writer.integer(BigInt.asIntN(32, cursor.varint()));
      return;
    case "int64":
      writer.integer(BigInt.asIntN(64, cursor.varint()));
      return;
    case "uint32":
      writer.integer(BigInt.asUintN(32, cursor.varint()));
      return;
    case "uint64":
      writer.integer(cursor.varint());
      return;
    case "sint32":
    case "sint64":
      writer.integer(cursor.zigzag());
      return;
    case "fixed32":
      writer.integer(cursor.uint32(true));
      return;
    case "fixed64":
      writer.integer(cursor.uint64(true));
      return;
    case "sfixed32":
      writer.integer(cursor.int32(true));
      return;
    case "sfixed64":
      writer.integer(cursor.int64(true));
      return;
    case "bool":
      writer.boolean(cursor.varint() !== 0n);
      return;
    case "string":
      writer.utf8(value.bytes);
      return;
    case "bytes":
      writer.base64(value.bytes);
  }
}

/** A value of a field that no schema describes: what can be said of it without guessing. */
export function writeUnknown(value: WireValue, writer: JsonWriter): void {
  const cursor = new ByteCursor(value.bytes);
  switch (value.wireType) {
    case "varint":
      writer.integer(cursor.varint());
      return;
    case "fixed32":
      writer.integer(cursor.uint32(true));
      return;
    case "fixed64":
      writer.integer(cursor.uint64(true));
      return;
    case "bytes":
      writer.base64(value.bytes);
  }
}
