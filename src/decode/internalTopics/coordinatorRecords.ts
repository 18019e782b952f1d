import { recordFields, type RecordField } from "./recordFields";

/** The key and the value of one kind of record, as Kafka's coordinators write them. */
export interface RecordSchema {
  readonly name: string;
  readonly key: readonly RecordField[];
  readonly value: readonly RecordField[];
  /** Highest version of the value that is known. */
  readonly maxVersion: number;
  /** Values of this version and above are in the flexible encoding (KIP-482); keys never are. */
  readonly firstFlexible: number;
}

const group = "groupId:string";
const member = "groupId:string memberId:string";
const commitKey = "group:string topic:string partition:int32";
const assignmentMetadata = "assignmentEpoch:int32 assignmentTimestamp:int64#0";
const topicPartitions = "[]{ topicId:uuid partitions:[]int32 }";
const namedPartitions = "[]{ topicId:uuid topicName:string partitions:[]int32 }";
const epochPartitions = "[]{ topicId:uuid partitions:[]int32 assignmentEpochs:[]int32?#0 }";
const tasks = "[]{ subtopologyId:string partitions:[]int32 }";
const epochTasks = "[]{ subtopologyId:string partitions:[]int32 assignmentEpochs:[]int32?#0 }";
const pairs = "[]{ key:string value:string }";
const topologyTopics = `[]{ name:string partitions:int32 replicationFactor:int16 topicConfigs:${pairs} }`;
const client = "clientId:string clientHost:string";

