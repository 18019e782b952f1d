import { KafkaError } from "../errors";
import type { PerTopic } from "./perTopic";
import { Reader } from "./reader";

/**
 * The partitions in a member's assignment, as classic consumers agree on them (ConsumerProtocolAssignment;
 * groups of protocol type "consumer" only). Empty bytes are no assignment yet.
 *
 * Newer versions only append, so any version reads as the first.
 * @throws KafkaError `corruptData`
 */
export function readConsumerAssignment(bytes: Buffer): PerTopic<number>[] {
  if (bytes.length === 0) return [];
  const isFlexible = false;
  const reader = new Reader(bytes, isFlexible);
  const version = reader.int16();
  if (version < 0) {
    throw new KafkaError(`A member's assignment has the impossible version ${version}.`, {
      kind: "corruptData",
    });
  }
  return reader.array(() => ({
    topic: reader.string(),
    partitions: reader.array(() => reader.int32()),
  }));
}
