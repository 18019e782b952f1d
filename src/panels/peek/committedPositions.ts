import { KafkaError } from "../../kafka/errors";
import type { Position as OffsetPosition } from "../../kafka/model";
import { PartitionMap } from "../../kafka/partitionMap";
import { groupName } from "../../ui/plainText";
import { fromNamedOffsets } from "./offsetBeginnings";
import type { Position } from "./protocol";
import type { Asking, Beginning, Ranges } from "./beginning";

/**
 * Where a group reads next, and so many offsets before it where they are still there.
 * @throws KafkaError when the group's commits cannot be read, or it has none here
 */
export async function committedPositions(
  { groupId, before }: Extract<Position, { kind: "committed" }>,
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
  const from = beginning.from.values().map((position) => {
    const start = ranges.get(position)?.start ?? 0n;
    const offset = position.offset - BigInt(before);
    return { ...position, offset: offset < start ? start : offset };
  });
  return { ...beginning, from: new PartitionMap(from) };
}
