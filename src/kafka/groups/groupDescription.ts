import type { Broker, GroupDescription, GroupListing, GroupMember, TopicPartition } from "../model";
import type {
  DescribedConsumerGroup,
  DescribedConsumerMember,
} from "../protocol/consumerGroupDescribe";
import {
  readConsumerAssignment,
  readConsumerSubscription,
  type ConsumerSubscription,
} from "../protocol/consumerProtocol";
import type { DescribedClassicGroup, DescribedClassicMember } from "../protocol/describeGroups";
import type { PerTopic } from "../protocol/perTopic";
import type { DescribedShareGroup } from "../protocol/shareGroupDescribe";

const consumerProtocolType = "consumer";
const nothing: ConsumerSubscription = { topics: [], rack: undefined };

export function fromConsumerGroup(
  group: DescribedConsumerGroup,
  coordinator: Broker,
): GroupDescription {
  return {
    ...newerGroup(group, "consumer", coordinator),
    members: group.members.map((member) => ({
      memberId: member.memberId,
      instanceId: member.instanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      assignment: toPartitions(member.assignment),
      targetAssignment: toPartitions(member.targetAssignment),
      memberEpoch: member.memberEpoch,
      rack: member.rackId,
      subscription: subscriptionOf(member),
    })),
  };
}

export function fromShareGroup(group: DescribedShareGroup, coordinator: Broker): GroupDescription {
  return {
    ...newerGroup(group, "share", coordinator),
    members: group.members.map((member) => ({
      memberId: member.memberId,
      instanceId: undefined,
      clientId: member.clientId,
      clientHost: member.clientHost,
      assignment: toPartitions(member.assignment),
      targetAssignment: undefined,
      memberEpoch: member.memberEpoch,
      rack: member.rackId,
      subscription: member.subscribedTopics,
    })),
  };
}

function newerGroup(
  group: DescribedConsumerGroup | DescribedShareGroup,
  type: "consumer" | "share",
  coordinator: Broker,
): Omit<GroupDescription, "members"> {
  const { groupId, state, assignor, groupEpoch, assignmentEpoch } = group;
  return {
    ...{ groupId, type, state, protocolType: type, assignor, coordinator },
    ...{ groupEpoch, assignmentEpoch },
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
    assignmentEpoch: undefined,
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
    assignmentEpoch: undefined,
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
    assignment: toPartitions(readable(member.assignment, protocolType, readConsumerAssignment, [])),
    targetAssignment: undefined,
    memberEpoch: undefined,
    ...readSubscription(member.metadata, protocolType),
  };
}

function subscriptionOf({
  subscribedTopics,
  subscribedTopicRegex,
}: DescribedConsumerMember): readonly string[] {
  if (subscribedTopicRegex === undefined || subscribedTopicRegex === "") return subscribedTopics;
  return [...subscribedTopics, subscribedTopicRegex];
}

function readSubscription(
  bytes: Buffer,
  protocolType: string,
): Pick<GroupMember, "rack" | "subscription"> {
  const { topics, rack } = readable(bytes, protocolType, readConsumerSubscription, nothing);
  return { rack, subscription: topics };
}

/** Only what consumers agree on is known to us; bytes that cannot be read must not hide the group. */
function readable<Value>(
  bytes: Buffer,
  protocolType: string,
  read: (bytes: Buffer) => Value,
  otherwise: Value,
): Value {
  if (protocolType !== consumerProtocolType) return otherwise;
  try {
    return read(bytes);
  } catch {
    return otherwise;
  }
}

function toPartitions(topics: readonly PerTopic<number>[]): readonly TopicPartition[] {
  return topics.flatMap(({ topic, partitions }) =>
    partitions.map((partition) => ({ topic, partition })),
  );
}
