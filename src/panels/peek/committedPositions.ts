import { KafkaError } from "../../kafka/errors";
import type { Position as OffsetPosition } from "../../kafka/model";
import { PartitionMap } from "../../kafka/partitionMap";
import { groupName } from "../../ui/plainText";
import { clamp, fromNamedOffsets } from "./offsetBeginnings";
import type { Position } from "./protocol/query";
import type { Asking, Beginning, Offsets, Ranges } from "./beginning";

/**
 * Where a group reads next: from so many offsets before it, where they are still there, and up to so many from it on.
 * @throws KafkaError when the group's commits cannot be read, or it has none here
 */
export async function committedPositions(
  { groupId, before, after }: Extract<Position, { kind: "committed" }>,
  ranges: Ranges,
  asking: Asking,
): Promise<Beginning> {
  const asked = ranges.values().map(({ topic, partition }) => ({ topic, partition }));
  const [result] = await asking.gateway.fetchCommittedOffsets([groupId], asking.signal, asked);
  const name = groupName(groupId);
  if (result?.failure !== undefined) {
    const { code, message } = result.failure;
    throw new KafkaError(message, { kind: "unexpected", code });
  }
  const commits: OffsetPosition[] = [];
  for (const { topic, partition, offset } of result?.value ?? []) {
    const isHere = ranges.has({ topic, partition });
    if (isHere && offset !== undefined) commits.push({ topic, partition, offset });
  }
  if (commits.length === 0) {
    const text = `${name} has no committed offset in the chosen partitions.`;
    throw new KafkaError(text, { kind: "notFound" });
  }
  const label = `Committed by ${name}`;
  const beginning = fromNamedOffsets(label, new PartitionMap(commits), ranges, asking);
  const shifted = (by: bigint): Offsets =>
    new PartitionMap(
      beginning.from.values().flatMap((position) => {
        const range = ranges.get(position);
        return range === undefined
          ? []
          : [{ ...position, offset: clamp(position.offset + by, range) }];
      }),
    );
  const from = shifted(-BigInt(before));
  return after === undefined
    ? { ...beginning, from }
    : { ...beginning, from, until: shifted(BigInt(after)) };
}
