import type { Decoded } from "../../decode/format";
import type { MessageDecoder } from "../../decode/messageDecoder";
import { exactText, messageText } from "../../decode/messageText";
import { consoleConsumerCommand, kcatCommand } from "../../export/consoleCommands";
import { KafkaError } from "../../kafka/errors";
import type { Message, Position } from "../../kafka/model";
import { counted } from "../../ui/numberFormat";
import type { FormatNumber } from "../../ui/numberFormat";
import { contentKind } from "./cells";
import type { FormatChoices } from "./formatChoices";
import { readerIsolation } from "./isolation";
import type { PeekHost } from "./peekHost";
import type { CopyPart, PeekRequests } from "./protocol";
import type { Query } from "./protocol/query";

/** Editors show no more. */
const maxDocumentCharacters = 32 * 1024 * 1024;

export interface MessageActionsOptions {
  readonly host: PeekHost;
  readonly decoder: MessageDecoder;
  readonly formats: FormatChoices;
  readonly bootstrapServers: () => readonly string[];
  readonly formatNumber: FormatNumber;
}

/** What a person does with one message. None of it writes to the cluster. */
export class MessageActions {
  constructor(private readonly options: MessageActionsOptions) {}

  async copy(message: Message, part: CopyPart, query: Query): Promise<void> {
    await this.options.host.copy(this.copied(message, part, query));
  }

  async open(message: Message): Promise<void> {
    await this.options.host.openDocument(`${nameOf(message)}.json`, messageText(message));
  }

  async compare(left: Message, right: Message): Promise<void> {
    const named = (message: Message): { readonly name: string; readonly text: string } => ({
      name: `${nameOf(message)}.json`,
      text: messageText(message),
    });
    await this.options.host.compare(named(left), named(right));
  }

  async openContent(
    message: Message,
    { part, to }: Pick<PeekRequests["openContent"]["params"], "part" | "to">,
    { decodings }: Query,
    signal: AbortSignal,
  ): Promise<void> {
    const bytes = message[part];
    if (bytes === undefined) {
      throw new KafkaError(`The ${part} is null: there is nothing to open.`, {
        kind: "invalidInput",
      });
    }
    const name = `${nameOf(message)} ${part}`;
    if (to === "file") return this.save(name, bytes);
    const options = { maxCharacters: maxDocumentCharacters };
    const choice = this.options.formats.of(decodings)[part];
    const decoded = await this.options.decoder.decode(message, part, choice, options, signal);
    if (decoded.isCut) {
      const text = `The ${part} is too long for an editor: save it to a file instead.`;
      throw new KafkaError(text, { kind: "invalidInput" });
    }
    await this.options.host.openDocument(`${name}.${extensionOf(decoded)}`, `${decoded.text}\n`);
  }

  async resend(message: Message): Promise<void> {
    await this.options.host.resend(message);
  }

  /** To the message at the position (0) or past it (1). */
  async commitHere({ topic, partition, offset }: Position, skip: 0 | 1): Promise<void> {
    await this.options.host.commitHere({ topic, partition, offset: offset + BigInt(skip) });
  }

  /** The bytes as they are. */
  private async save(name: string, bytes: Buffer): Promise<void> {
    const { host, formatNumber } = this.options;
    const isWritten = await host.writeFile({ name, title: "Saving" }, () => inPieces(bytes));
    if (isWritten) host.tell(`${counted(bytes.length, "byte", formatNumber)} saved.`);
  }

  private copied(message: Message, part: CopyPart, query: Query): string {
    switch (part) {
      case "key":
        return exactText(message.key);
      case "value":
        return exactText(message.value);
      case "message":
        return messageText(message);
      case "kcat":
        return kcatCommand(this.consoleRequest(message, query));
      case "consoleConsumer":
        return consoleConsumerCommand(this.consoleRequest(message, query));
    }
  }

  private consoleRequest(
    { topic, partition, offset }: Message,
    query: Query,
  ): Parameters<typeof kcatCommand>[0] {
    const { isolation } = readerIsolation(query.isolation);
    const bootstrapServers = this.options.bootstrapServers();
    return { bootstrapServers, topic, partition, offset, maxMessages: 1, isolation };
  }
}

/** Without what a file's name may not hold: topics have none of it. */
function nameOf({ topic, partition, offset }: Message): string {
  return `${topic} ${partition} ${offset}`;
}

function extensionOf(decoded: Decoded): string {
  const kind = contentKind(decoded);
  return decoded.kind === "json" || kind === "json" ? "json" : "txt";
}

const pieceBytes = 1024 * 1024;

function* inPieces(bytes: Buffer): Generator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    yield bytes.subarray(at, at + pieceBytes);
  }
}
