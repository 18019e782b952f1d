import type {
  ClusterDescription,
  CommitResult,
  CommittedOffset,
  GroupDescription,
  GroupListing,
  GroupResult,
  IsolationLevel,
  ListedOffset,
  Message,
  Offset,
  OffsetSpec,
  OffsetToCommit,
  TopicDescription,
  TopicPartition,
} from "./model";

/** How to reach a cluster. Held in memory only: secrets would be part of it. */
export interface ClusterConnection {
  readonly bootstrapServers: readonly string[];
  readonly clientId: string;
  /** One address: TCP, TLS and the first answer together. */
  readonly connectTimeoutMs: number;
  /** One request, from send to answer. */
  readonly requestTimeoutMs: number;
}

export interface OffsetQuestion extends TopicPartition {
  readonly at: OffsetSpec;
}

export type Positions = ReadonlyMap<number, Offset>;

/** Offsets that were read over but hold no message to show. */
export interface OffsetGap {
  readonly partition: number;
  readonly firstOffset: Offset;
  readonly lastOffset: Offset;
  /** Commit and abort markers among them. */
  readonly controlRecords: number;
  /** Messages of aborted transactions among them. */
  readonly abortedMessages: number;
  /** Set when the gap is data that could not be read (unknown codec, bad CRC): a sentence why. */
  readonly unreadable?: string;
}

export interface ReadPage {
  /** In reading order: ascending for `readForward`, descending for `readBackward`. */
  readonly messages: readonly Message[];
  readonly gaps: readonly OffsetGap[];
  /**
   * Where the next call in the same direction goes on: the next offset to read (forward), or the offset
   * before which to read (backward), for every partition asked for.
   */
  readonly next: Positions;
  /** Readable range at the time of the read; `end` follows the isolation level. */
  readonly ranges: ReadonlyMap<number, { readonly start: Offset; readonly end: Offset }>;
  /** Partitions that could not be read, by number; the others' messages are still good. */
  readonly failures: ReadonlyMap<number, string>;
  /** Bytes received from brokers. */
  readonly bytes: number;
}

export interface ReadRequest {
  readonly topic: string;
  /** Forward: first offset to read. Backward: read what lies before this offset. */
  readonly from: Positions;
  /** At most this many messages over all partitions; 1 to 10,000. */
  readonly maxMessages: number;
  readonly isolation: IsolationLevel;
  /** Messages of aborted transactions are delivered too, marked `isAborted`. */
  readonly includeAborted?: boolean;
}

/**
 * Everything the extension asks of one cluster. It connects on first use and again after a lost connection.
 *
 * Every call may be ended by its signal and is bounded by the connection's timeouts; every failure is a
 * `KafkaError`. Calls named list, describe, fetch or read never change anything on the cluster: no group is
 * joined, no offset committed, no topic created.
 */
export interface ClusterGateway {
  describeCluster(signal?: AbortSignal): Promise<ClusterDescription>;

  /** All topics the user may see, internal ones included, sorted by name. */
  listTopics(signal?: AbortSignal): Promise<readonly TopicDescription[]>;

  /** The named topics, in the order asked; a missing or forbidden one carries its failure. */
  describeTopics(
    topics: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly TopicDescription[]>;

  /**
   * Answers every question, in the order asked, with one request per leader; failures stay per partition.
   * `latest` is the high watermark for readUncommitted and the last stable offset for readCommitted.
   * @throws KafkaError `invalidInput` for a negative timestamp: those are sentinels of the protocol.
   */
  listOffsets(
    questions: readonly OffsetQuestion[],
    isolation: IsolationLevel,
    signal?: AbortSignal,
  ): Promise<readonly ListedOffset[]>;

  /** All groups the user may see, of all brokers, sorted by id. */
  listGroups(signal?: AbortSignal): Promise<readonly GroupListing[]>;

  /**
   * Describes each group by the request of its own type (KIP-848 groups look Dead to the classic one).
   * A group that does not exist fails with `ItemFailure` code 69 (GROUP_ID_NOT_FOUND).
   */
  describeGroups(
    groupIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly GroupResult<GroupDescription>[]>;

  /** Every partition the group has a commit for, and the asked `partitions` even where it has none. */
  fetchCommittedOffsets(
    groupIds: readonly string[],
    signal?: AbortSignal,
    partitions?: readonly TopicPartition[],
  ): Promise<readonly GroupResult<readonly CommittedOffset[]>[]>;

  /** The next page in ascending order, merged over partitions by timestamp, offset order kept in each. */
  readForward(request: ReadRequest, signal?: AbortSignal): Promise<ReadPage>;

  /** The next page in descending order: for every partition the messages before `from`, newest first. */
  readBackward(request: ReadRequest, signal?: AbortSignal): Promise<ReadPage>;

  /**
   * Writes. One OffsetCommit with generation −1 and no member id, sent once and never repeated: the broker
   * accepts it only while the group is empty, and answers UNKNOWN_MEMBER_ID (25) for a live one.
   * Creates the group if it does not exist.
   * @throws KafkaError `timeout` or `unreachable` when the outcome is unknown: read back before anything else.
   */
  commitOffsets(
    groupId: string,
    offsets: readonly OffsetToCommit[],
    signal?: AbortSignal,
  ): Promise<readonly CommitResult[]>;

  /** Ends what is under way and closes every socket. The gateway cannot be used afterwards. */
  close(): Promise<void>;
}
