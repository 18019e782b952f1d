import type { Broker, GroupDescription, GroupListing, GroupMember, TopicPartition } from "../model";
import type { DescribedConsumerGroup } from "../protocol/consumerGroupDescribe";
import { readConsumerAssignment } from "../protocol/consumerProtocol";
import type { DescribedClassicGroup, DescribedClassicMember } from "../protocol/describeGroups";
import type { PerTopic } from "../protocol/perTopic";

const consumerProtocolType = "consumer";

export function fromConsumerGroup(
  group: DescribedConsumerGroup,
  protocolType: string,
  coordinator: Broker,
): GroupDescription {
  const { groupId, state, assignor, groupEpoch } = group;
  return {
    groupId,
    type: "consumer",
    state,
    protocolType,
    assignor,
    coordinator,
    groupEpoch,
    members: group.members.map((member) => ({
      memberId: member.memberId,
      instanceId: member.instanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      assignment: toPartitions(member.assignment),
      targetAssignment: toPartitions(member.targetAssignment),
      memberEpoch: member.memberEpoch,
    })),
  };
}

/**
 * @param listing what ListGroups says; a listed group is not dead, so where the description says Dead because it
 * cannot describe the group, the listed state is shown
 */
export function fromClassicGroup(
  group: DescribedClassicGroup,
  listing: GroupListing | undefined,
  coordinator: Broker,
): GroupDescription {
  const isMisread = group.state === "Dead" && listing !== undefined;
  return {
    groupId: group.groupId,
    type: listing?.type ?? "unknown",
    state: isMisread ? (listing.state ?? "Unknown") : group.state,
    protocolType: isMisread ? listing.protocolType : group.protocolType,
    assignor: group.protocol,
    coordinator,
    groupEpoch: undefined,
    members: group.members.map((member) => fromClassicMember(member, group.protocolType)),
  };
}

/** All that is known of a group whose type has a request we do not speak. */
export function fromListing(listing: GroupListing, coordinator: Broker): GroupDescription {
  return {
    groupId: listing.groupId,
    type: listing.type,
    state: listing.state ?? "Unknown",
    protocolType: listing.protocolType,
    assignor: "",
    coordinator,
    groupEpoch: undefined,
    members: [],
  };
}

function fromClassicMember(member: DescribedClassicMember, protocolType: string): GroupMember {
  const { memberId, instanceId, clientId, clientHost } = member;
  return {
    memberId,
    instanceId,
    clientId,
    clientHost,
    assignment: readAssignment(member.assignment, protocolType),
    targetAssignment: undefined,
    memberEpoch: undefined,
  };
}

/** Only consumers' assignments are known to us; one that cannot be read must not hide the group. */
function readAssignment(bytes: Buffer, protocolType: string): readonly TopicPartition[] {
  if (protocolType !== consumerProtocolType) return [];
  try {
    return toPartitions(readConsumerAssignment(bytes));
  } catch {
    return [];
  }
}

function toPartitions(topics: readonly PerTopic<number>[]): readonly TopicPartition[] {
  return topics.flatMap(({ topic, partitions }) =>
    partitions.map((partition) => ({ topic, partition })),
  );
}
