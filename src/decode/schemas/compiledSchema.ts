import { avroDecoder } from "../avro/avroFormat";
import { parseAvroSchema } from "../avro/parseAvroSchema";
import { ByteCursor } from "../byteCursor";
import { DecodeError } from "../decodeError";
import type { DecodeOptions, DecodedText } from "../format";
import { plainFormats } from "../plainFormats";
import { protobufDecoder } from "../protobuf/protobufFormat";
import { ProtoSchema } from "../protobuf/protoSchema";
import type { RegisteredSchema } from "./schemaSource";
import type { SchemaText } from "./schemaText";

export interface SchemaDecodedText extends DecodedText {
  /** For instance "Avro com.example.Order". */
  readonly schema: string;
}

/** A schema made ready for many messages. Throws `DecodeError` for data that it does not fit. */
export type CompiledSchema = (body: Uint8Array, options: DecodeOptions) => SchemaDecodedText;

/** For data that follows a schema's id. Throws `DecodeError` when the schema is none. */
export function compileSchema(schema: RegisteredSchema): CompiledSchema {
  switch (schema.type) {
    case "avro":
      return compileAvro(schema);
    case "protobuf":
      return compileFramedProtobuf(schema);
    case "json":
      return (body, options) => ({ ...plainFormats.json(body, options), schema: "JSON Schema" });
  }
}

export function compileAvro(schema: SchemaText): CompiledSchema {
  const type = parseAvroSchema(schema);
  const decode = avroDecoder(type);
  const name = `Avro ${"name" in type ? type.name : type.kind}`;
  return (body, options) => ({ ...decode(body, options), schema: name });
}

/** For data without indexes before it, of the named message, or of the first of the file. */
export function compileProtobuf(schema: SchemaText, messageName?: string): CompiledSchema {
  const proto = new ProtoSchema(schema);
  const message = messageName === undefined ? proto.messageAt([0]) : proto.message(messageName);
  if (message === undefined) {
    throw new DecodeError(`The Protobuf schema has no message ${messageName ?? ""}.`);
  }
  const decode = protobufDecoder(proto, message);
  return (body, options) => ({
    ...decode(body, options),
    schema: `Protobuf ${message.fullName}`,
  });
}

function compileFramedProtobuf(schema: SchemaText): CompiledSchema {
  const proto = new ProtoSchema(schema);
  return (body, options) => {
    const cursor = new ByteCursor(body);
    const message = proto.messageAt(messageIndexes(cursor));
    const data = cursor.slice(cursor.remaining);
    const decoded = protobufDecoder(proto, message)(data, options);
    return { ...decoded, schema: `Protobuf ${message.fullName}` };
  };
}

const maxIndexes = 64;

/** How many indexes and then each; none stands for the first message. */
function messageIndexes(cursor: ByteCursor): readonly number[] {
  const count = cursor.zigzag();
  if (count < 0n || count > maxIndexes) {
    throw new DecodeError(`The data claims to be ${count} messages deep in its Protobuf schema.`);
  }
  if (count === 0n) return [0];
  return Array.from({ length: Number(count) }, () => Number(cursor.zigzag()));
}
