/** An Avro schema, its names resolved: records may contain themselves. */
export type AvroType =
  | AvroPrimitive
  | AvroFixed
  | AvroRecord
  | { readonly kind: "enum"; readonly name: string; readonly symbols: readonly string[] }
  | { readonly kind: "array"; readonly items: AvroType }
  | { readonly kind: "map"; readonly values: AvroType }
  | { readonly kind: "union"; readonly branches: readonly AvroType[] };

export interface AvroPrimitive {
  readonly kind: AvroPrimitiveKind;
  readonly logicalType: string | undefined;
  /** Digits behind the point of a decimal. */
  readonly scale: number;
}

export interface AvroFixed {
  readonly kind: "fixed";
  readonly name: string;
  readonly sizeBytes: number;
  readonly logicalType: string | undefined;
  readonly scale: number;
}

export interface AvroRecord {
  readonly kind: "record";
  readonly name: string;
  readonly fields: readonly AvroField[];
}

export interface AvroField {
  readonly name: string;
  readonly type: AvroType;
}

export type AvroPrimitiveKind = (typeof avroPrimitives)[number];

export const avroPrimitives = [
  "null",
  "boolean",
  "int",
  "long",
  "float",
  "double",
  "bytes",
  "string",
] as const;
