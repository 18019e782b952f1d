import { errorCode } from "../connection/failure";
import type { Lane } from "../connection/lane";
import { toKafkaError } from "../connection/toKafkaError";
import type { KafkaError } from "../errors";
import type { IsolationLevel, ItemFailure } from "../model";
import {
  fetchFromLeader,
  needsMetadata,
  type FetchLimits,
  type FetchOutcome,
  type FetchPosition,
} from "../reader/leaderFetch";
import { partitionFailure } from "../reader/partitionFailure";
import { Bell } from "./bell";
import { FeedLookUps, type FeedRouter } from "./feedLookUps";
import { emptyChunk, toChunk, type Chunk } from "./chunk";
import { finalKinds, type FedPartition } from "./fedPartition";
import { HeldAnswers } from "./heldAnswers";

export interface FeedLimits {
  readonly isolation: IsolationLevel;
  readonly minBytes: number;
  readonly maxWaitMs: number;
  /** Of one broker's answer. */
  readonly maxBytes: number;
  readonly maxPartitionBytes: number;
  /** A broker is not asked again while so many of its answers are held. */
  readonly maxAnswersPerBroker: number;
}

interface Asked {
  readonly partition: FedPartition;
  readonly generation: number;
  readonly position: FetchPosition;
}

/** So often an answer without data is asked again before the rest is taken for compacted away. */
const maxEmptyAnswers = 3;
/** So many, where the log ends before: a new leader may need a while to learn how far it goes. */
const maxShortAnswers = 8;
const maxBatchBytes = 256 * 1024 * 1024;
/** For a broker that leaves partitions out of its answer, or does not wait although it has nothing. */
const restMs = 50;

/**
 * Fetches partitions from their leaders, each broker by itself, and holds what came until it is taken. It only
 * works when told to by `kick`, never in the background, and goes on after lost brokers and moved leaders at the
 * offset where it was. Partitions fail one by one, never as a whole.
 */
export class PartitionFeeds {
  readonly held: HeldAnswers;
  /** Rings when there may be something new. */
  readonly bell = new Bell();
  private readonly busyBrokers = new Set<number>();
  private readonly restUntilMs = new Map<number, number>();
  private readonly ending = new AbortController();
  private readonly lookUps: FeedLookUps;
  private endedBy: KafkaError | undefined;

  constructor(
    router: FeedRouter,
    private readonly lane: Pick<Lane, "close" | "giveBack" | "sendTo">,
    /** In the order they get room in. */
    private readonly partitions: Set<FedPartition>,
    private readonly limits: FeedLimits,
  ) {
    this.held = new HeldAnswers((records) => {
      lane.giveBack(records);
    });
    this.lookUps = new FeedLookUps(router, partitions, {
      isolation: limits.isolation,
      signal: this.ending.signal,
      onError: (failed, error) => {
        this.failedAll(failed, error);
      },
    });
  }

  /** Begins what can be begun. @throws KafkaError `cancelled` when the cluster was closed meanwhile */
  kick(): void {
    if (this.endedBy !== undefined) throw this.endedBy;
    if (this.ending.signal.aborted) return;
    if (this.lookUps.nextMs() <= performance.now()) void this.findLeaders();
    const ready = [...this.partitions].filter(
      ({ isActive, leader }) => isActive && leader !== undefined,
    );
    for (const [leader, led] of Map.groupBy(ready, (partition) => partition.leader)) {
      if (leader !== undefined && this.isFree(leader)) void this.fetch(leader, led);
    }
  }

  /** When `kick` has something to begin although nothing rang. */
  nextAttemptMs(): number {
    const now = performance.now();
    const rests = [...this.restUntilMs.values()].filter((untilMs) => untilMs > now);
    return Math.min(this.lookUps.nextMs(), ...rests);
  }

  close(): void {
    this.ending.abort();
    this.lane.close();
    this.held.clear();
  }

  private isFree(nodeId: number): boolean {
    if (this.busyBrokers.has(nodeId)) return false;
    if ((this.restUntilMs.get(nodeId) ?? 0) > performance.now()) return false;
    return this.held.answersOf(nodeId) < this.limits.maxAnswersPerBroker;
  }

  private rest(nodeId: number): void {
    this.restUntilMs.set(nodeId, performance.now() + restMs);
  }

  private async findLeaders(): Promise<void> {
    await this.lookUps.findLeaders();
    this.bell.ring();
  }

  private async fetch(nodeId: number, led: readonly FedPartition[]): Promise<void> {
    this.busyBrokers.add(nodeId);
    const { maxBytes, maxPartitionBytes, maxWaitMs } = this.limits;
    const room = Math.max(...led.map((partition) => partition.room));
    // data on its way from tiered storage is not there when a short time is up
    const waits = Math.max(...led.map(({ emptyAnswers }) => emptyAnswers));
    const limits: FetchLimits = {
      ...this.limits,
      maxWaitMs: maxWaitMs * 2 ** Math.min(waits, maxEmptyAnswers),
      maxBytes: toInt32(maxBytes * room),
    };
    const asked = led.map((partition): Asked => {
      const { topic, topicId, fetchOffset: offset, generation } = partition;
      const position = {
        topic,
        topicId,
        partition: partition.partition,
        offset,
        maxBytes: toInt32(maxPartitionBytes * partition.room),
      };
      return { partition, generation, position };
    });
    const askedMs = performance.now();
    try {
      const positions = asked.map(({ position }) => position);
      const outcomes = await fetchFromLeader(this.lane, nodeId, positions, limits, undefined);
      if (this.ending.signal.aborted) return;
      this.arrived(nodeId, asked, outcomes);
      const isEmpty = outcomes.every(({ fetched }) => fetched?.records.length === 0);
      if (isEmpty && performance.now() - askedMs < restMs) this.rest(nodeId);
    } catch (caught) {
      const current = asked.filter(isCurrent).map(({ partition }) => partition);
      this.failedAll(current, toKafkaError(caught, `broker ${nodeId}`), nodeId);
    } finally {
      this.busyBrokers.delete(nodeId);
      this.bell.ring();
    }
  }

