import type { GroupMember } from "../model";
import { listed } from "../reset/naming";
import type { GroupProgress, PartitionProgress } from "../watch/groupWindow";
import { partitionList } from "../watch/partitionList";
import { count, firstOf, type Rule } from "./finding";

function membersOf({ now }: GroupProgress): readonly GroupMember[] {
  return now.group?.members ?? [];
}

function memberName({ instanceId, clientId, clientHost }: GroupMember): string {
  return `${instanceId ?? clientId} at ${clientHost.replace(/^\//, "")}`;
}

/** Whether the offset moved while it was watched, from then on. */
function hasMovedSince({ points }: PartitionProgress, sinceMs: number): boolean {
  const known = points.flatMap(({ atMs, committed }) =>
    atMs < sinceMs || committed === undefined ? [] : [committed],
  );
  return known.some((committed) => committed !== known[0]);
}

export const noMember: Rule = ({ progress, timeline, words }) => {
  const { group } = progress.now;
  if (group === undefined || group.members.length > 0) return [];
  const { lag } = progress.total;
  // members that left meanwhile may have committed until then
  const aloneSinceMs = timeline.states.at(-1)?.fromMs ?? timeline.toMs;
  const moved = progress.partitions.filter((one) => hasMovedSince(one, aloneSinceMs));
  const evidence = [
    `The coordinator says ${group.state}, with no members.`,
    `The group is ${words.number(lag)} offsets behind.`,
  ];
  if (moved.length > 0) {
    return [
      {
        severity: "warning",
        finding: "No member is connected, and yet commits move.",
        evidence: [...evidence, `Commits moved in ${partitionList(moved.map(({ now }) => now))}.`],
        nextStep:
          "Look for a consumer that uses assign() instead of subscribe(), or for a tool that commits: such consumers are no members. Stop it before you reset offsets, or it overwrites them.",
      },
    ];
  }
  return [
    {
      severity: lag > 0n ? "warning" : "info",
      finding: "No member is connected: nobody consumes for this group.",
      evidence,
      nextStep:
        "Start the consumer. When it runs already, compare its group.id and bootstrap.servers, and look in its log for connection and authorization errors.",
    },
  ];
};

export const rebalancing: Rule = ({ progress }) => {
  const { group } = progress.now;
  if (group === undefined || group.members.length === 0 || group.state === "Stable") return [];
  return [
    {
      severity: "info",
      finding: "The group is rebalancing: partitions are being handed to its members.",
      evidence: [`The coordinator says ${group.state}.`],
      nextStep:
        "Wait for it to end. One that lasts for minutes has a member that does not answer: it must call poll() within max.poll.interval.ms.",
    },
  ];
};

export const withoutOwner: Rule = ({ progress }) => {
  const { group } = progress.now;
  if (group?.state !== "Stable" || group.members.length === 0 || group.type === "share") return [];
  const read = new Set(
    group.members.flatMap(({ assignment, subscription }) => [
      ...assignment.map(({ topic }) => topic),
      ...subscription,
    ]),
  );
  const alone = progress.partitions.filter(({ now }) => now.owners.length === 0);
  const orphans = alone.filter(({ now }) => read.has(now.topic)).map(({ now }) => now);
  const abandoned = alone.filter(({ now }) => !read.has(now.topic)).map(({ now }) => now);
  return [
    ...(orphans.length === 0
      ? []
      : [
          {
            severity: "error",
            finding: "Partitions have no owner although the group is stable: nobody consumes them.",
            evidence: [`No owner: ${partitionList(orphans)}.`],
            nextStep:
              "Restart one member, which makes the group assign anew. Partitions added to a topic are noticed after metadata.max.age.ms.",
          } as const,
        ]),
    ...(abandoned.length === 0
      ? []
      : [
          {
            severity: "info",
            finding: "The group has commits in topics that none of its members reads.",
            evidence: [`Commits without a reader: ${partitionList(abandoned)}.`],
            nextStep:
              "Compare the topics in the consumer's configuration. Delete these offsets when they are of the past.",
          } as const,
        ]),
  ];
};

export const idleMembers: Rule = ({ progress, words }) => {
  const { group } = progress.now;
  if (group?.state !== "Stable" || group.type === "share") return [];
  const idle = group.members.filter(({ assignment }) => assignment.length === 0);
  if (idle.length === 0) return [];
  const owned = progress.partitions.filter(({ now }) => now.owners.length > 0).length;
  return [
    {
      severity: "warning",
      finding: `${count(idle.length, "member", words)} without a partition: ${idle.length === 1 ? "it has" : "they have"} nothing to do.`,
      evidence: [
        `${count(group.members.length, "member", words)} for ${count(owned, "partition", words)}.`,
        `Idle: ${listed(idle.map(memberName))}.`,
      ],
      nextStep:
        "A partition is read by one member only: more members than partitions do not help. Add partitions to the topic, or stop the idle members.",
    },
  ];
};

export const oneMemberHoldsAll: Rule = ({ progress, words }) => {
  const members = membersOf(progress);
  const busy = members.filter(({ assignment }) => assignment.length > 0);
  const [only] = busy;
  if (only === undefined || busy.length > 1 || only.assignment.length < 2) return [];
  const { lag } = progress.total;
  if (lag === 0n) return [];
  const others = members.length - 1;
  return [
    {
      severity: others > 0 ? "warning" : "info",
      finding: `One member holds all ${words.number(only.assignment.length)} partitions.`,
      evidence: [
        `${memberName(only)} has ${partitionList(only.assignment)}.`,
        `The group is ${words.number(lag)} offsets behind.`,
      ],
      nextStep:
        others > 0
          ? "Look at the subscriptions of the other members and at partition.assignment.strategy, which must be the same in all."
          : `Start more members when it cannot keep up: up to ${words.number(only.assignment.length)} share the partitions.`,
    },
  ];
};

const restless = 3;

export const rebalanceLoop: Rule = ({ timeline, words }) => {
  const seen = (kind: "assignment" | "epoch"): number =>
    timeline.events.filter((event) => event.kind === kind).length;
  const starts = timeline.states.filter(({ state }) => state.endsWith("Rebalance")).length;
  const times = Math.max(seen("assignment"), seen("epoch"), starts);
  if (times < restless) return [];
  const told = timeline.events.filter(({ kind }) => ["joined", "left"].includes(kind));
  return [
    {
      severity: "warning",
      finding: `The group rebalanced ${words.number(times)} times while it was watched.`,
      evidence: [
        `Watched from ${words.time(timeline.fromMs)} to ${words.time(timeline.toMs)}.`,
        ...firstOf(
          told.map(({ text }) => text),
          words,
        ),
      ],
      nextStep:
        "See the timeline for members that come and go. Common causes: processing takes longer than max.poll.interval.ms, a short session.timeout.ms, crashes and restarts. Static members (group.instance.id) survive restarts without a rebalance.",
    },
  ];
};

export const staticMembers: Rule = ({ progress, words }) => {
  const fixed = membersOf(progress).filter(({ instanceId }) => instanceId !== undefined);
  if (fixed.length === 0) return [];
  return [
    {
      severity: "info",
      finding: `${count(fixed.length, "static member", words)}: a stopped one keeps its partitions for a while.`,
      evidence: [`group.instance.id: ${listed(fixed.map(({ instanceId }) => instanceId ?? ""))}.`],
      nextStep:
        "When one is stopped for good, its partitions wait for session.timeout.ms before others take them over.",
    },
  ];
};
