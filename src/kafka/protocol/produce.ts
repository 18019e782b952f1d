import type { Api } from "./api";
import { readPerTopic, writePerTopic, type PerTopic } from "./perTopic";

export interface ProduceQuestion {
  readonly topics: readonly PerTopic<{
    readonly partition: number;
    /** One record batch (format v2). */
    readonly records: Buffer;
  }>[];
}

export interface ProduceAnswer {
  readonly topics: readonly PerTopic<ProducedBatch>[];
}

export interface ProducedBatch {
  readonly partition: number;
  /** 0: every in-sync replica has it. */
  readonly errorCode: number;
  /** Of the batch's first message; −1 where nothing was appended. */
  readonly baseOffset: bigint;
  /** The broker's own words; told from version 8 on. */
  readonly errorMessage: string | undefined;
}

const allInSyncReplicas = -1;
/** How long a leader waits for its in-sync replicas. */
const replicationTimeoutMs = 10_000;

/** Appends batches to partitions, to be sent to their leader. Without transactions and sequence numbers. */
export const produceApi: Api<ProduceQuestion, ProduceAnswer> = {
  key: 0,
  name: "Produce",
  minVersion: 3,
  maxVersion: 12,
  flexibleFrom: 9,
  waitMs: () => replicationTimeoutMs,

  encode(writer, { topics }) {
    const noTransactionalId = undefined;
    writer.nullableString(noTransactionalId).int16(allInSyncReplicas).int32(replicationTimeoutMs);
    writePerTopic(writer, topics, (_, { partition, records }) => {
      writer.int32(partition).bytes(records);
    });
  },

  decode(reader, version) {
    const topics = readPerTopic(reader, () => {
      const batch = {
        partition: reader.int32(),
        errorCode: reader.int16(),
        baseOffset: reader.int64(),
      };
      reader.int64(); // log append time
      if (version >= 5) reader.int64(); // log start offset
      if (version < 8) return { ...batch, errorMessage: undefined };
      const reasons = reader.structs(() => {
        reader.int32(); // index in the batch
        return reader.nullableString();
      });
      const errorMessage = reader.nullableString();
      return { ...batch, errorMessage: reasons.find((reason) => reason) ?? errorMessage };
    });
    reader.throttleTime();
    return { topics };
  },
};
