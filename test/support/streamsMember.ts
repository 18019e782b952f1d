import type { Api } from "../../src/kafka/protocol/api";
import type { Reader } from "../../src/kafka/protocol/reader";
import type { Writer } from "../../src/kafka/protocol/writer";
import { RawConnection } from "./rawConnection";

type Tasks = readonly { readonly subtopologyId: string; readonly partitions: readonly number[] }[];

interface Heartbeat {
  readonly groupId: string;
  readonly memberId: string;
  /** 0 joins, −1 leaves. */
  readonly memberEpoch: number;
  /** Sent when joining: one subtopology that reads these. */
  readonly sourceTopics: readonly string[];
  readonly ownedTasks: Tasks;
}

interface HeartbeatAnswer {
  readonly errorCode: number;
  readonly errorMessage: string | undefined;
  readonly memberEpoch: number;
  /** Undefined when nothing changed. */
  readonly activeTasks: Tasks | undefined;
}

const leaveEpoch = -1;

/** The part of a Kafka Streams application that its group sees (KIP-1071): no such application is among our jars. */
export class StreamsMember {
  private memberEpoch = 0;
  private ownedTasks: Tasks = [];

  private constructor(
    private readonly connection: RawConnection,
    private readonly groupId: string,
    private readonly sourceTopics: readonly string[],
  ) {}

  static async connect(
    bootstrapServers: readonly string[],
    groupId: string,
    sourceTopics: readonly string[],
  ): Promise<StreamsMember> {
    const connection = await RawConnection.open(bootstrapServers, "streams-app");
    return new StreamsMember(connection, groupId, sourceTopics);
  }

  /** Joins with the first, and owns what it was given last with each of the others. */
  async heartbeat(): Promise<void> {
    const answer = await this.send(this.memberEpoch);
    this.memberEpoch = answer.memberEpoch;
    this.ownedTasks = answer.activeTasks ?? this.ownedTasks;
  }

  async leave(): Promise<void> {
    await this.send(leaveEpoch);
    this.disconnect();
  }

  disconnect(): void {
    this.connection.close();
  }

  private async send(memberEpoch: number): Promise<HeartbeatAnswer> {
    const { groupId, sourceTopics, ownedTasks } = this;
    const question = { groupId, memberId: "member-1", memberEpoch, sourceTopics, ownedTasks };
    const answer = await this.connection.send(heartbeatApi, question);
    if (answer.errorCode === 0) return answer;
    throw new Error(`Heartbeat refused: ${answer.errorCode} ${answer.errorMessage ?? ""}`);
  }
}

const heartbeatApi: Api<Heartbeat, HeartbeatAnswer> = {
  key: 88,
  name: "StreamsGroupHeartbeat",
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,

  encode(writer, { groupId, memberId, memberEpoch, sourceTopics, ownedTasks }) {
    const isJoining = memberEpoch === 0;
    const unchanged = -1;
    writer.string(groupId).string(memberId).int32(memberEpoch).int32(0);
    writer.nullableString(undefined).nullableString(isJoining ? "rack-1" : undefined);
    writer.int32(isJoining ? 10_000 : unchanged);
    if (isJoining) writeTopology(writer.int8(1), sourceTopics);
    else writer.int8(unchanged);
    const isLeaving = memberEpoch < 0;
    for (const tasks of [ownedTasks, [], []]) {
      if (isLeaving) writer.nullArray();
      else writeTasks(writer, tasks);
    }
    writer.nullableString(isJoining ? "process-1" : undefined);
    writer.int8(unchanged); // endpoint
    if (isJoining) writer.structs([], () => undefined);
    else writer.nullArray(); // client tags
    writer.nullArray().nullArray().boolean(false);
  },

  decode(reader) {
    reader.throttleTime();
    const errorCode = reader.int16();
    const errorMessage = reader.nullableString();
    reader.string(); // member id
    const memberEpoch = reader.int32();
    reader.int32(); // heartbeat interval
    reader.int32(); // acceptable recovery lag
    reader.int32(); // task offset interval
    reader.structs(() => {
      reader.int8(); // status code
      reader.string(); // status detail
    });
    const activeTasks = readTasks(reader);
    return { errorCode, errorMessage, memberEpoch, activeTasks };
  },
};

function writeTopology(writer: Writer, sourceTopics: readonly string[]): void {
  const epoch = 1;
  const subtopologies = ["0"];
  const none: never[] = [];
  writer.int32(epoch).structs(subtopologies, (_, subtopologyId) => {
    writer.string(subtopologyId).array(sourceTopics, (__, topic) => {
      writer.string(topic);
    });
    for (let list = 0; list < 5; list++) writer.array(none, () => undefined);
  });
  writer.emptyTaggedFields();
}

function writeTasks(writer: Writer, tasks: Tasks): void {
  writer.structs(tasks, (_, { subtopologyId, partitions }) => {
    writer.string(subtopologyId).array(partitions, (__, partition) => {
      writer.int32(partition);
    });
  });
}

function readTasks(reader: Reader): Tasks | undefined {
  return reader.structs(() => ({
    subtopologyId: reader.string(),
    partitions: reader.array(() => reader.int32()),
  }));
}
