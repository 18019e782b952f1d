import { ByteCursor } from "../byteCursor";
import { DecodeError } from "../decodeError";
import { writeJson, type DecodeOptions, type DecodedText } from "../format";
import type { JsonWriter } from "../jsonWriter";
import { groupRecords, transactionRecords, type RecordSchema } from "./coordinatorRecords";
import { RecordReader } from "./recordReader";

/** Topics that brokers keep for themselves, by the format their messages are in. */
export type InternalTopicFormat = "consumerOffsets" | "transactionState";

export function internalTopicFormat(topic: string): InternalTopicFormat | undefined {
  if (topic === "__consumer_offsets") return "consumerOffsets";
  return topic === "__transaction_state" ? "transactionState" : undefined;
}

const schemas = { consumerOffsets: groupRecords, transactionState: transactionRecords };

/** The key tells what the record is about; its first two bytes, what kind of record it is. Throws `DecodeError`. */
export function decodeInternalKey(
  format: InternalTopicFormat,
  key: Uint8Array,
  options: DecodeOptions,
): DecodedText {
  const { cursor, schema } = open(format, key);
  return writeRecord(options, schema.name, (writer) => {
    new RecordReader(cursor, writer, 0, false).struct(schema.key);
  });
}

/** What the value holds, only its key tells. Throws `DecodeError`. */
export function decodeInternalValue(
  format: InternalTopicFormat,
  key: Uint8Array | undefined,
  value: Uint8Array,
  options: DecodeOptions,
): DecodedText {
  if (key === undefined) throw new DecodeError("A record without a key does not tell what it is.");
  const { schema } = open(format, key);
  const cursor = new ByteCursor(value);
  const version = cursor.int16();
  if (version < 0 || version > schema.maxVersion) {
    throw new DecodeError(
      `This ${schema.name} record has version ${version}; known are 0 to ${schema.maxVersion}.`,
    );
  }
  return writeRecord(options, schema.name, (writer) => {
    const isFlexible = version >= schema.firstFlexible;
    new RecordReader(cursor, writer, version, isFlexible).struct(schema.value);
  });
}

function open(
  format: InternalTopicFormat,
  key: Uint8Array,
): { readonly cursor: ByteCursor; readonly schema: RecordSchema } {
  const cursor = new ByteCursor(key);
  const type = cursor.int16();
  const schema = schemas[format].get(type);
  if (schema === undefined) throw new DecodeError(`Records of type ${type} are not known.`);
  return { cursor, schema };
}

/** The record's name is that of its only member. */
function writeRecord(
  options: DecodeOptions,
  name: string,
  write: (writer: JsonWriter) => void,
): DecodedText {
  return writeJson(options, (writer) => {
    writer.object(() => {
      writer.key(name);
      write(writer);
    });
  });
}