/** By the version that keys in `__consumer_offsets` begin with, as of Kafka 4.3. */
export const groupRecords: ReadonlyMap<number, RecordSchema> = new Map([
  [
    0,
    schema("LegacyOffsetCommit", commitKey, "offset:int64 metadata:string commitTimestamp:int64", {
      firstFlexible: Infinity,
    }),
  ],
  [
    1,
    schema(
      "OffsetCommit",
      commitKey,
      `offset:int64 leaderEpoch:int32@3 metadata:string commitTimestamp:int64
       expireTimestamp:int64@1-1 topicId:uuid@4#0`,
      { maxVersion: 4, firstFlexible: 4 },
    ),
  ],
  [
    2,
    schema(
      "GroupMetadata",
      "group:string",
      `protocolType:string generation:int32 protocol:string? leader:string? currentStateTimestamp:int64@2
       members:[]{ memberId:string groupInstanceId:string?@3 ${client} rebalanceTimeout:int32@1
         sessionTimeout:int32 subscription:bytes assignment:bytes }`,
      { maxVersion: 4, firstFlexible: 4 },
    ),
  ],
  [3, schema("ConsumerGroupMetadata", group, "epoch:int32 metadataHash:int64#0")],
  [
    4,
    schema(
      "ConsumerGroupPartitionMetadata",
      group,
      `topics:[]{ topicId:uuid topicName:string numPartitions:int32
         partitionMetadata:[]{ partition:int32 racks:[]string } }`,
    ),
  ],
  [
    5,
    schema(
      "ConsumerGroupMemberMetadata",
      member,
      `instanceId:string? rackId:string? ${client} subscribedTopicNames:[]string subscribedTopicRegex:string?
       rebalanceTimeoutMs:int32 serverAssignor:string?
       classicMemberMetadata:{ sessionTimeoutMs:int32 supportedProtocols:[]{ name:string metadata:bytes } }?#0`,
    ),
  ],
  [6, schema("ConsumerGroupTargetAssignmentMetadata", group, assignmentMetadata)],
  [7, schema("ConsumerGroupTargetAssignmentMember", member, `topicPartitions:${topicPartitions}`)],
  [
    8,
    schema(
      "ConsumerGroupCurrentMemberAssignment",
      member,
      `memberEpoch:int32 previousMemberEpoch:int32 state:int8
       assignedPartitions:${epochPartitions} partitionsPendingRevocation:${epochPartitions}`,
    ),
  ],
  [
    10,
    schema(
      "ShareGroupMemberMetadata",
      member,
      `rackId:string? ${client} subscribedTopicNames:[]string`,
    ),
  ],
  [11, schema("ShareGroupMetadata", group, "epoch:int32 metadataHash:int64")],
  [12, schema("ShareGroupTargetAssignmentMetadata", group, assignmentMetadata)],
  [13, schema("ShareGroupTargetAssignmentMember", member, `topicPartitions:${topicPartitions}`)],
  [
    14,
    schema(
      "ShareGroupCurrentMemberAssignment",
      member,
      `memberEpoch:int32 previousMemberEpoch:int32 state:int8 assignedPartitions:${topicPartitions}`,
    ),
  ],
  [
    15,
    schema(
      "ShareGroupStatePartitionMetadata",
      group,
      `initializingTopics:${namedPartitions} initializedTopics:${namedPartitions}
       deletingTopics:[]{ topicId:uuid topicName:string }`,
    ),
  ],
  [
    16,
    schema(
      "ConsumerGroupRegularExpression",
      "groupId:string regularExpression:string",
      "topics:[]string version:int64 timestamp:int64",
    ),
  ],
  [
    17,
    schema(
      "StreamsGroupMetadata",
      group,
      `epoch:int32 metadataHash:int64 validatedTopologyEpoch:int32#0
       lastAssignmentConfigs:[]{ key:string value:string }?#1`,
    ),
  ],
  [
    19,
    schema(
      "StreamsGroupMemberMetadata",
      member,
      `instanceId:string? rackId:string? ${client} rebalanceTimeoutMs:int32 topologyEpoch:int32
       processId:string userEndpoint:{ host:string port:uint16 }? clientTags:${pairs}`,
    ),
  ],
  [20, schema("StreamsGroupTargetAssignmentMetadata", group, assignmentMetadata)],
  [
    21,
    schema(
      "StreamsGroupTargetAssignmentMember",
      member,
      `activeTasks:${tasks} standbyTasks:${tasks} warmupTasks:${tasks}`,
    ),
  ],
  [
    22,
    schema(
      "StreamsGroupCurrentMemberAssignment",
      member,
      `memberEpoch:int32 previousMemberEpoch:int32 state:int8
       activeTasks:${epochTasks} standbyTasks:${epochTasks} warmupTasks:${epochTasks}
       activeTasksPendingRevocation:${epochTasks} standbyTasksPendingRevocation:${epochTasks}
       warmupTasksPendingRevocation:${epochTasks}`,
    ),
  ],
  [
    23,
    schema(
      "StreamsGroupTopology",
      group,
      `epoch:int32 subtopologies:[]{ subtopologyId:string sourceTopics:[]string sourceTopicRegex:[]string
         stateChangelogTopics:${topologyTopics} repartitionSinkTopics:[]string
         repartitionSourceTopics:${topologyTopics}
         copartitionGroups:[]{ sourceTopics:[]int16 sourceTopicRegex:[]int16 repartitionSourceTopics:[]int16 } }`,
    ),
  ],
]);

/** The same of `__transaction_state`. */
export const transactionRecords: ReadonlyMap<number, RecordSchema> = new Map([
  [
    0,
    schema(
      "TransactionLog",
      "transactionalId:string",
      `producerId:int64 previousProducerId:int64#0 nextProducerId:int64#1 producerEpoch:int16
       nextProducerEpoch:int16#3 transactionTimeoutMs:int32 transactionStatus:int8
       transactionPartitions:[]{ topic:string partitionIds:[]int32 }? transactionLastUpdateTimestampMs:int64
       transactionStartTimestampMs:int64 clientTransactionVersion:int16#2`,
      { maxVersion: 1, firstFlexible: 1 },
    ),
  ],
]);

function schema(
  name: string,
  key: string,
  value: string,
  { maxVersion = 0, firstFlexible = 0 }: { maxVersion?: number; firstFlexible?: number } = {},
): RecordSchema {
  const fields = { key: recordFields(key), value: recordFields(value) };
  return { name, ...fields, maxVersion, firstFlexible };
}
