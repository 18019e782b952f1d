import { visibleLine } from "../../decode/visibleText";
import { placeKeys } from "../../lab/rebalance/keys";
import type { ConsumerSnapshot } from "../../lab/rebalance/labConsumer";
import type { RebalanceSnapshot } from "../../lab/rebalance/rebalanceSnapshot";
import { sessionTimeoutMs, type LabProtocol } from "../../lab/rebalance/setup";
import type { Step } from "../../lab/rebalance/steps";
import type { LabMessage } from "../../lab/worker/orders";
import type {
  ConsumerView,
  PartitionView,
  ProducerView,
  ProtocolChoice,
  RebalanceView,
  StepView,
} from "./protocol/rebalance";

/** Longer texts of messages are cut. */
const maxTextCharacters = 120;

/** Messages of each partition since the lab began. */
export interface PartitionCounts {
  readonly produced: ReadonlyMap<number, number>;
  readonly received: ReadonlyMap<number, number>;
}

/** The lab as its page shows it. */
export function rebalanceView(
  snapshot: RebalanceSnapshot,
  counts: PartitionCounts,
  protocols: readonly ProtocolChoice[],
): RebalanceView {
  const { setup, topic, isBorrowed, groupState, leftovers, consumers, producer } = snapshot;
  const alive = consumers.filter(isAlive);
  return {
    setup,
    topic,
    isTopicFixed: topic !== "missing",
    isGroupFixed: alive.length > 0,
    isBorrowed,
    canCleanUp:
      leftovers.topics.length + leftovers.groups.length + consumers.length > 0 ||
      producer.state !== "stopped",
    protocols,
    producer: producerView(snapshot),
    consumers: consumers.map((consumer) => consumerView(consumer, setup.protocol)),
    partitions: partitionViews(snapshot, counts),
    groupState: groupState ?? null,
    steps: stepViews(snapshot, alive.length),
  };
}

export function messageLine({ value, partition, key }: LabMessage): string {
  return `${text(value)} · partition ${partition} · key ${text(key)}`;
}

export function text(broker: string): string {
  return visibleLine(broker, maxTextCharacters);
}

function producerView(snapshot: RebalanceSnapshot): ProducerView {
  const { producer, intervalMs, spreads, setup } = snapshot;
  const keys = placeKeys(snapshot.keys, setup.partitions);
  return {
    state: producer.state,
    intervalMs,
    spreads,
    keys,
    keysNote: keysNote(
      keys.map(({ partition }) => partition),
      snapshot,
    ),
    produced: producer.produced,
    last: producer.last === undefined ? null : messageLine(producer.last),
  };
}

function keysNote(reached: readonly number[], { setup, spreads }: RebalanceSnapshot): string {
  const { partitions } = setup;
  const some = [...new Set(reached)].toSorted((a, b) => a - b);
  if (some.length === partitions) {
    return spreads
      ? "These keys were chosen so that their murmur2 hashes reach every partition."
      : "These keys reach every partition.";
  }
  const names = some.length === 1 ? `partition ${some.join()}` : `partitions ${listOf(some)}`;
  return `A handful of keys does not spread evenly: by murmur2, these ${reached.length} reach only ${names} of ${partitions}. Consumers of the others wait for messages in vain.`;
}

function consumerView(consumer: ConsumerSnapshot, protocol: LabProtocol): ConsumerView {
  const { number, state, partitions, received, last } = consumer;
  return {
    number,
    state,
    partitions,
    received,
    last: last === undefined ? null : messageLine(last),
    note: noteOf(consumer, protocol),
  };
}

function noteOf(
  { state, partitions, failure, noticedAfterMs }: ConsumerSnapshot,
  protocol: LabProtocol,
): string | null {
  const session =
    protocol === "consumer"
      ? "the broker's session timeout (45 s by default)"
      : `session.timeout.ms (${sessionTimeoutMs / 1000} s)`;
  switch (state) {
    case "starting":
      return "Joins the group. Kafka waits a few seconds before it gives out partitions in a new group.";
    case "rebalancing":
      return "A rebalance is on: it reads nothing until it gets its partitions.";
    case "running":
      if (partitions.length > 0) return failure === undefined ? null : text(failure);
      return "Idle: there are more consumers than partitions.";
    case "stopping":
      return "Commits, and leaves the group.";
    case "stopped":
      return "Left the group, so that others can take over at once.";
    case "crashed":
      if (noticedAfterMs === undefined) {
        return `Killed without leaving the group. Kafka keeps its partitions until it has heard nothing of it for ${session}.`;
      }
      return `Killed. Kafka noticed after ${(noticedAfterMs / 1000).toFixed(1)} s, when it had heard nothing of it for ${session}.`;
    case "failed":
      return failure === undefined ? "It failed." : text(failure);
  }
}

function partitionViews(
  { setup, consumers }: RebalanceSnapshot,
  { produced, received }: PartitionCounts,
): readonly PartitionView[] {
  return Array.from({ length: setup.partitions }, (_, partition) => {
    const holders = consumers.filter(({ partitions }) => partitions.includes(partition));
    const owner = holders.find(isAlive) ?? holders[0];
    return {
      partition,
      owner: owner?.number ?? null,
      isOrphan: owner !== undefined && !isAlive(owner),
      produced: produced.get(partition) ?? 0,
      received: received.get(partition) ?? 0,
    };
  });
}

function stepViews({ steps, setup }: RebalanceSnapshot, alive: number): readonly StepView[] {
  const next = steps.find(({ isReached }) => !isReached);
  return steps.map((step) => ({
    consumers: step.kind === "takeOver" ? "One goes" : String(step.consumers),
    partitions: partitionsText(step, setup.partitions),
    isReached: step.isReached,
    advice: step === next ? advice(step, alive) : null,
  }));
}

function partitionsText({ kind, consumers, partitions }: Step, count: number): string {
  if (kind === "takeOver") return "The others take over what it had";
  if (partitions === undefined) {
    const [least, most] = [Math.floor(count / consumers), Math.ceil(count / consumers)];
    return least === most ? `${least} each` : `${least} or ${most} each`;
  }
  const [only] = partitions;
  if (partitions.length === 1 && only !== undefined) return only.join(", ");
  return partitions.map((owned) => owned.join(" & ")).join(" / ");
}

function advice({ kind, consumers }: Step, alive: number): string {
  if (kind === "takeOver") return "Crash or stop one consumer.";
  const missing = consumers - alive;
  if (missing > 0) return missing === 1 ? "Add a consumer." : `Add ${missing} consumers.`;
  if (missing < 0) return missing === -1 ? "Stop a consumer." : `Stop ${-missing} consumers.`;
  return "Kafka is giving out the partitions…";
}

function isAlive({ state }: ConsumerSnapshot): boolean {
  return !["stopped", "crashed", "failed"].includes(state);
}

function listOf(numbers: readonly number[]): string {
  return `${numbers.slice(0, -1).join(", ")} and ${String(numbers.at(-1))}`;
}
