/** What the tab of the rebalance lab asks, and what it is told. Offsets are decimal strings. */

export type LabProtocol = "range" | "roundRobin" | "cooperativeSticky" | "consumer";

export interface RebalanceSetup {
  readonly topic: string;
  readonly partitions: number;
  readonly groupId: string;
  readonly protocol: LabProtocol;
  /** When the consumers commit: by themselves every second, or after each message. */
  readonly commit: "auto" | "eachMessage";
}

export interface ProtocolChoice {
  readonly id: LabProtocol;
  readonly label: string;
  /** What it does with the partitions, in a sentence. */
  readonly detail: string;
  /** Why it cannot be chosen here; null where it can. */
  readonly obstacle: string | null;
}

export interface KeyPlace {
  readonly key: string;
  /** Where the default partitioner puts messages of this key. */
  readonly partition: number;
}

export interface ProducerView {
  readonly state: "stopped" | "starting" | "running" | "stopping";
  readonly intervalMs: number;
  /** The keys cover all partitions, rather than being those of the demo, 0 to 3. */
  readonly spreads: boolean;
  readonly keys: readonly KeyPlace[];
  /** What becomes of the partitions with these keys, in a sentence. */
  readonly keysNote: string;
  readonly produced: number;
  /** "Message-7 · partition 0 · key 2"; null before the first. */
  readonly last: string | null;
}

export interface ConsumerView {
  /** Counts up from 1; never used again. */
  readonly number: number;
  readonly state:
    "starting" | "rebalancing" | "running" | "stopping" | "stopped" | "crashed" | "failed";
  readonly partitions: readonly number[];
  readonly received: number;
  /** "Message-7 · partition 0 · key 2"; null before the first. */
  readonly last: string | null;
  /** What there is to know about its state, a sentence; null where there is nothing. */
  readonly note: string | null;
}

/** A partition, and who has it now. */
export interface PartitionView {
  readonly partition: number;
  /** The consumer's number; null while nobody has it. */
  readonly owner: number | null;
  /** Its owner is dead, and Kafka does not know yet. */
  readonly isOrphan: boolean;
  readonly produced: number;
  readonly received: number;
}

/** A row of the table of what is to be seen. */
export interface StepView {
  readonly consumers: string;
  readonly partitions: string;
  readonly isReached: boolean;
  /** What to do for it, while it is the next one. */
  readonly advice: string | null;
}

export interface RebalanceView {
  readonly setup: RebalanceSetup;
  /** The topic is there: neither its name nor its partitions can be changed. */
  readonly isTopicFixed: boolean;
  /** A consumer runs: neither the group nor how it works can be changed. */
  readonly isGroupFixed: boolean;
  readonly topic: "missing" | "creating" | "ready" | "removing";
  /** The topic was there before: it is used, and will not be deleted. */
  readonly isBorrowed: boolean;
  /** There is something that Clean Up would remove. */
  readonly canCleanUp: boolean;
  readonly protocols: readonly ProtocolChoice[];
  readonly producer: ProducerView;
  readonly consumers: readonly ConsumerView[];
  readonly partitions: readonly PartitionView[];
  /** As Kafka tells it, such as Stable; null while there is no group. */
  readonly groupState: string | null;
  readonly steps: readonly StepView[];
}

export interface LogLine {
  /** Counts up. */
  readonly index: number;
  readonly kind: "received" | "produced" | "event" | "problem";
  /** The consumer's number; 0 for the producer and the lab itself. */
  readonly consumer: number;
  readonly text: string;
}

export interface RebalanceOpened {
  readonly view: RebalanceView;
  /** Oldest first. */
  readonly log: readonly LogLine[];
}

type Nothing = Record<string, never>;

export interface RebalanceRequests {
  rebalanceOpen: { params: Nothing; result: RebalanceOpened };
  rebalanceSetUp: { params: RebalanceSetup; result: RebalanceView };
  /** Creates the topic where it is missing. Where it was there before, the person is asked. */
  rebalanceStartProducer: { params: Nothing; result: RebalanceView };
  rebalanceStopProducer: { params: Nothing; result: RebalanceView };
  rebalanceSetRate: { params: { readonly intervalMs: number }; result: RebalanceView };
  rebalanceSpreadKeys: { params: { readonly spreads: boolean }; result: RebalanceView };
  rebalanceAddConsumer: { params: Nothing; result: RebalanceView };
  rebalanceStopConsumer: { params: { readonly number: number }; result: RebalanceView };
  rebalanceCrashConsumer: { params: { readonly number: number }; result: RebalanceView };
  /** Takes a consumer that has ended out of the list. */
  rebalanceDismissConsumer: { params: { readonly number: number }; result: RebalanceView };
  rebalanceShowOutput: { params: { readonly number: number }; result: null };
  rebalanceOpenTimeline: { params: Nothing; result: null };
  /** Ends all processes, then deletes the group and the topic the lab created. */
  rebalanceCleanUp: { params: Nothing; result: RebalanceView };
}

export interface RebalanceEvents {
  rebalanceView: RebalanceView;
  rebalanceLog: readonly LogLine[];
}
