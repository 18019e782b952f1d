import type { ClusterGateway, OffsetRange } from "../../kafka/gateway";
import type { TopicPartition } from "../../kafka/model";
import { PartitionMap } from "../../kafka/partitionMap";
import type { FormatNumber } from "../../ui/numberFormat";
import { partitionWords } from "./notes";
import type { PartitionWords } from "./notes";
import type { Query } from "./protocol/query";
import { resolveBeginning } from "./resolve";
import type { Beginning, Ranges, ResolvedPosition } from "./beginning";
import { describeRanges } from "./topicRanges";
import type { TopicRanges } from "./topicRanges";

/** What a query is about, as the cluster tells it now. */
export interface Subject {
  readonly all: TopicRanges;
  readonly chosen: readonly TopicPartition[];
  /** Of chosen partitions that can be read. */
  readonly ranges: Ranges;
  readonly beginning: Beginning;
  readonly words: PartitionWords;
}

export interface SubjectQuestion {
  readonly gateway: ClusterGateway;
  readonly query: Pick<Query, "topics" | "partitions" | "isolation">;
  readonly position: ResolvedPosition;
  readonly format: FormatNumber;
  readonly signal: AbortSignal;
}

export async function describeSubject(question: SubjectQuestion): Promise<Subject> {
  const { gateway, query, position, format, signal } = question;
  const { isolation } = query;
  const all = await describeRanges(gateway, query.topics, isolation, signal);
  const chosen = query.partitions ?? all.partitions;
  const words = partitionWords(all.topics);
  const ranges = new PartitionMap(chosen.flatMap((one) => all.readable.get(one) ?? []));
  const asking = { gateway, isolation, format, words, signal };
  const beginning = await resolveBeginning(position, ranges, asking);
  return { all, chosen, ranges, beginning, words };
}

/** What there is from the beginning on, for a scan. The newest page has no beginning: it is the whole log then. */
export function scanRanges(
  { ranges, beginning }: Subject,
  position: ResolvedPosition,
): readonly OffsetRange[] {
  return ranges.values().flatMap((range): OffsetRange[] => {
    const { topic, partition, start, end } = range;
    const from = position.kind === "latest" ? start : beginning.from.get(range)?.offset;
    const to = beginning.until?.get(range)?.offset ?? end;
    return from === undefined || from >= to ? [] : [{ topic, partition, from, to }];
  });
}
