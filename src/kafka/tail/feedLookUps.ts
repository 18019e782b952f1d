import { errorCode } from "../connection/failure";
import type { Router } from "../connection/router";
import { toKafkaError } from "../connection/toKafkaError";
import type { KafkaError } from "../errors";
import type { ReadableRange } from "../gateway";
import type { IsolationLevel, ItemFailure } from "../model";
import { PartitionMap } from "../partitionMap";
import { isRecreated } from "../reader/leaderFetch";
import { partitionFailure, recreatedFailure } from "../reader/partitionFailure";
import { outOfRange, readRanges } from "../reader/readRanges";
import { findLeaders } from "../topics/leaders";
import { emptyChunk, type Chunk } from "./chunk";
import { finalKinds, type FedPartition } from "./fedPartition";

export type FeedRouter = Pick<Router, "retryBudgetMs" | "sendTo" | "topicMetadata">;

/** So long a topic may be unknown: brokers learn of a new one, and of their past, with a delay. */
const maxUnknownMs = 2_000;
/** So often an offset beyond the end is asked for again: a new leader may not know the end yet. */
const maxBeyondEnd = 3;

interface LookUpOptions {
  readonly isolation: IsolationLevel;
  readonly signal: AbortSignal;
  /** Told of questions that failed as a whole. */
  readonly onError: (partitions: readonly FedPartition[], error: KafkaError) => void;
}

/** What is asked of a cluster besides messages: who leads partitions, and where they begin and end. */
export class FeedLookUps {
  private isLookingUp = false;

  constructor(
    private readonly router: FeedRouter,
    private readonly partitions: ReadonlySet<FedPartition>,
    private readonly options: LookUpOptions,
  ) {}

  /** When there is a leader to look up. */
  nextMs(): number {
    let earliestMs = Infinity;
    if (this.isLookingUp) return earliestMs;
    for (const { lookUpAtMs = Infinity } of this.partitions) {
      earliestMs = Math.min(earliestMs, lookUpAtMs);
    }
    return earliestMs;
  }

  /** Looks for the leaders of all that need one now. Does not reject. */
  async findLeaders(): Promise<void> {
    const now = performance.now();
    const due = [...this.partitions].filter(
      ({ lookUpAtMs }) => lookUpAtMs !== undefined && lookUpAtMs <= now,
    );
    this.isLookingUp = true;
    try {
      const names = new Set(due.map(({ topic }) => topic));
      const { signal } = this.options;
      const { byLeader, failures, topics } = await findLeaders(this.router, due, names, signal);
      for (const [leader, led] of byLeader) {
        for (const partition of led) {
          const idNow = topics.get(partition.topic)?.topicId;
          if (isRecreated(partition, idNow)) partition.fail(recreatedFailure(partition));
          partition.topicId ??= idNow;
          partition.leader = leader;
        }
      }
      for (const [partition, failure] of failures) withoutLeader(partition, failure);
    } catch (error) {
      this.options.onError(due, toKafkaError(error, "the cluster"));
    } finally {
      this.isLookingUp = false;
    }
  }

  /**
   * For partitions whose positions are outside of what their leader has: deleted by now, or not there yet. Gives
   * what is known to be deleted. Does not reject.
   */
  async checkRanges(partitions: readonly FedPartition[]): Promise<readonly Chunk[]> {
    const asked = partitions.map((partition) => ({ partition, generation: partition.generation }));
    for (const partition of partitions) partition.isChecking = true;
    try {
      const { isolation, signal } = this.options;
      const { ranges, failures } = await readRanges(this.router, partitions, isolation, signal);
      const problems = new PartitionMap(failures);
      return asked
        .filter(({ partition, generation }) => partition.generation === generation)
        .flatMap(({ partition }) => {
          const problem = problems.get(partition)?.message;
          return checked(partition, ranges.get(partition), problem) ?? [];
        });
    } catch (error) {
      this.options.onError(partitions, toKafkaError(error, "the cluster"));
      return [];
    } finally {
      for (const partition of partitions) partition.isChecking = false;
    }
  }
}

function withoutLeader(partition: FedPartition, failure: ItemFailure): void {
  const asFailure = partitionFailure(partition, failure);
  const isUnknown = failure.code === errorCode.unknownTopicOrPartition;
  const isOver = isUnknown ? partition.troubledMs >= maxUnknownMs : finalKinds.has(asFailure.kind);
  if (isOver) partition.fail(asFailure);
  else partition.interruptFor(failure.message);
}

/** @param problem why the range is not known */
function checked(
  partition: FedPartition,
  range: ReadableRange | undefined,
  problem = "The partition's range changed.",
): Chunk | undefined {
  const { fetchOffset, end } = partition;
  if (range !== undefined && fetchOffset < range.start) {
    const next = end === undefined || range.start < end ? range.start : end;
    partition.range = range;
    partition.fetchOffset = next;
    return { ...emptyChunk(partition, next), isDeleted: true };
  }
  const outside = range && outOfRange(fetchOffset, range);
  if (outside !== undefined && partition.failedAttempts >= maxBeyondEnd) {
    partition.fail(partitionFailure(partition, outside));
  } else partition.interruptFor(outside?.message ?? problem);
  return undefined;
}
