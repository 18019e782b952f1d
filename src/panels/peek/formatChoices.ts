import { formatNames } from "../../decode/format";
import type { Format } from "../../decode/format";
import type { FormatChoice, MessagePart } from "../../decode/messageDecoder";
import { visibleText } from "../../decode/visibleText";
import { KafkaError } from "../../kafka/errors";
import type { NamedLocalSchema } from "./localSchemas";
import type { Choice } from "./protocol/opened";
import type { Decodings } from "./protocol/query";

/** Formats that need nothing but the message, or the cluster's registry. */
type Known = Exclude<Format, "avro" | "protobuf">;

const known: readonly Known[] = [
  "auto",
  "text",
  "json",
  "hex",
  "base64",
  "short",
  "int",
  "long",
  "float",
  "double",
  "uuid",
  "messagePack",
  "cbor",
  "schemaRegistry",
  "consumerOffsets",
  "transactionState",
];

/** What keys and values may be read as: formats that are always there, and schemas of a person's own. */
export class FormatChoices {
  private schemas: readonly NamedLocalSchema[] = [];

  /** From now on these, and no others. */
  useSchemas(schemas: readonly NamedLocalSchema[]): void {
    this.schemas = schemas;
  }

  get choices(): readonly Choice[] {
    return [
      ...known.map((id) => ({ id, label: formatNames[id] })),
      ...this.schemas.map(({ name, schema }) => ({
        id: schemaId(name),
        label: visibleText(`${name} (${formatNames[schema.format]})`),
      })),
    ];
  }

  /** @throws KafkaError for an id that is not among the choices */
  of(decodings: Decodings): Readonly<Record<MessagePart, FormatChoice>> {
    return { key: this.find(decodings.key), value: this.find(decodings.value) };
  }

  private find(id: string): FormatChoice {
    const format = known.find((one) => one === id);
    if (format !== undefined) return { format };
    const named = this.schemas.find(({ name }) => schemaId(name) === id);
    if (named !== undefined) return named.schema;
    throw new KafkaError("There is no such decoding any more.", { kind: "invalidInput" });
  }
}

function schemaId(name: string): string {
  return `schema:${name}`;
}
