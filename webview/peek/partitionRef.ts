import type { PartitionRef } from "../../src/panels/peek/protocol/query";
import type { MessageRef, Row } from "../../src/panels/peek/protocol/rows";

/** A partition as the key of a map: no topic's name has a slash. */
export function partitionKey({ topic, partition }: PartitionRef): string {
  return `${topic}/${partition}`;
}

export function messageKey(message: MessageRef): string {
  return `${partitionKey(message)}/${message.offset}`;
}

export function isSameMessage(a: MessageRef | undefined, b: MessageRef | undefined): boolean {
  return a?.topic === b?.topic && a?.partition === b?.partition && a?.offset === b?.offset;
}

/** The reference alone of something that has more: what crosses to the host is no more than is asked for. */
export function refOf({ topic, partition, offset }: MessageRef): MessageRef {
  return { topic, partition, offset };
}

export function isSameRow(a: Row, b: Row): boolean {
  if (a.kind !== b.kind || partitionKey(a) !== partitionKey(b)) return false;
  if (a.kind === "message") return b.kind === "message" && a.offset === b.offset;
  return b.kind === "gap" && a.firstOffset === b.firstOffset;
}
