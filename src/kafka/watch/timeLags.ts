import { mapLimited } from "../connection/mapLimited";
import { KafkaError } from "../errors";
import type { ClusterGateway, FetchTuning } from "../gateway";
import type { Offset, Position, TopicPartition } from "../model";
import { partitionKey } from "../partitionMap";
import type { GroupSample, SampledPartition } from "./groupSample";

type Gateway = Pick<ClusterGateway, "readForward">;

interface Seen {
  readonly offset: Offset;
  /** Undefined: there is no message left to read there, or it has no timestamp. */
  readonly timestampMs: bigint | undefined;
  readonly readAtMs: number;
}

export interface TimeLagLimits {
  /** A partition that moves is read again after so long; one that does not move is not. */
  readonly refreshMs: number;
  /** Partitions read in one go; the others have their turn in the next. */
  readonly partitionsAtOnce: number;
}

const timeLagLimits: TimeLagLimits = { refreshMs: 10_000, partitionsAtOnce: 24 };

const readsUnderWay = 4;

/** One batch comes whole however large it is, and more than one is not wanted. */
const tuning: FetchTuning = { maxPartitionBytes: 1, maxBytes: 1 };

/** How far a group is behind in time: the age of the next message it will read, of every lagging partition. */
export class TimeLags {
  private readonly seen = new Map<string, Seen>();

  constructor(private readonly limits: TimeLagLimits = timeLagLimits) {}

  /** Undefined when it is not known. A message of the future is no lag. */
  ageMs(partition: TopicPartition, nowMs: number): number | undefined {
    const timestampMs = this.seen.get(partitionKey(partition))?.timestampMs;
    return timestampMs === undefined ? undefined : Math.max(0, nowMs - Number(timestampMs));
  }

  /**
   * Reads one message in each of the partitions whose next message is not known, those that waited longest first.
   * Partitions that cannot be read stay unknown. Returns whether there was anything to read.
   * @throws KafkaError `cancelled`
   */
  async refresh(gateway: Gateway, sample: GroupSample, signal?: AbortSignal): Promise<boolean> {
    const next = sample.partitions.flatMap((one) => nextToRead(one));
    const keys = new Set(next.map(partitionKey));
    for (const key of [...this.seen.keys()]) if (!keys.has(key)) this.seen.delete(key);

    const due = next
      .map((position) => ({ position, seen: this.seen.get(partitionKey(position)) }))
      .filter(({ position, seen }) => this.isDue(position, seen, sample.atMs))
      .sort((one, other) => (one.seen?.readAtMs ?? 0) - (other.seen?.readAtMs ?? 0))
      .slice(0, this.limits.partitionsAtOnce);
    await mapLimited(due, readsUnderWay, async ({ position }) => {
      const timestampMs = await timestampAt(gateway, position, signal);
      const { offset } = position;
      this.seen.set(partitionKey(position), { offset, timestampMs, readAtMs: sample.atMs });
    });
    return due.length > 0;
  }

  private isDue({ offset }: Position, seen: Seen | undefined, nowMs: number): boolean {
    if (seen === undefined) return true;
    if (seen.offset === offset && seen.timestampMs !== undefined) return false;
    return nowMs - seen.readAtMs >= this.limits.refreshMs;
  }
}

function nextToRead({ topic, partition, committed, start, lag }: SampledPartition): Position[] {
  if (typeof committed !== "bigint" || start === undefined) return [];
  if (!("lag" in lag) || lag.lag === 0n) return [];
  return [{ topic, partition, offset: committed < start ? start : committed }];
}

async function timestampAt(
  gateway: Gateway,
  position: Position,
  signal: AbortSignal | undefined,
): Promise<bigint | undefined> {
  const request = {
    from: [position],
    maxMessages: 1,
    isolation: "readUncommitted",
    includeAborted: true,
    tuning,
  } as const;
  try {
    const { messages } = await gateway.readForward(request, signal);
    const timestampMs = messages[0]?.timestampMs;
    return timestampMs === undefined || timestampMs < 0n ? undefined : timestampMs;
  } catch (error) {
    if (error instanceof KafkaError && error.kind !== "cancelled") return undefined;
    throw error;
  }
}
