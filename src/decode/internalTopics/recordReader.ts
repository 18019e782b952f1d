import { ByteCursor } from "../byteCursor";
import { DecodeError } from "../decodeError";
import type { JsonWriter } from "../jsonWriter";
import type { PrimitiveType, RecordField } from "./recordFields";

/** Reads structures in Kafka's own encoding and writes them as JSON. Throws `DecodeError`. */
export class RecordReader {
  constructor(
    private readonly cursor: ByteCursor,
    private readonly writer: JsonWriter,
    private readonly version: number,
    private readonly isFlexible: boolean,
  ) {}

  struct(fields: readonly RecordField[]): void {
    this.writer.object(() => {
      for (const field of fields) {
        if (field.tag === undefined && this.exists(field)) this.named(field);
      }
      if (this.isFlexible) this.taggedFields(fields);
    });
  }

  private exists({ firstVersion, lastVersion }: RecordField): boolean {
    return this.version >= firstVersion && this.version <= lastVersion;
  }

  /** Those that are not known are stepped over, as every reader of Kafka's does. */
  private taggedFields(fields: readonly RecordField[]): void {
    for (let left = this.cursor.varint(); left > 0n; left--) {
      const tag = Number(this.cursor.varint());
      const bytes = this.cursor.slice(this.cursor.varint());
      const field = fields.find((each) => each.tag === tag);
      if (field === undefined) continue;
      const inner = new ByteCursor(bytes);
      new RecordReader(inner, this.writer, this.version, this.isFlexible).named(field);
    }
  }

  private named(field: RecordField): void {
    this.writer.key(field.name);
    if (field.isArray) this.array(field);
    else this.single(field);
  }

  private array(field: RecordField): void {
    const count = this.length("int32");
    if (count < 0) {
      this.writer.null();
      return;
    }
    this.writer.array(() => {
      for (let index = 0; index < count; index++) this.single({ ...field, isNullable: false });
    });
  }

  private single({ type, isNullable, tag }: RecordField): void {
    if (typeof type === "string") this.primitive(type);
    else if (isNullable && this.isNull(tag !== undefined)) this.writer.null();
    else this.struct(type);
  }

  /** A mark before a structure: below zero is null in a field, zero in a tagged one. */
  private isNull(isTagged: boolean): boolean {
    return isTagged ? this.cursor.varint() === 0n : this.cursor.int8() < 0;
  }

  private primitive(type: PrimitiveType): void {
    const { cursor, writer } = this;
    switch (type) {
      case "int8":
        writer.integer(cursor.int8());
        return;
      case "int16":
        writer.integer(cursor.int16());
        return;
      case "uint16":
        writer.integer(cursor.uint16());
        return;
      case "int32":
        writer.integer(cursor.int32());
        return;
      case "int64":
        writer.integer(cursor.int64());
        return;
      case "uuid":
        writer.string(Buffer.from(cursor.slice(16)).toString("base64url"));
        return;
      case "string":
      case "bytes": {
        const length = this.length(type === "string" ? "int16" : "int32");
        if (length < 0) writer.null();
        else if (type === "string") writer.utf8(cursor.slice(length));
        else writer.base64(cursor.slice(length));
      }
    }
  }

  /** −1 is null. */
  private length(classic: "int16" | "int32"): number {
    const length = this.isFlexible ? Number(this.cursor.varint()) - 1 : this.cursor[classic]();
    if (length > this.cursor.remaining) {
      throw new DecodeError(
        `The record ends too early: ${length} are announced, and ${this.cursor.remaining} bytes are left.`,
      );
    }
    return length;
  }
}
