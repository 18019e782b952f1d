import { errorCode } from "../kafka/connection/failure";
import type { ClusterGateway } from "../kafka/gateway";
import type { Offset, TopicPartition } from "../kafka/model";
import { comparePartitions, partitionKey, PartitionMap } from "../kafka/partitionMap";
import type { ResetScope } from "../kafka/reset/target";
import { counted, type FormatNumber } from "../ui/numberFormat";
import { plainLabel } from "../ui/plainText";
import { UserError } from "../ui/userError";
import type { Choice } from "./choice";

/** A committed offset that is there. */
export interface Commit extends TopicPartition {
  readonly offset: Offset;
}

type CommitReader = Pick<ClusterGateway, "fetchCommittedOffsets" | "describeTopics">;

/** A topic as a whole, or one partition. */
export type ScopePart = { readonly topic: string } | TopicPartition;

/**
 * What groups have committed, one group's after the other's; nothing for one that does not exist. Of several groups,
 * those that may not be read are left out.
 * @throws UserError with the broker's reason when none of them may be read
 */
export async function readCommits(
  gateway: Pick<ClusterGateway, "fetchCommittedOffsets">,
  groupIds: readonly string[],
  signal: AbortSignal,
): Promise<readonly Commit[]> {
  const results = await gateway.fetchCommittedOffsets(groupIds, signal);
  const failures = results.flatMap((result) => result.failure ?? []);
  const unreadable = failures.filter(({ code }) => code !== errorCode.groupIdNotFound);
  const [first] = unreadable;
  if (first !== undefined && unreadable.length === results.length) {
    throw new UserError(first.message);
  }
  return results
    .flatMap((result) => result.value ?? [])
    .flatMap(({ topic, partition, offset }) =>
      offset === undefined ? [] : [{ topic, partition, offset }],
    );
}

/** One scope of those that the commits suggest. */
export function scopeChoices(
  made: readonly Commit[],
  format: FormatNumber,
): readonly Choice<ResetScope>[] {
  const topicNames = [...new Set(made.map(({ topic }) => topic))].sort();
  const offsets = committedAt(made, format);
  const partitions = new PartitionMap<TopicPartition>(made).values();
  return [
    {
      label: "All Topics",
      description: `${counted(partitions.length, "partition", format)} with a commit`,
      value: { kind: "allTopics" },
    },
    ...topicNames.map((topic) => ({
      label: plainLabel(topic),
      description: "all partitions of the topic",
      value: { kind: "topics", topics: [topic] } as const,
    })),
    ...partitions.map((one) => ({
      label: plainLabel(`${one.topic}-${one.partition}`),
      description: `one partition, committed at ${offsets.get(partitionKey(one)) ?? ""}`,
      value: {
        kind: "partitions",
        partitions: [{ topic: one.topic, partition: one.partition }],
      } as const,
    })),
  ];
}

/**
 * Topics as a whole and their partitions, of all topics the groups have commits for or the scope names.
 * @param scope what of it is picked to begin with; nothing for all topics
 */
export async function partChoices(
  gateway: CommitReader,
  groupIds: readonly string[],
  scope: ResetScope,
  { signal, format }: { readonly signal: AbortSignal; readonly format: FormatNumber },
): Promise<readonly Choice<ScopePart>[]> {
  const made = await readCommits(gateway, groupIds, signal);
  const offsets = committedAt(made, format);
  const wholeTopics = new Set("topics" in scope ? scope.topics : []);
  const named = new PartitionMap("partitions" in scope ? scope.partitions : []);
  const topics = new Set([...made, ...named.values()].map(({ topic }) => topic));
  for (const topic of wholeTopics) topics.add(topic);
  const described = await gateway.describeTopics([...topics].sort(), signal);
  return described.flatMap(({ topic, partitions }) => [
    {
      label: plainLabel(topic),
      description: `all ${counted(partitions.length, "partition", format)}`,
      picked: wholeTopics.has(topic),
      value: { topic },
    },
    ...partitions
      .map(({ partition }) => ({ topic, partition }))
      .sort(comparePartitions)
      .map((one) => ({
        label: plainLabel(`${topic}-${one.partition}`),
        description: committedText(offsets.get(partitionKey(one))),
        picked: named.has(one),
        value: one,
      })),
  ]);
}

/** Partitions of a topic that is picked as a whole are in it already. Undefined: nothing was picked. */
export function scopeOfParts(parts: readonly ScopePart[]): ResetScope | undefined {
  const topics = parts.flatMap((part) => ("partition" in part ? [] : part.topic));
  const partitions = parts.flatMap((part) =>
    "partition" in part && !topics.includes(part.topic) ? part : [],
  );
  if (topics.length === 0 && partitions.length === 0) return undefined;
  if (partitions.length === 0) return { kind: "topics", topics };
  if (topics.length === 0) return { kind: "partitions", partitions };
  return { kind: "topicsAndPartitions", topics, partitions };
}

/** As text by `partitionKey`; of several groups, each one's. */
function committedAt(made: readonly Commit[], format: FormatNumber): ReadonlyMap<string, string> {
  const byPartition = Map.groupBy(made, partitionKey);
  return new Map(
    [...byPartition].map(([key, ones]) => [
      key,
      ones.map(({ offset }) => format(offset)).join(" · "),
    ]),
  );
}

function committedText(told: string | undefined): string {
  return told === undefined ? "no commit" : `committed at ${told}`;
}
