import { AssignerProtocol, type PartitionAssigner } from "kafkajs";

const { MemberAssignment, MemberMetadata } = AssignerProtocol;

/** Joins with consumers of other clients that know Kafka's own assignor by this name. */
const name = "range";
const version = 0;

/**
 * Kafka's RangeAssignor, which kafkajs lacks: per topic the members in the order of their ids get one range of
 * partitions each, the first of them one more where it does not come out even.
 */
export const rangeAssigner: PartitionAssigner = ({ cluster }) => ({
  name,
  version,

  assign: ({ members }) => {
    const subscriptions = members.map(({ memberId, memberMetadata }) => ({
      memberId,
      topics: MemberMetadata.decode(memberMetadata)?.topics ?? [],
    }));
    const assignment = assignRanges(subscriptions, (topic) =>
      cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId),
    );
    return Promise.resolve(
      [...assignment].map(([memberId, ofTopics]) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({
          version,
          assignment: Object.fromEntries(ofTopics),
          userData: Buffer.alloc(0),
        }),
      })),
    );
  },

  protocol: ({ topics }) => ({
    name,
    metadata: MemberMetadata.encode({ version, topics, userData: Buffer.alloc(0) }),
  }),
});

export interface Subscription {
  readonly memberId: string;
  readonly topics: readonly string[];
}

/** Member → topic → partitions. Every member is in it, also one that gets nothing. */
export function assignRanges(
  subscriptions: readonly Subscription[],
  partitionsOf: (topic: string) => readonly number[],
): Map<string, Map<string, number[]>> {
  const sorted = subscriptions.toSorted((a, b) => (a.memberId < b.memberId ? -1 : 1));
  const assignment = new Map(sorted.map(({ memberId }) => [memberId, new Map<string, number[]>()]));
  for (const topic of new Set(sorted.flatMap(({ topics }) => topics))) {
    const members = sorted.filter(({ topics }) => topics.includes(topic));
    const partitions = partitionsOf(topic).toSorted((a, b) => a - b);
    const size = Math.floor(partitions.length / members.length);
    const larger = partitions.length % members.length;
    members.forEach(({ memberId }, index) => {
      const from = index * size + Math.min(index, larger);
      const range = partitions.slice(from, from + size + (index < larger ? 1 : 0));
      if (range.length > 0) assignment.get(memberId)?.set(topic, range);
    });
  }
  return assignment;
}
