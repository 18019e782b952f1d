import type { Api } from "./api";
import {
  readDescribedGroups,
  writeDescribeQuestion,
  type DescribedGroup,
  type DescribeQuestion,
} from "./describedGroup";
import type { Reader } from "./reader";

/** A part of the topology that runs apart from the others: one task for each partition of its topics. */
export interface Subtopology {
  readonly subtopologyId: string;
  readonly sourceTopics: readonly string[];
  /** Topics the application keeps for itself, and reads here. */
  readonly repartitionSourceTopics: readonly string[];
}

export interface StreamsTasks {
  readonly subtopologyId: string;
  readonly partitions: readonly number[];
}

/** Standby and warm-up tasks only keep copies of state; they are not told. */
export interface DescribedStreamsMember {
  readonly memberId: string;
  readonly memberEpoch: number;
  readonly instanceId: string | undefined;
  readonly rackId: string | undefined;
  readonly clientId: string;
  readonly clientHost: string;
  /** Active tasks the member owns now. */
  readonly activeTasks: readonly StreamsTasks[];
  /** Active tasks the coordinator wants it to own. */
  readonly targetActiveTasks: readonly StreamsTasks[];
}

export interface DescribedStreamsGroup extends DescribedGroup {
  /** Empty while the coordinator does not know the topology. */
  readonly subtopologies: readonly Subtopology[];
  readonly members: readonly DescribedStreamsMember[];
}

export interface StreamsGroupDescribeAnswer {
  readonly groups: readonly DescribedStreamsGroup[];
}

/** Groups of Kafka Streams applications (KIP-1071), to be sent to their coordinator. */
export const streamsGroupDescribeApi: Api<DescribeQuestion, StreamsGroupDescribeAnswer> = {
  key: 89,
  name: "StreamsGroupDescribe",
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  isRead: true,

  encode: writeDescribeQuestion,

  decode(reader) {
    return readDescribedGroups(reader, () => ({
      subtopologies: readTopology(reader),
      members: reader.structs(readMember),
    }));
  },
};

function readTopology(reader: Reader): readonly Subtopology[] {
  const subtopologies = readNullableStruct(reader, () => {
    reader.int32(); // epoch
    return reader.structs(readSubtopology);
  });
  return subtopologies ?? [];
}

function readSubtopology(reader: Reader): Subtopology {
  const subtopologyId = reader.string();
  const sourceTopics = reader.array(() => reader.string());
  reader.array(() => reader.string()); // topics it writes to for repartitioning
  readTopicNames(reader); // changelogs of its state
  return { subtopologyId, sourceTopics, repartitionSourceTopics: readTopicNames(reader) };
}

function readTopicNames(reader: Reader): string[] {
  return reader.structs(() => {
    const topic = reader.string();
    reader.int32(); // partitions
    reader.int16(); // replication factor
    skipPairs(reader); // configuration
    return topic;
  });
}

function readMember(reader: Reader): DescribedStreamsMember {
  const identity = {
    memberId: reader.string(),
    memberEpoch: reader.int32(),
    instanceId: reader.nullableString(),
    rackId: reader.nullableString(),
    clientId: reader.string(),
    clientHost: reader.string(),
  };
  reader.int32(); // topology epoch
  reader.string(); // process id
  readNullableStruct(reader, () => {
    reader.string(); // host of interactive queries
    reader.int16(); // and port
  });
  skipPairs(reader); // client tags
  skipTaskOffsets(reader);
  skipTaskOffsets(reader); // the ends
  const activeTasks = readActiveTasks(reader);
  const targetActiveTasks = readActiveTasks(reader);
  reader.boolean(); // whether it speaks the classic protocol
  return { ...identity, activeTasks, targetActiveTasks };
}

function readActiveTasks(reader: Reader): StreamsTasks[] {
  const active = readTasks(reader);
  readTasks(reader); // standby
  readTasks(reader); // warm-up
  reader.skipTaggedFields();
  return active;
}

function readTasks(reader: Reader): StreamsTasks[] {
  return reader.structs(() => ({
    subtopologyId: reader.string(),
    partitions: reader.array(() => reader.int32()),
  }));
}

function skipTaskOffsets(reader: Reader): void {
  reader.structs(() => {
    reader.string(); // subtopology
    reader.int32(); // partition
    reader.int64(); // offset
  });
}

function skipPairs(reader: Reader): void {
  reader.structs(() => {
    reader.string();
    reader.string();
  });
}

/** A structure that may be missing has a byte before it: negative where there is none. */
function readNullableStruct<Value>(reader: Reader, read: () => Value): Value | undefined {
  if (reader.int8() < 0) return undefined;
  const value = read();
  reader.skipTaggedFields();
  return value;
}
