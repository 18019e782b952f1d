import { parseInstant } from "../decode/instants";
import { KafkaError } from "../kafka/errors";
import type { MessageHeader } from "../kafka/model";
import { bytesOfDraft, draftEncodings, utf8, type DraftEncoding } from "./draftBytes";
import { JsonProblem, parseJson, type JsonMember, type JsonNode } from "./jsonSource";

/** A message to be sent, as a person wrote it down. */
export interface MessageDraft {
  readonly topic: string;
  /** Undefined: the key decides. */
  readonly partition: number | undefined;
  readonly key: Buffer | undefined;
  /** Undefined is a tombstone. */
  readonly value: Buffer | undefined;
  readonly headers: readonly MessageHeader[];
  /** Undefined: the time of sending. */
  readonly timestampMs: bigint | undefined;
}

const draftMembers = [
  "topic",
  "partition",
  "key",
  "keyEncoding",
  "value",
  "valueEncoding",
  "headers",
  "timestamp",
];
const headerMembers = ["key", "value", "encoding"];
const maxPartition = 0x7fff_ffff;

/** @throws KafkaError `invalidInput`, which names the line */
export function parseMessageDraft(text: string): MessageDraft {
  try {
    return readDraft(new Members(parseJson(text), "The message", draftMembers, text));
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    const line = text.slice(0, error.at).split("\n").length;
    throw new KafkaError(`Line ${line}: ${error.message}`, { kind: "invalidInput", cause: error });
  }
}

function readDraft(members: Members): MessageDraft {
  return {
    topic: members.string("topic"),
    partition: readPartition(members),
    key: members.bytes("key", "keyEncoding"),
    value: members.bytes("value", "valueEncoding"),
    headers: readHeaders(members),
    timestampMs: readTimestamp(members),
  };
}

function readPartition(members: Members): number | undefined {
  const node = members.given("partition");
  if (node === undefined) return undefined;
  const partition = members.source(node);
  if (/^\d{1,10}$/.test(partition) && Number(partition) <= maxPartition) return Number(partition);
  throw new JsonProblem(
    '"partition" is a number from 0 on, or null: then the key decides.',
    node.start,
  );
}

function readHeaders(members: Members): MessageHeader[] {
  const node = members.given("headers");
  if (node === undefined) return [];
  if (node.kind !== "array") {
    throw new JsonProblem('"headers" is a list: [{"key": …, "value": …}].', node.start);
  }
  return node.items.map((item) => {
    const header = new Members(item, "A header", headerMembers, members.text);
    return { key: header.string("key", true), value: header.bytes("value", "encoding") };
  });
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/;

function readTimestamp(members: Members): bigint | undefined {
  const node = members.given("timestamp");
  if (node === undefined) return undefined;
  const digits = members.source(node);
  if (/^\d{1,15}$/.test(digits)) return BigInt(digits); // what has a date
  if (node.kind === "string" && instant.test(node.value)) {
    const parsed = parseInstant(node.value, "UTC"); // knows how long months are
    if (parsed.ok && parsed.timestampMs >= 0n) return parsed.timestampMs;
  }
  throw new JsonProblem(
    '"timestamp" is null for now, a time with its zone ("2026-11-20T14:00:00.000Z"), or milliseconds since 1970.',
    node.start,
  );
}

/** The members of an object, none of them twice or unknown. */
class Members {
  private readonly byName = new Map<string, JsonMember>();

  constructor(
    private readonly node: JsonNode,
    private readonly what: string,
    known: readonly string[],
    readonly text: string,
  ) {
    if (node.kind !== "object") {
      throw new JsonProblem(`${what} is an object: {"${known.join('": …, "')}": …}.`, node.start);
    }
    for (const member of node.members) {
      const { name, start } = member;
      if (!known.includes(name)) {
        const names = known.join(", ");
        throw new JsonProblem(`"${name}" is not known here; there are ${names}.`, start);
      }
      if (this.byName.has(name)) throw new JsonProblem(`"${name}" is there twice.`, start);
      this.byName.set(name, member);
    }
  }

  source({ start, end }: JsonNode): string {
    return this.text.slice(start, end);
  }

  /** Undefined where it is missing or null. */
  given(name: string): JsonNode | undefined {
    const value = this.byName.get(name)?.value;
    return value?.kind === "null" ? undefined : value;
  }

  string(name: string, mayBeEmpty = false): string {
    const node = this.byName.get(name)?.value;
    if (node === undefined) {
      throw new JsonProblem(`${this.what} has no "${name}".`, this.node.start);
    }
    if (node.kind === "string" && (mayBeEmpty || node.value !== "")) {
      return utf8(node.value, `"${name}"`, node.start).toString();
    }
    throw new JsonProblem(
      `"${name}" is a string${mayBeEmpty ? "" : " that is not empty"}.`,
      node.start,
    );
  }

  bytes(name: string, encodingName: string): Buffer | undefined {
    const node = this.given(name);
    const encoding = this.encoding(encodingName);
    return node && bytesOfDraft(node, encoding, this.text, `"${name}"`);
  }

  private encoding(name: string): DraftEncoding {
    const node = this.given(name);
    if (node === undefined) return "text";
    const found = draftEncodings.find(
      (encoding) => node.kind === "string" && node.value === encoding,
    );
    if (found !== undefined) return found;
    const names = draftEncodings.map((encoding) => `"${encoding}"`).join(", ");
    throw new JsonProblem(`"${name}" is one of ${names}.`, node.start);
  }
}
