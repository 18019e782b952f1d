import { ByteCursor } from "../byteCursor";
import { DecodeError } from "../decodeError";
import { writeJson, type FormatDecoder } from "../format";
import type { JsonWriter } from "../jsonWriter";
import type { AvroField, AvroType } from "./avroType";
import { writeFixed, writePrimitive } from "./avroValues";

/**
 * Reads one datum by the schema it was written with. The schema is interpreted: no code is generated from it.
 *
 * A union's value stands by itself where only null is the other choice, and as `{"branch": value}` elsewhere, as
 * in Avro's own JSON.
 */
export function avroDecoder(type: AvroType): FormatDecoder {
  return (bytes, options) =>
    writeJson(options, (writer) => {
      const cursor = new ByteCursor(bytes);
      new AvroReader(cursor, writer).value(type);
      if (cursor.remaining > 0) {
        throw new DecodeError(`${cursor.remaining} bytes follow the end of the Avro data.`);
      }
    });
}

class AvroReader {
  constructor(
    private readonly cursor: ByteCursor,
    private readonly writer: JsonWriter,
  ) {}

  value(type: AvroType): void {
    const { cursor, writer } = this;
    switch (type.kind) {
      case "record":
        writer.object(() => {
          this.fields(type.fields);
        });
        return;
      case "enum":
        writer.string(chosen(type.symbols, cursor.zigzag(), `symbol of ${type.name}`));
        return;
      case "array":
        writer.array(() => {
          this.blocks(() => {
            this.value(type.items);
          });
        });
        return;
      case "map":
        writer.object(() => {
          this.blocks(() => {
            writer.key(Buffer.from(cursor.slice(cursor.zigzag())).toString());
            this.value(type.values);
          });
        });
        return;
      case "union":
        this.union(type.branches);
        return;
      case "fixed":
        writeFixed(type, cursor.slice(type.sizeBytes), writer);
        return;
      case "null":
      case "boolean":
      case "int":
      case "long":
      case "float":
      case "double":
      case "bytes":
      case "string":
        writePrimitive(type, cursor, writer);
    }
  }

  private fields(fields: readonly AvroField[]): void {
    for (const { name, type } of fields) {
      this.writer.key(name);
      this.value(type);
    }
  }

  private union(branches: readonly AvroType[]): void {
    const branch = chosen(branches, this.cursor.zigzag(), "branch of a union");
    const others = branches.filter(({ kind }) => kind !== "null").length;
    if (others <= 1 || branch.kind === "null") {
      this.value(branch);
      return;
    }
    this.writer.object(() => {
      this.writer.key("name" in branch ? branch.name : branch.kind);
      this.value(branch);
    });
  }

  /** Blocks of items until an empty one; a negative count is followed by the block's size. */
  private blocks(readItem: () => void): void {
    for (;;) {
      let count = this.cursor.zigzag();
      if (count === 0n) return;
      if (count < 0n) {
        count = -count;
        this.cursor.zigzag();
      }
      for (; count > 0n; count--) readItem();
    }
  }
}

function chosen<T>(choices: readonly T[], index: bigint, what: string): T {
  const choice = index < 0n ? undefined : choices[Number(index)];
  if (choice === undefined) {
    throw new DecodeError(`The data names ${what} ${index}, of which there are ${choices.length}.`);
  }
  return choice;
}
