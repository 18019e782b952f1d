import type { KafkaErrorKind } from "./errors";
import type {
  ClusterDescription,
  CommitResult,
  CommittedOffset,
  ConfigResource,
  ConfigResult,
  DeleteResult,
  GroupDescription,
  GroupListing,
  GroupResult,
  IsolationLevel,
  ListedOffset,
  Message,
  MessageToProduce,
  Offset,
  OffsetSpec,
  OffsetToCommit,
  PartitionProducers,
  Position,
  ProducedMessage,
  ReplicaSizes,
  ShareOffset,
  TopicDescription,
  TopicPartition,
  TopicResult,
  TopicToCreate,
} from "./model";

export interface OffsetQuestion extends TopicPartition {
  readonly at: OffsetSpec;
}

/** How fetches are cut, for slow links; what is missing keeps its default. Kafka's consumer settings of these names. */
export interface FetchTuning {
  /** A broker answers once it has so much, or `maxWaitMs` has passed. Tails only. */
  readonly minBytes?: number;
  readonly maxWaitMs?: number;
  /** Of one answer. Not a limit of memory: a first batch that is larger comes whole. */
  readonly maxBytes?: number;
  readonly maxPartitionBytes?: number;
}

/** A partition that could not be read. */
export interface PartitionFailure extends TopicPartition {
  /** A sentence a person can read. */
  readonly message: string;
  readonly kind: KafkaErrorKind;
}

export interface ReadableRange extends TopicPartition {
  /** First readable offset (log start offset). */
  readonly start: Offset;
  /** One past the last offset readable at the isolation level: `highWatermark` or `lastStableOffset`. */
  readonly end: Offset;
  readonly highWatermark: Offset;
  readonly lastStableOffset: Offset;
}

/** Topic ids at the time reading began. A topic that has another id now was deleted and created again. */
export type TopicIds = ReadonlyMap<string, string>;

/** What went over connections so far; only grows. */
export interface Traffic {
  readonly requests: number;
  /** Of answers, compressed where batches are. */
  readonly receivedBytes: number;
  /** How long brokers asked this client to hold off (quota), summed over their answers. */
  readonly throttleMs: number;
  /** From sending to the answer, summed over the answers; what brokers waited for messages is part of it. */
  readonly answerMs: number;
}

export interface TailRequest {
  /** First offsets to read; partitions of several topics may be mixed. */
  readonly from: readonly Position[];
  readonly isolation: IsolationLevel;
  /** Messages of aborted transactions are delivered too, marked `isAborted`. */
  readonly includeAborted?: boolean;
  readonly tuning?: FetchTuning;
}

/** What a tail is going through while it delivers nothing; it goes on by itself. */
export interface Interruption extends TopicPartition {
  /** For instance "Lost broker 1 at offset 512; trying again (2)." */
  readonly message: string;
}

export interface TailBatch {
  /** Per partition in offset order; merged as they came, by timestamp within one batch. */
  readonly messages: readonly Message[];
  readonly gaps: readonly OffsetGap[];
  /** Where every partition goes on, also those that are paused. */
  readonly next: readonly Position[];
  /** As the brokers last told, for lag to the end. */
  readonly ranges: readonly ReadableRange[];
  /**
   * Partitions that ended for good (topic deleted, created again, permission taken away, position behind the end).
   * They are no longer read, and told in every batch, until they are sought.
   */
  readonly failures: readonly PartitionFailure[];
  readonly interruptions: readonly Interruption[];
  readonly bytes: number;
  readonly requests: number;
  /** How long the brokers asked this client to hold off (quota); 0 mostly. */
  readonly throttleMs: number;
}

/**
 * Follows partitions without a group, as kafka-python's assign, seek, pause, resume and poll do. It fetches on
 * connections of its own, only while someone polls, and holds no more than one answer per broker. A lost
 * broker or a moved leader is survived at the same offset: nothing is left out, nothing comes twice.
 */
