import type { Credentials } from "../../kafka/clusterConnection";

/** How a process of the lab reaches the cluster. Sent over IPC only, never on a command line: it may hold secrets. */
export interface LabConnection {
  readonly bootstrapServers: readonly string[];
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** Plaintext without authentication when missing. */
  readonly credentials?: Credentials;
  /** As of a `ClusterConnection`. */
  readonly addressMap?: Readonly<Record<string, string>>;
}

/** Kafka's RangeAssignor, or the round-robin that kafkajs ships. */
export type LabAssignor = "range" | "roundRobin";

/** When a consumer commits what it has read. */
export type CommitMode =
  | { readonly kind: "auto"; readonly intervalMs: number }
  | { readonly kind: "eachMessage" }
  | { readonly kind: "eachBatch" }
  | { readonly kind: "never" };

export interface ConsumeOrder {
  readonly kind: "consume";
  readonly connection: LabConnection;
  readonly clientId: string;
  readonly groupId: string;
  readonly topic: string;
  readonly assignor: LabAssignor;
  /** Where a partition without a commit begins: `auto.offset.reset`. */
  readonly startAt: "earliest" | "latest";
  readonly commit: CommitMode;
  /** Commits what was read when a rebalance takes the partitions away, as a rebalance listener does. */
  readonly commitsOnRevoke: boolean;
  /** For so long the member counts as alive without a heartbeat. Brokers allow 6 s at the least. */
  readonly sessionTimeoutMs: number;
  /** How long the work on one message takes. */
  readonly workMs: number;
  /** After so many messages it works on no more of them, and stays in its group, until its partitions change. */
  readonly haltAfter?: number;
}

/** A Java, and Kafka's classes for it. */
export interface LabJava {
  readonly java: string;
  readonly classPath: string;
}

/** A consumer by Kafka's own console consumer: without TLS and log-in. */
export interface JavaConsumeOrder {
  readonly kind: "consumeByJava";
  readonly java: LabJava;
  readonly bootstrapServers: readonly string[];
  readonly clientId: string;
  readonly groupId: string;
  readonly topic: string;
  /** Of a Kafka consumer, by their own names. */
  readonly properties: Readonly<Record<string, string>>;
}

export interface ProduceOrder {
  readonly kind: "produce";
  readonly connection: LabConnection;
  readonly clientId: string;
  readonly topic: string;
  /** One of them for each message, at random. */
  readonly keys: readonly string[];
  /** From one message to the next. */
  readonly intervalMs: number;
  /** Ends by itself after so many; goes on when missing. */
  readonly messageCount?: number;
}

/** Deletes the messages of a partition that are in front of an offset, as retention does. */
export interface DeleteRecordsOrder {
  readonly kind: "deleteRecords";
  readonly connection: LabConnection;
  readonly clientId: string;
  readonly topic: string;
  readonly partition: number;
  /** The first offset to stay: a decimal string. */
  readonly before: string;
}

/** What the process is to be; the first message it gets. */
export type LabOrder = ConsumeOrder | JavaConsumeOrder | ProduceOrder | DeleteRecordsOrder;

/** What a running process can be told. `stop` leaves the group first, `crash` ends it without a word. */
export type LabCommand =
  | { readonly kind: "stop" | "crash" }
  | { readonly kind: "setInterval"; readonly intervalMs: number };

/** What a process tells. Offsets are decimal strings. */
export type LabReport =
  | {
      readonly kind: "joined";
      readonly memberId: string;
      readonly partitions: readonly number[];
    }
  /** It knows where to read, and has asked for messages there: told once after each time it joined. */
  | { readonly kind: "reading" }
  /** A rebalance has begun: the partitions may be taken away. */
  | { readonly kind: "rebalancing" }
  | ({ readonly kind: "received" } & LabMessage)
  | ({ readonly kind: "produced" } & LabMessage)
  | { readonly kind: "committed"; readonly offsets: readonly LabOffset[] }
  /** The process goes on by itself, or ends, which `ended` and its exit tell. */
  | { readonly kind: "failed"; readonly message: string }
  /** The last one: it has done what it was told, and left its group. */
  | { readonly kind: "ended" };

export interface LabMessage {
  readonly partition: number;
  readonly offset: string;
  readonly key: string;
  readonly value: string;
}

export interface LabOffset {
  readonly partition: number;
  /** The next one to read. */
  readonly offset: string;
}
