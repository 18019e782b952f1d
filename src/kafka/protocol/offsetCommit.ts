import type { Api } from "./api";
import { readPerTopic, writePerTopic, type PerTopic } from "./perTopic";

export interface OffsetCommitQuestion {
  readonly groupId: string;
  readonly topics: readonly PerTopic<{
    readonly partition: number;
    readonly offset: bigint;
    /** −1 when unknown; sent from version 6 on (KIP-320). */
    readonly leaderEpoch: number;
    readonly metadata: string;
  }>[];
}

export interface OffsetCommitAnswer {
  readonly topics: readonly PerTopic<{
    readonly partition: number;
    /** 0: accepted. */
    readonly errorCode: number;
  }>[];
}

const noGeneration = -1;
const noMemberId = "";

/**
 * Commits from outside a group, to be sent to its coordinator: without generation and member the broker accepts
 * them only while the group has no members, and creates the group if there is none.
 */
export const offsetCommitApi: Api<OffsetCommitQuestion, OffsetCommitAnswer> = {
  key: 8,
  name: "OffsetCommit",
  minVersion: 2,
  maxVersion: 9,
  flexibleFrom: 8,

  encode(writer, { groupId, topics }, version) {
    writer.string(groupId).int32(noGeneration).string(noMemberId);
    if (version >= 7) {
      const noInstanceId = undefined;
      writer.nullableString(noInstanceId);
    }
    if (version <= 4) {
      const brokersOwnRetention = -1n;
      writer.int64(brokersOwnRetention);
    }
    writePerTopic(writer, topics, (_, { partition, offset, leaderEpoch, metadata }) => {
      writer.int32(partition).int64(offset);
      if (version >= 6) writer.int32(leaderEpoch);
      writer.string(metadata);
    });
  },

  decode(reader, version) {
    if (version >= 3) reader.throttleTime();
    return {
      topics: readPerTopic(reader, () => ({
        partition: reader.int32(),
        errorCode: reader.int16(),
      })),
    };
  },
};
