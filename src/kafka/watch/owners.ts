import type { TopicPartition } from "../model";
import { partitionKey } from "../partitionMap";

interface Assigned {
  readonly assignment: readonly TopicPartition[];
}

/** Members by the key of each partition assigned to them. */
export function ownersOf<M extends Assigned>(
  members: readonly M[],
): ReadonlyMap<string, readonly M[]> {
  const owned = members.flatMap((member) =>
    member.assignment.map((partition) => ({ member, key: partitionKey(partition) })),
  );
  return new Map(
    [...Map.groupBy(owned, ({ key }) => key)].map(([key, items]) => [
      key,
      items.map(({ member }) => member),
    ]),
  );
}
