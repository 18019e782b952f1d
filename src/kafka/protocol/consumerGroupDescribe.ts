import type { Api } from "./api";
import type { PerTopic } from "./perTopic";
import type { Reader } from "./reader";

export interface ConsumerGroupDescribeQuestion {
  readonly groupIds: readonly string[];
}

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

export interface DescribedConsumerGroup {
  readonly errorCode: number;
  readonly errorMessage: string | undefined;
  readonly groupId: string;
  readonly state: string;
  readonly groupEpoch: number;
  readonly assignmentEpoch: number;
  readonly assignor: string;
  readonly members: readonly DescribedConsumerMember[];
}

export interface ConsumerGroupDescribeAnswer {
  readonly groups: readonly DescribedConsumerGroup[];
}

/** KIP-848 groups, to be sent to their coordinator. Version 1 tells the member type (KIP-1099). */
export const consumerGroupDescribeApi: Api<
  ConsumerGroupDescribeQuestion,
  ConsumerGroupDescribeAnswer
> = {
  key: 69,
  name: "ConsumerGroupDescribe",
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,

  encode(writer, { groupIds }) {
    const includeAuthorizedOperations = false;
    writer
      .array(groupIds, (_, groupId) => {
        writer.string(groupId);
      })
      .boolean(includeAuthorizedOperations);
  },

  decode(reader, version) {
    reader.int32(); // throttle time
    return {
      groups: reader.structs(() => {
        const group = {
          errorCode: reader.int16(),
          errorMessage: reader.nullableString(),
          groupId: reader.string(),
          state: reader.string(),
          groupEpoch: reader.int32(),
          assignmentEpoch: reader.int32(),
          assignor: reader.string(),
          members: reader.structs(() => readMember(reader, version)),
        };
        reader.int32(); // authorized operations
        return group;
      }),
    };
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
    assignment: readAssignment(reader),
    targetAssignment: readAssignment(reader),
    memberType: version >= 1 ? memberType(reader.int8()) : "unknown",
  };
}

function readAssignment(reader: Reader): PerTopic<number>[] {
  const topics = reader.structs(() => {
    reader.uuid(); // topic id
    return { topic: reader.string(), partitions: reader.array(() => reader.int32()) };
  });
  reader.skipTaggedFields();
  return topics;
}

function memberType(code: number): DescribedConsumerMember["memberType"] {
  if (code === 0) return "classic";
  return code === 1 ? "consumer" : "unknown";
}