export interface Tail {
  /** The next messages, at most `maxMessages`; an empty batch after `maxWaitMs` without any. One poll at a time. */
  poll(
    limits: { readonly maxMessages: number; readonly maxWaitMs: number },
    signal?: AbortSignal,
  ): Promise<TailBatch>;
  pause(partitions: readonly TopicPartition[]): void;
  resume(partitions: readonly TopicPartition[]): void;
  /** What was fetched of the partition and not yet polled is dropped. A new partition is added. */
  seek(position: Position): void;
  /** At once, with its sockets. */
  close(): void;
}

/** A part of a partition: from the first offset up to but without the last. */
export interface OffsetRange extends TopicPartition {
  readonly from: Offset;
  readonly to: Offset;
}

/**
 * Chooses among messages. `anyOf`, where given, is a quick look first: only records whose undecoded key, value or
 * headers hold at least one of these byte strings are decoded and shown to `select`.
 */
export interface ScanFilter {
  readonly anyOf?: readonly Buffer[];
  /** Which of them are hits; may take its time, in a worker for instance. */
  select(messages: readonly Message[]): readonly Message[] | Promise<readonly Message[]>;
}

export interface ScanRequest {
  readonly ranges: readonly OffsetRange[];
  readonly isolation: IsolationLevel;
  readonly includeAborted?: boolean;
  /** Without one, every message is delivered. */
  readonly filter?: ScanFilter;
  /** The scan ends after so many messages delivered, and can be resumed. */
  readonly maxMessages?: number;
  readonly tuning?: FetchTuning;
}

export interface ScanStep {
  /** In offset order within each partition; partitions are not merged. */
  readonly messages: readonly Message[];
  /** Without a filter, what was read over. With one, only what could not be read. */
  readonly gaps: readonly OffsetGap[];
  readonly progress: ScanProgress;
  readonly failures: readonly PartitionFailure[];
  readonly interruptions: readonly Interruption[];
}

export interface ScanProgress {
  readonly scannedOffsets: bigint;
  readonly totalOffsets: bigint;
  /** Messages looked at, which are fewer than offsets where there are gaps. */
  readonly scannedMessages: bigint;
  /** Received, compressed. */
  readonly bytes: number;
  readonly elapsedMs: number;
  /** What is left, for a resumed scan; empty when all was scanned. */
  readonly left: readonly OffsetRange[];
}

/** Offsets that were read over but hold no message to show. */
export interface OffsetGap extends TopicPartition {
  readonly firstOffset: Offset;
  readonly lastOffset: Offset;
  /** Commit and abort markers among them. */
  readonly controlRecords: number;
  /** Messages of aborted transactions among them. */
  readonly abortedMessages: number;
  /** Set when the gap is data that could not be read (unknown codec, bad CRC): a sentence why. */
  readonly unreadable?: string;
  /** Deleted between two pages, by retention or by someone. */
  readonly isDeleted?: true;
}

export interface ReadPage {
  /** In reading order: ascending for `readForward`, descending for `readBackward`. */
  readonly messages: readonly Message[];
  readonly gaps: readonly OffsetGap[];
  /**
   * Where the next call in the same direction goes on: the next offset to read (forward), or the offset
   * before which to read (backward). One for every position asked for, in that order.
   */
  readonly next: readonly Position[];
  /** At the time of the read, of every partition whose range could be read. */
  readonly ranges: readonly ReadableRange[];
  /** Partitions that could not be read; the others' messages are still good. */
  readonly failures: readonly PartitionFailure[];
  /** For the next page to read the same topics. Without those whose brokers know no ids (below Kafka 2.8). */
  readonly topicIds: TopicIds;
  /** Received from partitions' leaders, compressed. */
  readonly bytes: number;
  /** Sent to partitions' leaders. */
  readonly requests: number;
  /** How long the brokers asked this client to hold off (quota); 0 mostly. */
  readonly throttleMs: number;
}

