import { KafkaError } from "../errors";
import type { ClusterGateway } from "../gateway";
import type { PartitionProducers } from "../model";
import type { GroupSample } from "../watch/groupSample";

/** Brokers are asked for the producers of so many partitions at most. */
const partitionsAsked = 50;

/**
 * Who holds back the last stable offset, of the partitions where it is before the end. Empty where brokers cannot
 * or may not tell.
 * @throws KafkaError `cancelled`
 */
export async function readProducers(
  gateway: Pick<ClusterGateway, "describeProducers">,
  { partitions }: GroupSample,
  signal?: AbortSignal,
): Promise<readonly PartitionProducers[]> {
  const held = partitions
    .filter(
      ({ lastStableOffset, end }) =>
        lastStableOffset !== undefined && end !== undefined && lastStableOffset < end,
    )
    .map(({ topic, partition }) => ({ topic, partition }))
    .slice(0, partitionsAsked);
  if (held.length === 0) return [];
  try {
    return await gateway.describeProducers(held, signal);
  } catch (error) {
    if (error instanceof KafkaError && error.kind !== "cancelled") return [];
    throw error;
  }
}
