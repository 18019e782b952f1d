import { KafkaError } from "../errors";
import type { Api } from "./api";
import { readPerTopic, type PerTopic } from "./perTopic";
import type { Reader } from "./reader";
import type { Writer } from "./writer";

/** First version that takes more than one group (KIP-709); below it `groups` must hold exactly one. */
export const offsetFetchManyGroupsFrom = 8;

export interface OffsetFetchGroup {
  readonly groupId: string;
  /** "all": every partition the group has a commit for. */
  readonly topics: "all" | readonly PerTopic<number>[];
}

export interface OffsetFetchQuestion {
  readonly groups: readonly OffsetFetchGroup[];
  /** Fail with UNSTABLE_OFFSET_COMMIT while a transaction may still change a commit (KIP-447); from version 7. */
  readonly requireStable: boolean;
}

export interface FetchedCommit {
  readonly partition: number;
  /** −1: the group has no commit here. */
  readonly offset: bigint;
  /** −1 when the commit carries none, and below version 5. */
  readonly leaderEpoch: number;
  readonly metadata: string;
  readonly errorCode: number;
}

export interface OffsetFetchGroupAnswer {
  readonly groupId: string;
  readonly errorCode: number;
  readonly topics: readonly PerTopic<FetchedCommit>[];
}

export interface OffsetFetchAnswer {
  readonly groups: readonly OffsetFetchGroupAnswer[];
}

/**
 * Committed offsets, to be sent to the groups' coordinator.
 * Version 9 adds a member's epoch for KIP-848; asking as nobody (no member, epoch −1) is always allowed.
 */
export const offsetFetchApi: Api<OffsetFetchQuestion, OffsetFetchAnswer> = {
  key: 9,
  name: "OffsetFetch",
  minVersion: 2,
  maxVersion: 9,
  flexibleFrom: 6,
  isRead: true,

  encode(writer, { groups, requireStable }, version) {
    if (version >= offsetFetchManyGroupsFrom) {
      writer.structs(groups, (_, { groupId, topics }) => {
        writer.string(groupId);
        if (version >= 9) {
          const noMemberEpoch = -1;
          writer.nullableString(undefined).int32(noMemberEpoch);
        }
        writeTopics(writer, topics);
      });
    } else {
      const { groupId, topics } = onlyGroup(groups);
      writer.string(groupId);
      writeTopics(writer, topics);
    }
    if (version >= 7) writer.boolean(requireStable);
  },

  decode(reader, version, { groups }) {
    if (version >= 3) reader.throttleTime();
    if (version >= offsetFetchManyGroupsFrom) {
      return {
        groups: reader.structs(() => ({
          groupId: reader.string(),
          topics: readTopics(reader, version),
          errorCode: reader.int16(),
        })),
      };
    }
    return {
      groups: [
        {
          groupId: onlyGroup(groups).groupId,
          topics: readTopics(reader, version),
          errorCode: reader.int16(),
        },
      ],
    };
  },
};

function writeTopics(writer: Writer, topics: OffsetFetchGroup["topics"]): void {
  if (topics === "all") {
    writer.nullArray();
    return;
  }
  writer.structs(topics, (_, { topic, partitions }) => {
    writer.string(topic).array(partitions, (_, partition) => {
      writer.int32(partition);
    });
  });
}

function readTopics(reader: Reader, version: number): PerTopic<FetchedCommit>[] {
  return readPerTopic(reader, () => ({
    partition: reader.int32(),
    offset: reader.int64(),
    leaderEpoch: version >= 5 ? reader.int32() : -1,
    metadata: reader.string(),
    errorCode: reader.int16(),
  }));
}

function onlyGroup(groups: readonly OffsetFetchGroup[]): OffsetFetchGroup {
  const [group] = groups;
  if (group === undefined || groups.length > 1) {
    throw new KafkaError("This broker tells the offsets of one group at a time.", {
      kind: "unsupported",
    });
  }
  return group;
}
