import type { ClusterGateway } from "../gateway";
import type { ListedOffset, OffsetSpec, TimestampMs, TopicPartition } from "../model";
import { PartitionMap } from "../partitionMap";
import type { PartitionFacts, ScopeProblem } from "./facts";
import { reasonOf } from "./scope";

type MeasuredPartition = Pick<
  PartitionFacts,
  "topic" | "partition" | "start" | "end" | "foundOffset"
>;

interface Measured {
  readonly partitions: MeasuredPartition[];
  readonly problems: readonly ScopeProblem[];
}

/** The partitions' logs from start to high watermark, and what is found at the timestamp where one is given. */
export async function measurePartitions(
  gateway: Pick<ClusterGateway, "listOffsets">,
  partitions: readonly TopicPartition[],
  timestampMs: TimestampMs | undefined,
  signal: AbortSignal | undefined,
): Promise<Measured> {
  if (partitions.length === 0) return { partitions: [], problems: [] };
  const ask = async (at: OffsetSpec): Promise<PartitionMap<ListedOffset>> => {
    const questions = partitions.map(({ topic, partition }) => ({ topic, partition, at }));
    return new PartitionMap(await gateway.listOffsets(questions, "readUncommitted", signal));
  };
  const [starts, ends] = await Promise.all([ask("earliest"), ask("latest")]);
  const found = timestampMs === undefined ? undefined : await ask({ timestampMs });

  const measured: MeasuredPartition[] = [];
  const problems: ScopeProblem[] = [];
  for (const { topic, partition } of partitions) {
    const answers = [starts, ends, ...(found ? [found] : [])].map((one) =>
      one.get({ topic, partition }),
    );
    const [start, end, lookup] = answers;
    const failure = answers.find((answer) => answer?.failure !== undefined)?.failure;
    if (failure !== undefined || start?.offset === undefined || end?.offset === undefined) {
      const reason = failure === undefined ? "gave no offsets" : reasonOf(failure);
      problems.push({ topic, partition, reason });
    } else {
      // Asked at the same time: a log emptied in between would seem to end before its start.
      const endOffset = end.offset < start.offset ? start.offset : end.offset;
      const range = { start: start.offset, end: endOffset };
      measured.push({ topic, partition, ...range, foundOffset: lookup?.offset });
    }
  }
  return { partitions: measured, problems };
}
