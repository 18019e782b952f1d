import type { TopicDescription } from "../model";
import { PartitionMap } from "../partitionMap";
import { nameOf } from "./naming";
import type { LineProblem, OffsetsLine } from "./offsetsFile";
import type { ResetRequest } from "./target";

export type FileRequests =
  | { readonly ok: true; readonly requests: readonly ResetRequest[] }
  | { readonly ok: false; readonly problems: readonly LineProblem[] };

/**
 * What to plan for a file: one request for each group, of exactly the partitions the file names for it. A file
 * without groups is for one group only.
 * @param source name of the file, for people
 */
export function requestsOfFile(
  lines: readonly OffsetsLine[],
  groupIds: readonly string[],
  source: string,
): FileRequests {
  const groups = [...new Set(groupIds)];
  const [first] = lines;
  if (first?.groupId === undefined && groups.length > 1) {
    const reason = `The file has no group column, and ${groups.length} groups are to be reset.`;
    return { ok: false, problems: [{ line: first?.line ?? 1, reason }] };
  }
  const others = lines.filter(({ groupId }) => groupId !== undefined && !groups.includes(groupId));
  if (others.length > 0) {
    const problems = others.map(({ line, groupId = "" }) => ({
      line,
      reason: `Group ${groupId} is not among those to reset.`,
    }));
    return { ok: false, problems };
  }
  const without = groups.filter(
    (id) => !lines.some(({ groupId }) => groupId === undefined || groupId === id),
  );
  if (without.length > 0) {
    const problems = without.map((id) => ({ line: 1, reason: `The file has no line for ${id}.` }));
    return { ok: false, problems };
  }
  return { ok: true, requests: groups.map((groupId) => requestOf(groupId, lines, source)) };
}

/** The groups a file names, in its order. */
export function groupsInFile(lines: readonly OffsetsLine[]): readonly string[] {
  return [...new Set(lines.flatMap(({ groupId }) => groupId ?? []))];
}

/** Lines whose partitions do not exist, as the cluster describes their topics. */
export function unknownPartitions(
  lines: readonly OffsetsLine[],
  described: readonly TopicDescription[],
): readonly LineProblem[] {
  const topics = new Map(described.map((one) => [one.topic, one]));
  const existing = new PartitionMap(
    described.flatMap(({ topic, partitions }) => partitions.map((one) => ({ topic, ...one }))),
  );
  return lines.flatMap((named) => {
    const { line, topic } = named;
    const failure = topics.get(topic)?.failure;
    if (failure !== undefined) {
      return [{ line, reason: `Topic ${topic} cannot be read: ${failure.message}` }];
    }
    return existing.has(named) ? [] : [{ line, reason: `${nameOf(named)} does not exist.` }];
  });
}

function requestOf(groupId: string, lines: readonly OffsetsLine[], source: string): ResetRequest {
  const offsets = lines
    .filter((line) => line.groupId === undefined || line.groupId === groupId)
    .map(({ topic, partition, offset }) => ({ topic, partition, offset }));
  return { groupId, scope: { kind: "ofTarget" }, target: { to: "offsets", offsets, source } };
}
