type NoParams = Readonly<Record<string, never>>;

/** What a measured process can be asked to do, and with what. */
export interface JobParams {
  readonly lag: { readonly group: string };
  readonly groups: NoParams;
  readonly topics: NoParams;
  readonly reset: { readonly group: string; readonly to: "earliest" | "latest" };
  /** The first message at or after the timestamp of every partition. */
  readonly seek: PartitionedTopic & { readonly timestampMs: number };
  readonly last: PartitionedTopic & { readonly messagesPerPartition: number };
  readonly read: ReadParams;
  readonly search: ReadParams & { readonly needle: string };
  /** Batch headers alone, as the limit of how fast a search can be. */
  readonly walk: ReadParams;
  readonly memory: ReadParams & { readonly needle: string };
  readonly openIdle: { readonly connections: number };
  readonly startIdle: NoParams;
  readonly stopIdle: NoParams;
  readonly createTopics: {
    readonly topics: readonly string[];
    readonly partitions: number;
  };
  readonly fill: FillParams;
  readonly commit: {
    readonly prefix: string;
    readonly groups: number;
    readonly topic: string;
    readonly partitions: number;
    readonly perGroup: number;
  };
}

export interface PartitionedTopic {
  readonly topic: string;
  readonly partitions: number;
}

export interface ReadParams {
  /** Of one partition. */
  readonly topic: string;
  readonly messages: number;
}

export interface FillParams extends PartitionedTopic {
  readonly messagesPerPartition: number;
  readonly valueBytes: number;
  readonly codec: string;
  /** So many messages of each partition hold the needle, evenly spread. */
  readonly hits: number;
  readonly needle: string;
  readonly firstTimestampMs: number;
  readonly stepMs: number;
}

export type JobName = keyof JobParams;

/** One run: how long it took inside its process, and what came out, to be compared with the others' outcome. */
export interface JobRun {
  readonly ms: number;
  /** Sorted. */
  readonly rows: readonly string[];
  /** What is measured besides time. */
  readonly figures?: Readonly<Record<string, number>>;
}

export type JobHandlers = {
  readonly [Job in JobName]?: (params: JobParams[Job]) => Promise<JobRun>;
};

export interface JobQuestion<Job extends JobName = JobName> {
  readonly job: Job;
  readonly params: JobParams[Job];
}

export type JobAnswer = JobRun | { readonly failure: string };
