import type { Message } from "../kafka/model";
import { autoStructured, autoText, whyNothingFits } from "./autoFormat";
import { bytesFormats, type BytesFormat } from "./bytesFormats";
import { asHex, decodeOrHex, withoutBytes, type Decoded, type DecodeOptions } from "./format";
import {
  decodeInternalKey,
  decodeInternalValue,
  internalTopicFormat,
  type InternalTopicFormat,
} from "./internalTopics/internalTopicFormat";
import type { CompiledSchema } from "./schemas/compiledSchema";
import {
  compileLocal,
  decodeByLocalSchema,
  decodeByRegistry,
  type LocalSchema,
} from "./schemas/decodeBySchema";
import { readHeaderFrame, readSchemaFrame, type SchemaFrame } from "./schemas/schemaFrame";
import type { SchemaStore } from "./schemas/schemaStore";

export type MessagePart = "key" | "value";

/** What a person chose to read keys or values as. */
export type FormatChoice =
  { readonly format: "auto" | "schemaRegistry" | InternalTopicFormat | BytesFormat } | LocalSchema;

/** Reads keys and values by a chosen format. Never fails on what a message holds: it then gives hex and the reason. */
export class MessageDecoder {
  /** A local schema is compiled once for the choice it came with. */
  private readonly local = new WeakMap<LocalSchema, CompiledSchema>();

  /** Without a store, data that names its schema stays undecoded. */
  constructor(private readonly schemas?: SchemaStore) {}

  /** Rejects only when the signal is aborted. */
  async decode(
    message: Message,
    part: MessagePart,
    choice: FormatChoice,
    options: DecodeOptions,
    signal?: AbortSignal,
  ): Promise<Decoded> {
    const bytes = message[part];
    if (bytes === undefined || bytes.length === 0) {
      return withoutBytes(bytes === undefined, choice.format);
    }
    if (choice.format === "avro" || choice.format === "protobuf") {
      return decodeByLocalSchema(choice.format, () => this.compiled(choice), bytes, options);
    }
    const { format } = choice;
    if (format === "auto") return this.auto(message, part, bytes, options, signal);
    if (format === "schemaRegistry") return this.byRegistry(message, part, bytes, options, signal);
    if (format === "consumerOffsets" || format === "transactionState") {
      return decodeInternal(message, part, bytes, format, options);
    }
    return decodeOrHex(bytes, format, options, bytesFormats[format]);
  }

  /** A topic of the brokers' own, a schema that the message names, text, MessagePack, CBOR; else hex. */
  private async auto(
    message: Message,
    part: MessagePart,
    bytes: Buffer,
    options: DecodeOptions,
    signal?: AbortSignal,
  ): Promise<Decoded> {
    const internal = internalTopicFormat(message.topic);
    if (internal !== undefined) return decodeInternal(message, part, bytes, internal, options);
    const registered = await this.ifNamed(message, part, bytes, options, signal);
    if (registered !== undefined && registered.reason === undefined) return registered;
    const found = autoText(bytes, options) ?? autoStructured(bytes, options);
    if (found === undefined) {
      return registered ?? asHex(bytes, options, whyNothingFits(bytes, options));
    }
    return registered?.reason === undefined ? found : { ...found, reason: registered.reason };
  }

  /**
   * Undefined for bytes that do not name a schema, and without a registry to ask. None has the id 0, by which every
   * small number in binary would name one.
   */
  private async ifNamed(
    message: Message,
    part: MessagePart,
    bytes: Buffer,
    options: DecodeOptions,
    signal?: AbortSignal,
  ): Promise<Decoded | undefined> {
    if (this.schemas === undefined) return undefined;
    const frame = frameOf(message, part, bytes);
    if (frame === undefined || frame.id === 0) return undefined;
    return decodeByRegistry(this.schemas, frame, bytes, options, signal);
  }

  private byRegistry(
    message: Message,
    part: MessagePart,
    bytes: Buffer,
    options: DecodeOptions,
    signal?: AbortSignal,
  ): Promise<Decoded> {
    const frame = frameOf(message, part, bytes);
    return decodeByRegistry(this.schemas, frame, bytes, options, signal);
  }

  private compiled(choice: LocalSchema): CompiledSchema {
    const known = this.local.get(choice);
    if (known !== undefined) return known;
    const compiled = compileLocal(choice);
    this.local.set(choice, compiled);
    return compiled;
  }
}

function frameOf(message: Message, part: MessagePart, bytes: Buffer): SchemaFrame | undefined {
  return readHeaderFrame(message.headers, part, bytes) ?? readSchemaFrame(bytes);
}

function decodeInternal(
  message: Message,
  part: MessagePart,
  bytes: Uint8Array,
  format: InternalTopicFormat,
  options: DecodeOptions,
): Decoded {
  return decodeOrHex(bytes, format, options, () =>
    part === "key"
      ? decodeInternalKey(format, bytes, options)
      : decodeInternalValue(format, message.key, bytes, options),
  );
}
