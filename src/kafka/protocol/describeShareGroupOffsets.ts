import type { Api } from "./api";
import type { PerTopic } from "./perTopic";

export interface DescribeShareGroupOffsetsQuestion {
  /** Every partition the groups know is told. */
  readonly groupIds: readonly string[];
}

export interface DescribedSharePartition {
  readonly partition: number;
  /** −1: nothing was delivered here yet. */
  readonly startOffset: bigint;
  readonly leaderEpoch: number;
  /** −1 when not known, and below version 1 (KIP-1226). */
  readonly lag: bigint;
  readonly errorCode: number;
}

export interface DescribeShareGroupOffsetsAnswer {
  readonly groups: readonly {
    readonly groupId: string;
    readonly errorCode: number;
    readonly topics: readonly PerTopic<DescribedSharePartition>[];
  }[];
}

/** Where share groups begin to deliver (KIP-932), to be sent to their coordinator. */
export const describeShareGroupOffsetsApi: Api<
  DescribeShareGroupOffsetsQuestion,
  DescribeShareGroupOffsetsAnswer
> = {
  key: 90,
  name: "DescribeShareGroupOffsets",
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  isRead: true,

  encode(writer, { groupIds }) {
    writer.structs(groupIds, (_, groupId) => {
      writer.string(groupId).nullArray();
    });
  },

  decode(reader, version) {
    reader.throttleTime();
    return {
      groups: reader.structs(() => {
        const groupId = reader.string();
        const topics = reader.structs(() => {
          const topic = reader.string();
          reader.uuid(); // topic id
          const partitions = reader.structs(() => {
            const partition = {
              partition: reader.int32(),
              startOffset: reader.int64(),
              leaderEpoch: reader.int32(),
              lag: version >= 1 ? reader.int64() : -1n,
              errorCode: reader.int16(),
            };
            reader.nullableString(); // error message
            return partition;
          });
          return { topic, partitions };
        });
        const errorCode = reader.int16();
        reader.nullableString(); // error message
        return { groupId, errorCode, topics };
      }),
    };
  },
};
