/**
 * How the group agrees on who reads what: classic groups with Kafka's range assignor or kafkajs's round-robin, and,
 * by Java's console consumer, the cooperative assignor or the protocol of KIP-848.
 */
export type LabProtocol = "range" | "roundRobin" | "cooperativeSticky" | "consumer";

export interface RebalanceSetup {
  readonly topic: string;
  /** Of the topic that is created; one that is there keeps its own. */
  readonly partitions: number;
  readonly groupId: string;
  readonly protocol: LabProtocol;
  readonly commit: "auto" | "eachMessage";
}

export const defaultSetup: RebalanceSetup = {
  topic: "consumer-rebalancing-demo",
  partitions: 4,
  groupId: "group-1",
  protocol: "range",
  commit: "auto",
};

/** Brokers take no less, unless they are told to; Kafka finds out about a crash after so long. */
export const sessionTimeoutMs = 6000;

/** kafkajs speaks neither of the two others. */
export function needsJava(protocol: LabProtocol): boolean {
  return protocol === "cooperativeSticky" || protocol === "consumer";
}

/** What Kafka does not take, a sentence. */
export function checkNames({ topic, groupId }: RebalanceSetup): string | undefined {
  if (!/^[\w.-]{1,249}$/.test(topic) || topic === "." || topic === "..") {
    return "A topic's name has letters, digits, dots, hyphens and underscores only.";
  }
  return groupId.trim() === "" ? "Enter a group id." : undefined;
}
