import type { ConsumeOrder, LabConnection, ProduceOrder } from "../worker/orders";
import { sessionTimeoutMs, type RebalanceSetup } from "./setup";

const autoCommitIntervalMs = 1000;

/** Consumers sort by their client ids, as their member ids begin with them: the first gets the first range. */
export function clientIdOf(number: number): string {
  return `lab-consumer-${String(number).padStart(2, "0")}`;
}

export function consumeOrder(of: {
  readonly connection: LabConnection;
  readonly setup: RebalanceSetup;
  readonly number: number;
}): ConsumeOrder {
  const { topic, groupId, protocol, commit } = of.setup;
  return {
    kind: "consume",
    connection: of.connection,
    clientId: clientIdOf(of.number),
    groupId,
    topic,
    assignor: protocol === "roundRobin" ? "roundRobin" : "range",
    startAt: "earliest",
    commit:
      commit === "auto" ? { kind: "auto", intervalMs: autoCommitIntervalMs } : { kind: commit },
    commitsOnRevoke: false,
    sessionTimeoutMs,
    workMs: 0,
  };
}

export function produceOrder(of: {
  readonly connection: LabConnection;
  readonly setup: RebalanceSetup;
  readonly keys: readonly string[];
  readonly intervalMs: number;
}): ProduceOrder {
  const { connection, setup, keys, intervalMs } = of;
  return {
    kind: "produce",
    connection,
    clientId: "lab-producer",
    topic: setup.topic,
    keys,
    intervalMs,
  };
}
