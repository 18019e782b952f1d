import type { ClusterGateway } from "../../kafka/gateway";
import type { Message, Position } from "../../kafka/model";
import { PartitionMap } from "../../kafka/partitionMap";
import { messageKey } from "./messageKey";
import type { Ranges } from "./beginning";
import { readWindowAgain } from "./window";
import type { ReadSettings, WindowContent } from "./window";

/** What an uncommitted read cannot tell by itself. */
export interface TransactionMarks {
  /** Keys of messages whose transaction was aborted. */
  readonly aborted: ReadonlySet<string>;
  /** Keys of messages whose transaction is neither committed nor aborted. */
  readonly open: ReadonlySet<string>;
}

/**
 * Finds out whose transaction was aborted, by reading the same offsets committed up to the last stable offset, and
 * whose is still open, by asking the leaders for their producers. Behind the last stable offset a broker does not tell
 * what was aborted: a message there whose transaction has ended carries no mark.
 */
export async function readTransactionMarks(
  gateway: ClusterGateway,
  content: WindowContent,
  ranges: Ranges,
  settings: ReadSettings,
  signal: AbortSignal,
): Promise<TransactionMarks> {
  const transactional = content.messages.filter(({ batch }) => batch.isTransactional);
  if (transactional.length === 0) return { aborted: new Set(), open: new Set() };
  const stable = (at: Omit<Position, "offset">): bigint =>
    (content.ranges.get(at) ?? ranges.get(at))?.lastStableOffset ?? 0n;
  const [aborted, open] = await Promise.all([
    abortedKeys(gateway, content, transactional, stable, settings, signal),
    openKeys(
      gateway,
      transactional.filter((message) => message.offset >= stable(message)),
      signal,
    ),
  ]);
  return { aborted, open };
}

async function abortedKeys(
  gateway: ClusterGateway,
  { window }: WindowContent,
  transactional: readonly Message[],
  stable: (at: Omit<Position, "offset">) => bigint,
  settings: ReadSettings,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const concerned = new PartitionMap(transactional);
  const low = window.low.values().filter((at) => concerned.has(at));
  const high = low.map((at) => {
    const end = window.high.get(at)?.offset ?? at.offset;
    const last = stable(at);
    return { ...at, offset: end < last ? end : last };
  });
  const committed = { ...settings, isolation: "readCommitted", includeAborted: true } as const;
  const covered = { low: new PartitionMap(low), high: new PartitionMap(high) };
  const { messages } = await readWindowAgain(gateway, covered, committed, signal);
  return new Set(messages.filter(({ isAborted }) => isAborted).map(messageKey));
}

async function openKeys(
  gateway: ClusterGateway,
  unstable: readonly Message[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  if (unstable.length === 0) return new Set();
  const partitions = new PartitionMap(
    unstable.map(({ topic, partition }) => ({ topic, partition })),
  );
  const told = await producersOf(gateway, partitions.values(), signal);
  const isOpen = (message: Message): boolean => {
    const found = told?.get(message);
    // brokers that do not tell (below 2.8) leave the last stable offset as the only sign
    if (found === undefined || found.failure !== undefined) return true;
    return found.producers.some(
      ({ producerId, openTransactionStart: start }) =>
        producerId === message.batch.producerId && start !== undefined && start <= message.offset,
    );
  };
  return new Set(unstable.filter(isOpen).map(messageKey));
}

async function producersOf(
  gateway: ClusterGateway,
  partitions: Parameters<ClusterGateway["describeProducers"]>[0],
  signal: AbortSignal,
) {
  try {
    return new PartitionMap(await gateway.describeProducers(partitions, signal));
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  }
}
