import type { IsolationLevel } from "../model";
import type { Api } from "./api";
import { isolationCode } from "./isolation";
import type { PerTopic } from "./perTopic";
import type { Reader } from "./reader";

export interface FetchQuestion {
  /** How long the broker may wait for `minBytes`. */
  readonly maxWaitMs: number;
  readonly minBytes: number;
  /** Of the whole answer. The first batch is sent even when it is larger. */
  readonly maxBytes: number;
  readonly isolation: IsolationLevel;
  readonly topics: readonly FetchTopic[];
}

/** In this order the broker fills its answer. */
export interface FetchTopic extends PerTopic<{
  readonly partition: number;
  readonly offset: bigint;
  readonly maxBytes: number;
}> {
  /** Where given for every topic, a topic created again under the old name answers 100 (UNKNOWN_TOPIC_ID). */
  readonly topicId?: string | undefined;
}

/** Messages of this producer, from this offset to its next abort marker, belong to an aborted transaction. */
export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: bigint;
}

export interface FetchedPartition {
  readonly partition: number;
  readonly errorCode: number;
  /** One past the last replicated message. */
  readonly highWatermark: bigint;
  /** One past the last message of which it is known whether it was committed. */
  readonly lastStableOffset: bigint;
  /** −1 below version 5. */
  readonly logStartOffset: bigint;
  /** Only for readCommitted. */
  readonly abortedTransactions: readonly AbortedTransaction[];
  /** Broker id of a closer replica that should be asked instead (KIP-392); −1 for none. */
  readonly preferredReadReplica: number;
  /** Record batches: the first may begin before the asked offset, the last may be cut off. */
  readonly records: Buffer;
}

export interface FetchAnswer {
  /** Of the request as a whole; always 0 below version 7. */
  readonly errorCode: number;
  /** Without some of the partitions asked for, or without any, where a quota makes this client wait (KIP-219). */
  readonly topics: readonly PerTopic<FetchedPartition>[];
}

const consumerReplicaId = -1;
const unknownLeaderEpoch = -1;
const unknownLogStart = -1n;
const noBytes = Buffer.alloc(0);

/** From this version on topics are named by id alone (KIP-516). */
const topicIdsFrom = 13;

/**
 * Messages, to be sent to the partitions' leaders, without a fetch session (KIP-227).
 * zstd batches come from version 10 on (KIP-110). The versions after 14 add only what replicas say to each other,
 * and tagged fields.
 */
export const fetchApi: Api<FetchQuestion, FetchAnswer> = {
  key: 1,
  name: "Fetch",
  minVersion: 4,
  maxVersion: 18,
  flexibleFrom: 12,
  isRead: true,

  maxVersionFor({ topics }) {
    return topics.every(({ topicId }) => topicId !== undefined) ? 18 : topicIdsFrom - 1;
  },

  encode(writer, question, version) {
    if (version < 15) writer.int32(consumerReplicaId);
    writer
      .int32(question.maxWaitMs)
      .int32(question.minBytes)
      .int32(question.maxBytes)
      .int8(isolationCode(question.isolation));
    if (version >= 7) {
      const noSessionId = 0;
      const noSessionEpoch = -1;
      writer.int32(noSessionId).int32(noSessionEpoch);
    }
    writer.structs(question.topics, (_, { topic, topicId, partitions }) => {
      if (version >= topicIdsFrom) writer.uuid(topicId);
      else writer.string(topic);
      writer.structs(partitions, (__, { partition, offset, maxBytes }) => {
        writer.int32(partition);
        if (version >= 9) writer.int32(unknownLeaderEpoch);
        writer.int64(offset);
        if (version >= 12) writer.int32(unknownLeaderEpoch);
        if (version >= 5) writer.int64(unknownLogStart);
        writer.int32(maxBytes);
      });
    });
    if (version >= 7) {
      const forgottenTopics: never[] = [];
      writer.array(forgottenTopics, () => undefined);
    }
    if (version >= 11) {
      const noRack = "";
      writer.string(noRack);
    }
  },

  decode(reader, version, { topics }) {
    reader.throttleTime();
    let errorCode = 0;
    if (version >= 7) {
      errorCode = reader.int16();
      reader.int32(); // session id
    }
    const names = new Map(topics.map(({ topic, topicId }) => [topicId, topic]));
    const answered = reader.structs(() => ({
      topic: version >= topicIdsFrom ? names.get(reader.uuid()) : reader.string(),
      partitions: reader.structs(() => readPartition(reader, version)),
    }));
    return {
      errorCode,
      topics: answered.flatMap(({ topic, partitions }) =>
        topic === undefined ? [] : [{ topic, partitions }],
      ),
    };
  },

  waitMs: ({ maxWaitMs }) => maxWaitMs,
};

function readPartition(reader: Reader, version: number): FetchedPartition {
  return {
    partition: reader.int32(),
    errorCode: reader.int16(),
    highWatermark: reader.int64(),
    lastStableOffset: reader.int64(),
    logStartOffset: version >= 5 ? reader.int64() : unknownLogStart,
    abortedTransactions: reader.structs(() => ({
      producerId: reader.int64(),
      firstOffset: reader.int64(),
    })),
    preferredReadReplica: version >= 11 ? reader.int32() : -1,
    records: reader.nullableBytes() ?? noBytes,
  };
}
