import type { GroupMember } from "../../kafka/model";
import { partitionKey } from "../../kafka/partitionMap";
import { nameOf } from "../../kafka/reset/naming";
import { partitionList } from "../../kafka/watch/partitionList";
import type { ClusterSample, SampledGroup } from "./clusterSample";

/** Something that a cluster can show. */
export type Sight =
  | "spreadMessages"
  | "sharedGroup"
  | "handledByBoth"
  | "twoGroups"
  | "bothPolicies"
  | "stopped"
  | "goneOn";

/** What samples have shown so far. */
export interface Evidence {
  /** What was seen, in words; once seen, it stays. */
  readonly seen: Readonly<Partial<Record<Sight, string>>>;
  /** Group → its commits, as they were when it had no member. */
  readonly stopped: ReadonlyMap<string, SampledGroup["commits"]>;
}

export const noEvidence: Evidence = { seen: {}, stopped: new Map() };

/** A group of the offset lab's first experiment, by its policy. */
const labGroup = /^(offset-lab-new-group-\d+)-(earliest|latest)$/;

export function withSample(evidence: Evidence, sample: ClusterSample): Evidence {
  const now: Record<Sight, string | undefined> = {
    spreadMessages: spreadMessages(sample),
    sharedGroup: first(sample.groups, sharedAmong),
    handledByBoth: first(sample.groups, handledByBoth),
    twoGroups: twoGroups(sample),
    bothPolicies: bothPolicies(sample),
    stopped: first(sample.groups, stoppedAt),
    goneOn: first(sample.groups, (group) => goneOn(group, evidence.stopped.get(group.groupId))),
  };
  const found = Object.entries(now).filter(([, text]) => text !== undefined);
  const idle = sample.groups.filter(isIdle).filter(({ commits }) => commits.length > 0);
  return {
    seen: { ...(Object.fromEntries(found) as Evidence["seen"]), ...evidence.seen },
    stopped: new Map([
      ...idle.map(({ groupId, commits }) => [groupId, commits] as const),
      // the first look counts: what comes later is how it went on
      ...evidence.stopped,
    ]),
  };
}

function first(
  groups: readonly SampledGroup[],
  look: (group: SampledGroup) => string | undefined,
): string | undefined {
  for (const group of groups) {
    const text = look(group);
    if (text !== undefined) return text;
  }
  return undefined;
}

function spreadMessages({ sizes }: ClusterSample): string | undefined {
  const filled = Map.groupBy(
    sizes.filter(({ start, end }) => end > start),
    ({ topic }) => topic,
  );
  for (const partitions of filled.values()) {
    if (partitions.length < 2) continue;
    return `messages in ${partitionList(partitions)}`;
  }
  return undefined;
}

function sharing({ members }: SampledGroup): readonly GroupMember[] {
  return members.filter(({ assignment }) => assignment.length > 0);
}

function sharedAmong(group: SampledGroup): string | undefined {
  const members = sharing(group);
  if (members.length < 2) return undefined;
  const owners = members.map(
    ({ clientId, assignment }) => `${clientId} has ${partitionList(assignment)}`,
  );
  return `${group.groupId}: ${owners.join("; ")}`;
}

function handledByBoth(group: SampledGroup): string | undefined {
  const committed = new Set(group.commits.map(partitionKey));
  const busy = sharing(group).filter(({ assignment }) =>
    assignment.some((one) => committed.has(partitionKey(one))),
  );
  if (busy.length < 2) return undefined;
  return `${group.groupId}: commits in partitions of ${busy.length} members`;
}

function twoGroups({ groups }: ClusterSample): string | undefined {
  const byTopic = new Map<string, Set<string>>();
  for (const { groupId, commits } of groups) {
    for (const { topic } of commits) {
      const ofTopic = byTopic.get(topic) ?? new Set();
      byTopic.set(topic, ofTopic.add(groupId));
      const [one, other] = ofTopic;
      if (one !== undefined && other !== undefined) return `${topic}: ${one} and ${other}`;
    }
  }
  return undefined;
}

function bothPolicies({ groups }: ClusterSample): string | undefined {
  const begun = new Set(
    groups.filter(({ commits }) => commits.length > 0).map(({ groupId }) => groupId),
  );
  for (const groupId of begun) {
    const [, run, policy] = labGroup.exec(groupId) ?? [];
    const other = `${run ?? ""}-latest`;
    if (policy === "earliest" && begun.has(other)) return `${groupId} and ${other}`;
  }
  return undefined;
}

function isIdle({ members }: SampledGroup): boolean {
  return members.length === 0;
}

function stoppedAt(group: SampledGroup): string | undefined {
  const [commit] = group.commits;
  if (!isIdle(group) || commit === undefined) return undefined;
  return `${group.groupId}: ${nameOf(commit)} at offset ${commit.offset}`;
}

function goneOn(
  { groupId, commits }: SampledGroup,
  before: SampledGroup["commits"] = [],
): string | undefined {
  const offsets = new Map(commits.map((one) => [partitionKey(one), one.offset]));
  for (const commit of before) {
    const now = offsets.get(partitionKey(commit));
    if (now === undefined || now <= commit.offset) continue;
    return `${groupId}: ${nameOf(commit)} from offset ${commit.offset} to ${now}`;
  }
  return undefined;
}
