import type { Api } from "./api";
import {
  readAssignedTopics,
  readDescribedGroups,
  writeDescribeQuestion,
  type DescribedGroup,
  type DescribeQuestion,
} from "./describedGroup";
import type { PerTopic } from "./perTopic";
import type { Reader } from "./reader";

export interface DescribedConsumerMember {
  readonly memberId: string;
  readonly instanceId: string | undefined;
  readonly rackId: string | undefined;
  readonly memberEpoch: number;
  readonly clientId: string;
  readonly clientHost: string;
  readonly subscribedTopics: readonly string[];
  readonly subscribedTopicRegex: string | undefined;
  /** What the member owns now. */
  readonly assignment: readonly PerTopic<number>[];
  /** What the coordinator wants it to own. */
  readonly targetAssignment: readonly PerTopic<number>[];
  /** Whether it speaks KIP-848 itself; a member that still speaks the classic protocol may share the group. */
  readonly memberType: "classic" | "consumer" | "unknown";
}

export interface DescribedConsumerGroup extends DescribedGroup {
  readonly assignor: string;
  readonly members: readonly DescribedConsumerMember[];
}

export interface ConsumerGroupDescribeAnswer {
  readonly groups: readonly DescribedConsumerGroup[];
}

/** KIP-848 groups, to be sent to their coordinator. Version 1 tells the member type (KIP-1099). */
export const consumerGroupDescribeApi: Api<DescribeQuestion, ConsumerGroupDescribeAnswer> = {
  key: 69,
  name: "ConsumerGroupDescribe",
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  isRead: true,

  encode: writeDescribeQuestion,

  decode(reader, version) {
    return readDescribedGroups(reader, () => ({
      assignor: reader.string(),
      members: reader.structs(() => readMember(reader, version)),
    }));
  },
};

function readMember(reader: Reader, version: number): DescribedConsumerMember {
  return {
    memberId: reader.string(),
    instanceId: reader.nullableString(),
    rackId: reader.nullableString(),
    memberEpoch: reader.int32(),
    clientId: reader.string(),
    clientHost: reader.string(),
    subscribedTopics: reader.array(() => reader.string()),
    subscribedTopicRegex: reader.nullableString(),
    assignment: readAssignedTopics(reader),
    targetAssignment: readAssignedTopics(reader),
    memberType: version >= 1 ? memberType(reader.int8()) : "unknown",
  };
}

function memberType(code: number): DescribedConsumerMember["memberType"] {
  if (code === 0) return "classic";
  return code === 1 ? "consumer" : "unknown";
}
