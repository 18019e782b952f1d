import type { Api } from "./api";
import { readOperations, type AllowedOperations } from "./operations";
import type { Reader } from "./reader";

export interface MetadataQuestion {
  /** "all", or these; an empty list asks for the brokers alone. */
  readonly topics: "all" | readonly string[];
  /** Asks what this user may do with each topic, from version 8 on. */
  readonly includesOperations?: boolean;
}

export interface BrokerMetadata {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | undefined;
}

export interface PartitionMetadata {
  /** 5 (LEADER_NOT_AVAILABLE) for this one partition leaves the others good. */
  readonly errorCode: number;
  readonly partition: number;
  /** −1 while there is none. */
  readonly leader: number;
  /** −1 below version 7. */
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  readonly inSyncReplicas: readonly number[];
  /** Empty below version 5. */
  readonly offlineReplicas: readonly number[];
}

export interface TopicMetadata extends AllowedOperations {
  readonly errorCode: number;
  readonly topic: string;
  /** Undefined below version 10. */
  readonly topicId: string | undefined;
  readonly isInternal: boolean;
  readonly partitions: readonly PartitionMetadata[];
}

export interface MetadataAnswer {
  readonly brokers: readonly BrokerMetadata[];
  readonly clusterId: string | undefined;
  /** −1 while none is known. */
  readonly controllerId: number;
  readonly topics: readonly TopicMetadata[];
}

/**
 * Brokers, topics, partitions. It never lets the broker create a topic: version 4 is the first that can say so.
 * Version 10 adds topic ids (KIP-516).
 */
export const metadataApi: Api<MetadataQuestion, MetadataAnswer> = {
  key: 3,
  name: "Metadata",
  minVersion: 4,
  maxVersion: 12,
  flexibleFrom: 9,
  isRead: true,

  encode(writer, { topics, includesOperations = false }, version) {
    if (topics === "all") {
      writer.nullArray();
    } else {
      writer.structs(topics, (_, topic) => {
        if (version >= 10) writer.zeroUuid();
        writer.string(topic);
      });
    }
    const allowTopicCreation = false;
    const includeClusterOperations = false;
    writer.boolean(allowTopicCreation);
    // KIP-700 moved the cluster's operations to DescribeCluster
    if (version >= 8 && version <= 10) writer.boolean(includeClusterOperations);
    if (version >= 8) writer.boolean(includesOperations);
  },

  decode(reader, version, { includesOperations = false }) {
    reader.throttleTime();
    const answer = {
      brokers: reader.structs(() => ({
        nodeId: reader.int32(),
        host: reader.string(),
        port: reader.int32(),
        rack: reader.nullableString(),
      })),
      clusterId: reader.nullableString(),
      controllerId: reader.int32(),
      topics: reader.structs(() => readTopic(reader, version, includesOperations)),
    };
    if (version >= 8 && version <= 10) reader.int32(); // authorized operations on the cluster
    return answer;
  },
};

function readTopic(reader: Reader, version: number, isAsked: boolean): TopicMetadata {
  const topic = {
    errorCode: reader.int16(),
    topic: reader.string(),
    topicId: version >= 10 ? reader.uuid() : undefined,
    isInternal: reader.boolean(),
    partitions: reader.structs(() => ({
      errorCode: reader.int16(),
      partition: reader.int32(),
      leader: reader.int32(),
      leaderEpoch: version >= 7 ? reader.int32() : -1,
      replicas: reader.array(() => reader.int32()),
      inSyncReplicas: reader.array(() => reader.int32()),
      offlineReplicas: version >= 5 ? reader.array(() => reader.int32()) : [],
    })),
  };
  return version >= 8 ? { ...topic, ...readOperations(reader, isAsked) } : topic;
}
