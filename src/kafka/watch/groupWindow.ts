import { totalLag, type TotalLag } from "../groups/lag";
import type { TopicPartition } from "../model";
import { PartitionMap } from "../partitionMap";
import type { GroupSample, SampledPartition } from "./groupSample";
import { partitionStatus, worstStatus, type GroupStatus, type StatusPoint } from "./groupStatus";
import { etaMs, ratesOf, type Rates } from "./rates";

/** How one partition did over the window. */
export interface PartitionProgress extends Rates {
  readonly now: SampledPartition;
  /** One for every sample of the window, oldest first. */
  readonly points: readonly StatusPoint[];
  readonly status: GroupStatus;
  /** Until caught up. */
  readonly etaMs: number | undefined;
}

/** How the group did over the window. */
export interface GroupProgress {
  readonly now: GroupSample;
  readonly partitions: readonly PartitionProgress[];
  readonly total: TotalLag;
  /** Undefined at a sample in which some partition's lag could not be told. */
  readonly lagTrend: readonly (bigint | undefined)[];
  readonly status: GroupStatus;
  /** Until every partition is caught up; undefined when some never will be, or it is not known. */
  readonly etaMs: number | undefined;
}

export interface WindowLimits {
  readonly maxAgeMs: number;
  readonly maxSamples: number;
  /** Over all samples, which bounds the memory of groups with many partitions. At least two samples are kept. */
  readonly maxPartitions: number;
}

const windowLimits: WindowLimits = {
  maxAgeMs: 600_000,
  maxSamples: 300,
  maxPartitions: 100_000,
};

/** The last samples of a group, and what they tell together. */
export class GroupWindow {
  private held: GroupSample[] = [];

  constructor(private readonly limits: WindowLimits = windowLimits) {}

  /** Oldest first. */
  get samples(): readonly GroupSample[] {
    return this.held;
  }

  get latest(): GroupSample | undefined {
    return this.held.at(-1);
  }

  add(sample: GroupSample): void {
    const { maxAgeMs, maxSamples, maxPartitions } = this.limits;
    const perSample = Math.max(1, sample.partitions.length);
    const most = Math.max(2, Math.min(maxSamples, Math.floor(maxPartitions / perSample)));
    this.held = [...this.held, sample]
      .filter(({ atMs }) => sample.atMs - atMs <= maxAgeMs)
      .slice(-most);
  }
}

/** @param samples oldest first; undefined when there are none */
export function progressOf(samples: readonly GroupSample[]): GroupProgress | undefined {
  const now = samples.at(-1);
  if (now === undefined) return undefined;
  const finders = samples.map((sample) => ({ atMs: sample.atMs, find: finderIn(sample) }));
  const partitions = now.partitions.map((partition, index): PartitionProgress => {
    const points = finders.map(({ atMs, find }) => pointOf(atMs, find(partition, index)));
    const rates = ratesOf(points);
    return {
      now: partition,
      points,
      ...rates,
      status: partitionStatus(points),
      etaMs: isGivenUp(points) ? undefined : etaMs(points.at(-1)?.lag, rates),
    };
  });
  const total = totalLag(now.partitions.map(({ lag }) => lag));
  return {
    now,
    partitions,
    total,
    lagTrend: samples.map((sample) => groupLagAt(sample)),
    status: worstStatus(partitions.map(({ status }) => status)),
    etaMs: groupEta(partitions, total),
  };
}

/** Whether messages wait that a member would read, and it is gone: the rates are its. */
function isGivenUp(points: readonly StatusPoint[]): boolean {
  const now = points.at(-1);
  const waits = now !== undefined && !now.isOwned && now.lag !== 0n;
  return waits && points.some(({ isOwned }) => isOwned);
}

/** Samples mostly hold the same partitions in the same places: others are looked up. */
function finderIn({
  partitions,
}: GroupSample): (wanted: TopicPartition, index: number) => SampledPartition | undefined {
  let all: PartitionMap<SampledPartition> | undefined;
  return (wanted, index) => {
    const there = partitions[index];
    if (there?.partition === wanted.partition && there.topic === wanted.topic) return there;
    all ??= new PartitionMap(partitions);
    return all.get(wanted);
  };
}

function pointOf(atMs: number, partition: SampledPartition | undefined): StatusPoint {
  const { committed, end, lag } = partition ?? {};
  return {
    atMs,
    committed: typeof committed === "bigint" ? committed : undefined,
    end,
    lag: lag !== undefined && "lag" in lag ? lag.lag : undefined,
    isOwned: (partition?.owners.length ?? 0) > 0,
  };
}

function groupLagAt({ partitions }: GroupSample): bigint | undefined {
  const { lag, partitionsMeasured, partitionsUnknown } = totalLag(partitions.map((one) => one.lag));
  return partitionsMeasured === 0 || partitionsUnknown > 0 ? undefined : lag;
}

function groupEta(
  partitions: readonly PartitionProgress[],
  { partitionsMeasured, partitionsUnknown }: TotalLag,
): number | undefined {
  if (partitionsMeasured === 0 || partitionsUnknown > 0) return undefined;
  let longest = 0;
  for (const { now, etaMs: eta } of partitions) {
    if (now.lag.kind === "noCommit") continue;
    if (eta === undefined) return undefined;
    longest = Math.max(longest, eta);
  }
  return longest;
}
