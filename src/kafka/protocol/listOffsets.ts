import { KafkaError } from "../errors";
import type { IsolationLevel } from "../model";
import type { Api } from "./api";
import { isolationCode } from "./isolation";
import { readPerTopic, writePerTopic, type PerTopic } from "./perTopic";

/** Timestamps that are none: they ask for an end of the log, or for the newest message by timestamp. */
export const listOffsetsSentinel = { latest: -1n, earliest: -2n, maxTimestamp: -3n } as const;

/** Brokers before it take the sentinel for a time in the past. */
const maxTimestampFrom = 7;

export interface ListOffsetsQuestion {
  /** For readCommitted `latest` is the last stable offset. Version 1 knows readUncommitted only. */
  readonly isolation: IsolationLevel;
  /** A partition may occur once in a request. */
  readonly topics: readonly PerTopic<{
    readonly partition: number;
    /** Milliseconds since the epoch, or one of `listOffsetsSentinel`. */
    readonly timestamp: bigint;
  }>[];
}

export interface PartitionOffset {
  readonly partition: number;
  readonly errorCode: number;
  /** Of the message found; −1 for the ends of the log. */
  readonly timestamp: bigint;
  /** −1 when no message is at or after the asked timestamp. */
  readonly offset: bigint;
  /** −1 when unknown, and below version 4. */
  readonly leaderEpoch: number;
}

export interface ListOffsetsAnswer {
  readonly topics: readonly PerTopic<PartitionOffset>[];
}

const consumerReplicaId = -1;
const unknownLeaderEpoch = -1;

/**
 * Offsets by timestamp, to be sent to the partitions' leaders. Versions 7 to 9 add sentinels only:
 * max timestamp (KIP-734), local log start (KIP-405), last tiered offset (KIP-1005).
 */
export const listOffsetsApi: Api<ListOffsetsQuestion, ListOffsetsAnswer> = {
  key: 2,
  name: "ListOffsets",
  minVersion: 1,
  maxVersion: 9,
  flexibleFrom: 6,
  isRead: true,

  encode(writer, { isolation, topics }, version) {
    writer.int32(consumerReplicaId);
    if (version >= 2) writer.int8(isolationCode(isolation));
    writePerTopic(writer, topics, (_, { partition, timestamp }) => {
      writer.int32(partition);
      if (version >= 4) writer.int32(unknownLeaderEpoch);
      if (timestamp === listOffsetsSentinel.maxTimestamp && version < maxTimestampFrom) {
        const message = "Finding the newest message by timestamp needs Kafka ≥ 3.0 (ListOffsets).";
        throw new KafkaError(message, { kind: "unsupported" });
      }
      writer.int64(timestamp);
    });
  },

  decode(reader, version) {
    if (version >= 2) reader.throttleTime();
    return {
      topics: readPerTopic(reader, () => ({
        partition: reader.int32(),
        errorCode: reader.int16(),
        timestamp: reader.int64(),
        offset: reader.int64(),
        leaderEpoch: version >= 4 ? reader.int32() : -1,
      })),
    };
  },
};