  private arrived(
    nodeId: number,
    asked: readonly Asked[],
    outcomes: readonly FetchOutcome[],
  ): void {
    const isAllEmpty = outcomes.every(({ fetched }) => (fetched?.records.length ?? 0) === 0);
    const chunks: Chunk[] = [];
    const outside: FedPartition[] = [];
    for (const [index, one] of asked.entries()) {
      const { partition } = one;
      const outcome = outcomes[index];
      if (outcome === undefined || !isCurrent(one)) continue;
      if (outcome.failure?.code === errorCode.offsetOutOfRange) outside.push(partition);
      else if (outcome.failure !== undefined) this.refused(nodeId, partition, outcome.failure);
      else {
        const hadRoom = index === 0 || isAllEmpty;
        const chunk = this.took(partition, outcome.fetched, hadRoom);
        if (chunk !== undefined) chunks.push(chunk);
      }
    }
    for (const { partition, next } of chunks) partition.fetchOffset = next;
    // the others come first the next time, also where the first has nothing
    const idle = outcomes[0]?.fetched?.records.length === 0 ? asked.slice(0, 1) : [];
    for (const { partition } of [...idle, ...chunks]) {
      if (this.partitions.delete(partition)) this.partitions.add(partition);
    }
    this.held.add(nodeId, chunks);
    if (outside.length > 0) void this.checkRanges(nodeId, outside);
  }

  private took(
    partition: FedPartition,
    fetched: NonNullable<FetchOutcome["fetched"]>,
    hadRoom: boolean,
  ): Chunk | undefined {
    partition.answered(fetched, this.limits.isolation);
    try {
      const chunk = toChunk(partition, fetched);
      if (chunk !== undefined) {
        partition.emptyAnswers = 0;
        partition.room = 1;
        return chunk;
      }
    } catch (error) {
      const { kind, message } = toKafkaError(error, "the broker");
      const { topic, partition: number } = partition;
      partition.fail({ topic, partition: number, kind, message });
      return undefined;
    }
    if (!hadRoom) return undefined;
    if (fetched.records.length > 0) {
      this.cutOff(partition);
      return undefined;
    }
    return this.emptyUpToEnd(partition);
  }

  /** The first batch did not come whole. */
  private cutOff(partition: FedPartition): void {
    if (this.limits.maxPartitionBytes * partition.room < maxBatchBytes) {
      partition.room *= 4;
      return;
    }
    const at = partition.fetchOffset.toString();
    const message = `The broker's answers hold nothing that can be read from offset ${at} on.`;
    partition.fail(partitionFailure(partition, { code: errorCode.corruptMessage, message }));
  }

  /** Only the leader of a log that reaches to the end can tell that nothing is left up to there. */
  private emptyUpToEnd(partition: FedPartition): Chunk | undefined {
    const { end, range } = partition;
    if (end === undefined || ++partition.emptyAnswers < maxEmptyAnswers) return undefined;
    if (range !== undefined && range.end >= end) {
      partition.emptyAnswers = 0;
      return emptyChunk(partition, end);
    }
    const message = `The partition's end went back to offset ${(range?.end ?? 0n).toString()}.`;
    if (partition.emptyAnswers < maxShortAnswers) partition.interruptFor(message);
    else {
      partition.fail(partitionFailure(partition, { code: errorCode.offsetNotAvailable, message }));
    }
    return undefined;
  }

  private refused(nodeId: number, partition: FedPartition, failure: ItemFailure): void {
    if (failure.code === errorCode.throttlingQuotaExceeded) {
      this.rest(nodeId);
    } else if (needsMetadata(failure)) {
      partition.interruptFor(failure.message);
    } else partition.fail(partitionFailure(partition, failure));
  }

  private async checkRanges(nodeId: number, outside: readonly FedPartition[]): Promise<void> {
    this.held.add(nodeId, await this.lookUps.checkRanges(outside));
    this.bell.ring();
  }

  /** @param lostBroker where it was a broker that was lost, its node id */
  private failedAll(
    partitions: readonly FedPartition[],
    error: KafkaError,
    lostBroker?: number,
  ): void {
    if (this.ending.signal.aborted) return;
    const { kind, message } = error;
    if (kind === "cancelled") {
      this.endedBy = error;
      return;
    }
    for (const one of partitions) {
      const { topic, partition, fetchOffset } = one;
      if (finalKinds.has(kind)) one.fail({ topic, partition, kind, message });
      else if (lostBroker === undefined) one.interruptFor(message);
      else one.interrupt(`Lost broker ${lostBroker} at offset ${fetchOffset.toString()}`);
    }
  }
}

function isCurrent({ partition, generation }: Asked): boolean {
  return partition.generation === generation && partition.failure === undefined;
}

function toInt32(bytes: number): number {
  return Math.min(bytes, 0x7fff_ffff);
}
