/** The words of Kafka as data. Offsets and timestamps are `bigint`: both are int64 on the wire. */

/** A position in a partition's log. Never a `number`: offsets above 2^53 are legal. */
export type Offset = bigint;

/** Milliseconds since the Unix epoch, as the broker stores it. −1 means the message has none (record format v0). */
export type TimestampMs = bigint;

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** Where reading one partition goes on. */
export interface Position extends TopicPartition {
  readonly offset: Offset;
}

export interface Broker {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | undefined;
}

export interface ClusterDescription {
  readonly clusterId: string | undefined;
  /** Undefined while no controller is known. */
  readonly controllerId: number | undefined;
  readonly brokers: readonly Broker[];
  /** Registered, and not serving: stopped, or lost. Only told from Kafka 4.0 on. */
  readonly fencedBrokers: readonly Broker[];
}

/** One thing of many that could not be read; the others are still good. */
export interface ItemFailure {
  /** The protocol's error code, for instance 29 for TOPIC_AUTHORIZATION_FAILED. */
  readonly code: number;
  /** A sentence a person can read. */
  readonly message: string;
}

export interface PartitionDescription {
  readonly partition: number;
  /** Undefined while the partition has no leader; it can then be neither read nor measured. */
  readonly leader: number | undefined;
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  readonly inSyncReplicas: readonly number[];
  readonly offlineReplicas: readonly number[];
}

export interface TopicDescription {
  readonly topic: string;
  /** Changes when a topic is deleted and created again. Undefined on brokers below Kafka 2.8. */
  readonly topicId: string | undefined;
  /** True for topics that brokers keep for themselves, such as __consumer_offsets. */
  readonly isInternal: boolean;
  readonly partitions: readonly PartitionDescription[];
  /** Set when this one topic could not be described; `partitions` is then empty. */
  readonly failure: ItemFailure | undefined;
}

/**
 * What a ListOffsets request asks of one partition. `maxTimestamp` is the message with the newest timestamp, which
 * need not be the last; it needs Kafka ≥ 3.0. A timestamp must not be negative: those are sentinels.
 */
export type OffsetSpec =
  "earliest" | "latest" | "maxTimestamp" | { readonly timestampMs: TimestampMs };

/**
 * `readUncommitted`: the end is the high watermark. `readCommitted`: the end is the last stable offset,
 * and messages of aborted transactions are left out.
 */
export type IsolationLevel = "readUncommitted" | "readCommitted";

export interface ListedOffset extends TopicPartition {
  /** Undefined when no message is at or after the asked timestamp, and when there is a failure. */
  readonly offset: Offset | undefined;
  /** The found message's timestamp; not for the ends of the log. */
  readonly timestampMs: TimestampMs | undefined;
  readonly failure: ItemFailure | undefined;
}

/** Readable range of one partition. */
export interface Watermarks {
  /** First readable offset (log start offset). */
  readonly start: Offset;
  /** One past the last readable offset: high watermark, or last stable offset where said. */
  readonly end: Offset;
}

/** Verbatim from ListGroups v5; `unknown` on brokers that do not tell, and for types of the future. */
export type GroupType = "classic" | "consumer" | "share" | "streams" | "unknown";

/**
 * Kafka's own state words, verbatim: Stable, Empty, Dead, PreparingRebalance, CompletingRebalance (classic),
 * Assigning, Reconciling (KIP-848), NotReady (streams). Open-ended: brokers may add some.
 */
export type GroupState = string;

export interface GroupListing {
  readonly groupId: string;
  readonly type: GroupType;
  /** "consumer" for consumers, "connect" for Connect workers, "" for groups that only hold commits. */
  readonly protocolType: string;
  /** Undefined on brokers below Kafka 2.6, which list no states. */
  readonly state: GroupState | undefined;
}

export interface GroupMember {
  readonly memberId: string;
  readonly instanceId: string | undefined;
  readonly clientId: string;
  readonly clientHost: string;
  readonly assignment: readonly TopicPartition[];
  /** Where KIP-848's coordinator wants this member to be; undefined for classic groups. */
  readonly targetAssignment: readonly TopicPartition[] | undefined;
  /** KIP-848, share and streams groups. */
  readonly memberEpoch: number | undefined;
  readonly rack: string | undefined;
  /** Topics the member asked for, where its protocol tells them; regular expressions in their own words. */
  readonly subscription: readonly string[];
}

export interface GroupDescription {
  readonly groupId: string;
  readonly type: GroupType;
  readonly state: GroupState;
  readonly protocolType: string;
  /** Partition assignor ("range", "uniform"…); empty when none was chosen yet. */
  readonly assignor: string;
  readonly coordinator: Broker;
  /** KIP-848, share and streams groups. */
  readonly groupEpoch: number | undefined;
  /** The epoch of the target assignment; behind `groupEpoch` while a new one is computed. */
  readonly assignmentEpoch: number | undefined;
  readonly members: readonly GroupMember[];
}

