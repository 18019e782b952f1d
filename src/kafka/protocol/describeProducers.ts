import type { Api } from "./api";
import { readPerTopic, type PerTopic } from "./perTopic";

export interface DescribeProducersQuestion {
  readonly topics: readonly PerTopic<number>[];
}

export interface DescribedProducer {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  /** −1 when it wrote nothing yet, as after a transaction's marker. */
  readonly lastSequence: number;
  readonly lastTimestamp: bigint;
  /** Of the transaction coordinator that wrote its last marker. */
  readonly coordinatorEpoch: number;
  /** First offset of its open transaction; −1 without one. */
  readonly currentTransactionStart: bigint;
}

export interface PartitionProducerStates {
  readonly partition: number;
  readonly errorCode: number;
  readonly producers: readonly DescribedProducer[];
}

export interface DescribeProducersAnswer {
  readonly topics: readonly PerTopic<PartitionProducerStates>[];
}

/** Idempotent and transactional producers a partition's leader remembers (KIP-664); to be sent to the leader. */
export const describeProducersApi: Api<DescribeProducersQuestion, DescribeProducersAnswer> = {
  key: 61,
  name: "DescribeProducers",
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  isRead: true,

  encode(writer, { topics }) {
    writer.structs(topics, (_, { topic, partitions }) => {
      writer.string(topic).array(partitions, (__, partition) => writer.int32(partition));
    });
  },

  decode(reader) {
    reader.throttleTime();
    return {
      topics: readPerTopic(reader, () => {
        const head = { partition: reader.int32(), errorCode: reader.int16() };
        reader.nullableString(); // error message
        const producers = reader.structs(() => ({
          producerId: reader.int64(),
          producerEpoch: reader.int32(),
          lastSequence: reader.int32(),
          lastTimestamp: reader.int64(),
          coordinatorEpoch: reader.int32(),
          currentTransactionStart: reader.int64(),
        }));
        return { ...head, producers };
      }),
    };
  },
};