export interface ReadRequest {
  /**
   * Forward: first offsets to read. Backward: read what lies before these. Partitions of several topics may be
   * mixed; each may be named once.
   */
  readonly from: readonly Position[];
  /**
   * The positions are an earlier page's `next`: what was deleted at them since is a gap, and reading goes on
   * behind it. Otherwise an offset that is gone is a failure of its partition.
   */
  readonly continues?: boolean;
  /** At most this many messages over all partitions; 1 to 10,000. */
  readonly maxMessages: number;
  readonly isolation: IsolationLevel;
  /** Messages of aborted transactions are delivered too, marked `isAborted`. */
  readonly includeAborted?: boolean;
  /** How partitions are merged, each keeping its own order: by time unless said otherwise. */
  readonly order?: "timestamp" | "offset";
  /** Of an earlier page. Partitions of a topic that has another id now fail with `notFound`. */
  readonly topicIds?: TopicIds;
  /** Read just now, at the same isolation level: these are not asked for again. Others are. */
  readonly ranges?: readonly ReadableRange[];
  readonly tuning?: FetchTuning;
}

/**
 * Everything the extension asks of one cluster. It connects on first use and again after a lost connection.
 *
 * Every call may be ended by its signal and is bounded by the connection's timeouts; every failure is a
 * `KafkaError`. Calls named list, describe, fetch or read never change anything on the cluster: no group is
 * joined, no offset committed, no topic created.
 */
export interface ClusterGateway {
  /** Of all calls, tails and scans together. */
  readonly traffic: Traffic;

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

  /** The next page in ascending order, merged over partitions, offset order kept in each. */
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

  /**
   * Writes. Only empty groups can be deleted; the others' failures are 68 (NON_EMPTY_GROUP). One result per group.
   * Sent once to each coordinator, like a commit.
   * @throws KafkaError `timeout` or `unreachable` when some group's outcome is unknown; others may be gone
   */
  deleteGroups(
    groupIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly (DeleteResult & { readonly groupId: string })[]>;

  /**
   * Writes: the group forgets its commits of these partitions. Topics a live group is subscribed to are refused
   * with 86 (GROUP_SUBSCRIBED_TO_TOPIC). Sent once, like a commit.
   * @throws KafkaError as `commitOffsets`
   */
  deleteOffsets(
    groupId: string,
    partitions: readonly TopicPartition[],
    signal?: AbortSignal,
  ): Promise<readonly (DeleteResult & TopicPartition)[]>;

  /**
   * Writes one message, acknowledged by all in-sync replicas. Sent once and never repeated.
   * @throws KafkaError `timeout` or `unreachable` when it is unknown whether it was written
   */
  produce(message: MessageToProduce, signal?: AbortSignal): Promise<ProducedMessage>;

  /**
   * Writes. One result per topic, in the order asked; a topic that exists fails with 36. Answers once the controller
   * has created them, which is a moment before their partitions have leaders.
   */
  createTopics(
    topics: readonly TopicToCreate[],
    signal?: AbortSignal,
  ): Promise<readonly TopicResult[]>;

  /** Writes. One result per topic, in the order asked. */
  deleteTopics(topics: readonly string[], signal?: AbortSignal): Promise<readonly TopicResult[]>;

  /** Where share groups (KIP-932) begin; other groups answer with a failure. Needs Kafka ≥ 4.1. */
  describeShareOffsets(
    groupIds: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly GroupResult<readonly ShareOffset[]>[]>;

  /** Producers with state on the partitions, and their open transactions. Needs Kafka ≥ 2.8. */
  describeProducers(
    partitions: readonly TopicPartition[],
    signal?: AbortSignal,
  ): Promise<readonly PartitionProducers[]>;

  /** Disk use of the topics' replicas, asked of every broker. */
  describeReplicaSizes(topics: readonly string[], signal?: AbortSignal): Promise<ReplicaSizes>;

  describeConfigs(
    resources: readonly ConfigResource[],
    signal?: AbortSignal,
  ): Promise<readonly ConfigResult[]>;

  /** Reads on and on as messages arrive. Opens nothing before the first poll; the caller closes it. */
  openTail(request: TailRequest): Tail;

  /**
   * Reads ranges as fast as they come, on connections of its own: for search and export. Each step says how far it
   * got. Memory is bounded however long the caller takes with a step; ending the iteration ends the scan.
   */
  scan(request: ScanRequest, signal?: AbortSignal): AsyncGenerator<ScanStep, void, undefined>;

  /** Ends what is under way and closes every socket. The gateway cannot be used afterwards. */
  close(): Promise<void>;
}