/** A group's answer, or why there is none: one unreadable group must not hide the others. */
export type GroupResult<T> =
  | { readonly groupId: string; readonly value: T; readonly failure?: undefined }
  | { readonly groupId: string; readonly value?: undefined; readonly failure: ItemFailure };

export interface CommittedOffset extends TopicPartition {
  /** The next offset the group will read. Undefined: the group has no commit here, which is not offset 0. */
  readonly offset: Offset | undefined;
  /** −1 when the commit carries none. */
  readonly leaderEpoch: number;
  readonly metadata: string;
  readonly failure: ItemFailure | undefined;
}

/** One partition of an OffsetCommit. */
export interface OffsetToCommit extends TopicPartition {
  /** Not negative. */
  readonly offset: Offset;
  readonly metadata?: string;
  readonly leaderEpoch?: number;
}

export interface CommitResult extends TopicPartition {
  /** Undefined: the broker accepted it. That is not yet proof: read it back. */
  readonly failure: ItemFailure | undefined;
}

/** One item of a request that deletes. */
export interface DeleteResult {
  /** Undefined: the broker says it is gone. */
  readonly failure: ItemFailure | undefined;
}

/** Where a share group begins to deliver (KIP-932). */
export interface ShareOffset extends TopicPartition {
  /** Undefined when the group has not read here yet. */
  readonly startOffset: Offset | undefined;
  readonly leaderEpoch: number;
  /** Messages not yet acknowledged, where the broker tells (version 1 of the request). */
  readonly lag: bigint | undefined;
  readonly failure: ItemFailure | undefined;
}

/** A producer the partition's leader remembers. */
export interface ActiveProducer {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly lastSequence: number;
  readonly lastTimestampMs: TimestampMs;
  readonly coordinatorEpoch: number;
  /** First offset of its open transaction; undefined when it has none. */
  readonly openTransactionStart: Offset | undefined;
}

export interface PartitionProducers extends TopicPartition {
  readonly producers: readonly ActiveProducer[];
  readonly failure: ItemFailure | undefined;
}

/** One replica on a broker's disk. */
export interface ReplicaSize extends TopicPartition {
  readonly nodeId: number;
  readonly logDirectory: string;
  readonly sizeBytes: bigint;
  /** How far it is behind its leader. */
  readonly offsetLag: bigint;
}

export interface ReplicaSizes {
  readonly replicas: readonly ReplicaSize[];
  /** Brokers that could not be asked, by node id. */
  readonly failures: ReadonlyMap<number, ItemFailure>;
}

export interface ConfigResource {
  readonly type: "topic" | "broker";
  /** Topic name, or node id. */
  readonly name: string;
}

export interface ConfigEntry {
  readonly name: string;
  /** Undefined for sensitive values, which brokers never tell. */
  readonly value: string | undefined;
  /** Kafka's own default: set neither here nor for all topics or brokers. */
  readonly isDefault: boolean;
  readonly isSensitive: boolean;
  readonly isReadOnly: boolean;
}

export interface ConfigResult extends ConfigResource {
  readonly entries: readonly ConfigEntry[];
  readonly failure: ItemFailure | undefined;
}

export type Codec = "none" | "gzip" | "snappy" | "lz4" | "zstd";

/** What the record batch says of all its messages. */
export interface BatchInfo {
  readonly baseOffset: Offset;
  readonly lastOffset: Offset;
  readonly codec: Codec;
  /** Bytes on the wire, compressed. */
  readonly sizeBytes: number;
  readonly leaderEpoch: number;
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly isTransactional: boolean;
}

export interface MessageHeader {
  readonly key: string;
  readonly value: Buffer | undefined;
}

/** One message, its bytes not yet decoded. */
export interface Message extends TopicPartition {
  readonly offset: Offset;
  readonly timestampMs: TimestampMs;
  /** Who set the timestamp: the producer, or the broker on append. */
  readonly timestampType: "createTime" | "logAppendTime";
  readonly key: Buffer | undefined;
  /** Undefined is a tombstone; an empty buffer is an empty value. */
  readonly value: Buffer | undefined;
  /** In the producer's order; keys may repeat. */
  readonly headers: readonly MessageHeader[];
  readonly batch: BatchInfo;
  /** True when the transaction it belongs to was aborted; only delivered when asked for. */
  readonly isAborted: boolean;
}

/** A message to be written to a partition that was chosen already. */
export interface MessageToProduce extends TopicPartition {
  /** Milliseconds since the epoch. A topic with LogAppendTime takes the broker's clock instead. */
  readonly timestampMs: bigint;
  readonly key: Buffer | undefined;
  /** Undefined is a tombstone. */
  readonly value: Buffer | undefined;
  /** In this order; keys may repeat. */
  readonly headers: readonly MessageHeader[];
}

export interface ProducedMessage extends TopicPartition {
  readonly offset: Offset;
}

export interface TopicToCreate {
  readonly topic: string;
  readonly partitions: number;
  /** The broker's default when missing. */
  readonly replicationFactor?: number;
  readonly configs?: Readonly<Record<string, string>>;
}

export interface TopicResult {
  readonly topic: string;
  readonly failure?: ItemFailure;
}
