import type { Api } from "./api";
import { readPerTopic, type PerTopic } from "./perTopic";

export interface DescribeLogDirsQuestion {
  /** Partitions that the broker has no replica of are left out of its answer. */
  readonly topics: readonly PerTopic<number>[];
}

export interface LogDirReplica {
  readonly partition: number;
  readonly sizeBytes: bigint;
  /** Of the replica's end behind the leader's high watermark. */
  readonly offsetLag: bigint;
  /** A copy in the making, to replace the replica in another directory. */
  readonly isFuture: boolean;
}

export interface LogDir {
  readonly errorCode: number;
  readonly path: string;
  readonly topics: readonly PerTopic<LogDirReplica>[];
}

export interface DescribeLogDirsAnswer {
  /** Always 0 below version 3, where a user without permission is told of no directory. */
  readonly errorCode: number;
  readonly directories: readonly LogDir[];
}

/** Replicas on one broker's disks (KIP-113). The versions after 4 say nothing we ask for. */
export const describeLogDirsApi: Api<DescribeLogDirsQuestion, DescribeLogDirsAnswer> = {
  key: 35,
  name: "DescribeLogDirs",
  minVersion: 1,
  maxVersion: 4,
  flexibleFrom: 2,
  isRead: true,

  encode(writer, { topics }) {
    writer.structs(topics, (_, { topic, partitions }) => {
      writer.string(topic).array(partitions, (__, partition) => writer.int32(partition));
    });
  },

  decode(reader, version) {
    reader.throttleTime();
    return {
      errorCode: version >= 3 ? reader.int16() : 0,
      directories: reader.structs(() => {
        const directory = {
          errorCode: reader.int16(),
          path: reader.string(),
          topics: readPerTopic(reader, () => ({
            partition: reader.int32(),
            sizeBytes: reader.int64(),
            offsetLag: reader.int64(),
            isFuture: reader.boolean(),
          })),
        };
        if (version >= 4) {
          reader.int64(); // bytes of the volume
          reader.int64(); // and how many of them are free
        }
        return directory;
      }),
    };
  },
};
