import { KafkaError } from "../errors";
import type { PerTopic } from "./perTopic";
import { Reader } from "./reader";

/** What a classic consumer asks for when it joins its group. */
export interface ConsumerSubscription {
  readonly topics: readonly string[];
  /** From version 3 on (KIP-881). */
  readonly rack: string | undefined;
}

/**
 * A member's subscription as classic consumers spell it (ConsumerProtocolSubscription; groups of protocol type
 * "consumer" only). Empty bytes are none yet. Versions of the future may only append.
 * @throws KafkaError `corruptData`
 */
export function readConsumerSubscription(bytes: Buffer): ConsumerSubscription {
  if (bytes.length === 0) return { topics: [], rack: undefined };
  const { reader, version } = open(bytes);
  const topics = reader.array(() => reader.string());
  reader.nullableBytes(); // user data
  if (version >= 1) readTopics(reader); // what it owned before
  if (version >= 2) reader.int32(); // generation
  return { topics, rack: version >= 3 ? reader.nullableString() : undefined };
}

/**
 * The partitions in a member's assignment, as classic consumers agree on them (ConsumerProtocolAssignment;
 * groups of protocol type "consumer" only). Empty bytes are no assignment yet.
 *
 * Newer versions only append, so any version reads as the first.
 * @throws KafkaError `corruptData`
 */
export function readConsumerAssignment(bytes: Buffer): PerTopic<number>[] {
  return bytes.length === 0 ? [] : readTopics(open(bytes).reader);
}

function open(bytes: Buffer): { readonly reader: Reader; readonly version: number } {
  const isFlexible = false;
  const reader = new Reader(bytes, isFlexible);
  const version = reader.int16();
  if (version < 0) {
    throw new KafkaError(`A member's bytes have the impossible version ${version}.`, {
      kind: "corruptData",
    });
  }
  return { reader, version };
}

function readTopics(reader: Reader): PerTopic<number>[] {
  return reader.array(() => ({
    topic: reader.string(),
    partitions: reader.array(() => reader.int32()),
  }));
}
