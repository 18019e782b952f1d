import { visibleText } from "../../decode/visibleText";
import type { GroupMember } from "../../kafka/model";
import { nameOf } from "../../kafka/reset/naming";
import { obstacleOfGroup } from "../../kafka/reset/groupObstacle";
import type { GroupProgress, PartitionProgress } from "../../kafka/watch/groupWindow";
import { statusReason } from "../../kafka/watch/statusReason";
import type { TimeLags } from "../../kafka/watch/timeLags";
import type { FormatNumber } from "../../ui/numberFormat";
import type {
  GroupHead,
  GroupMemberRow,
  GroupPartitionRow,
  GroupView,
  SavedGroup,
} from "./protocol";
import { assignmentText, groupNotes, ownerName, partitionNotes } from "./wording";

export interface Viewed {
  readonly saved: SavedGroup;
  readonly clusterName: string;
  readonly progress: GroupProgress;
  readonly timeLags: Pick<TimeLags, "ageMs">;
  readonly writeObstacle: string | undefined;
  /** Epoch milliseconds as a time in words. */
  readonly formatTime: (epochMs: number) => string;
  readonly formatNumber: FormatNumber;
}

/** What the page shows of a group, with nothing in it that a broker could have made invisible. */
export function toView(viewed: Viewed): GroupView {
  const { saved, progress, writeObstacle, formatTime, formatNumber } = viewed;
  const { now, total } = progress;
  const resetObstacle = now.group === undefined ? undefined : obstacleOfGroup(now.group)?.message;
  return {
    saved,
    head: toHead(viewed),
    partitions: progress.partitions.map((partition) => toPartitionRow(partition, viewed)),
    members: (now.group?.members ?? []).map(toMemberRow),
    readAt: formatTime(now.atMs),
    notes: groupNotes(now, total, formatNumber).map((note) => visibleText(note)),
    ...(writeObstacle === undefined ? {} : { writeObstacle: visibleText(writeObstacle) }),
    ...(resetObstacle === undefined ? {} : { resetObstacle: visibleText(resetObstacle) }),
  };
}

function toHead({ clusterName, progress, timeLags }: Viewed): GroupHead {
  const { now, total, lagTrend, status, etaMs } = progress;
  const { group, atMs } = now;
  const ages = now.partitions.flatMap((one) => timeLags.ageMs(one, atMs) ?? []);
  const { nodeId, host, port } = group?.coordinator ?? {};
  return {
    groupId: now.groupId === "" ? "(empty group id)" : visibleText(now.groupId),
    clusterName: visibleText(clusterName),
    state: visibleText(group?.state ?? "unknown"),
    type: group?.type ?? "unknown",
    assignor: visibleText(group?.assignor ?? ""),
    coordinator:
      group === undefined ? "" : visibleText(`${nodeId ?? ""} (${host ?? ""}:${port ?? ""})`),
    ...(group?.groupEpoch === undefined ? {} : { groupEpoch: group.groupEpoch }),
    totalLag: total.lag.toString(),
    withoutCommit: total.partitionsWithoutCommit,
    unreadable: total.partitionsUnknown,
    ...(ages.length === 0 ? {} : { maxTimeLagMs: Math.max(...ages) }),
    ...(etaMs === undefined ? {} : { etaMs }),
    status,
    statusReason: visibleText(statusReason(progress)),
    lagTrend: toTrend(lagTrend),
  };
}

function toPartitionRow(progress: PartitionProgress, viewed: Viewed): GroupPartitionRow {
  const { now, points, consumedPerSecond, producedPerSecond, etaMs, status } = progress;
  const { topic, partition, start, end, lastStableOffset, committed, lag, failure } = now;
  const owner = now.owners.map(ownerName).join(", ");
  const timeLagMs = viewed.timeLags.ageMs(now, viewed.progress.now.atMs);
  const isHeldBack = lastStableOffset !== undefined && lastStableOffset !== end;
  return {
    topic: visibleText(topic),
    partition,
    ...(start === undefined ? {} : { start: start.toString() }),
    ...(end === undefined ? {} : { end: end.toString() }),
    ...(isHeldBack ? { lastStableOffset: lastStableOffset.toString() } : {}),
    ...(committed === "unknown"
      ? {}
      : { committed: committed === "none" ? null : committed.toString() }),
    ...(now.metadata === "" ? {} : { metadata: visibleText(now.metadata) }),
    ...(now.leaderEpoch < 0 ? {} : { leaderEpoch: now.leaderEpoch }),
    ...("lag" in lag ? { lag: lag.lag.toString() } : {}),
    lagTrend: toTrend(points.map(({ lag: seen }) => seen)),
    ...(consumedPerSecond === undefined ? {} : { consumedPerSecond }),
    ...(producedPerSecond === undefined ? {} : { producedPerSecond }),
    ...(timeLagMs === undefined ? {} : { timeLagMs }),
    ...(etaMs === undefined ? {} : { etaMs }),
    ...(owner === "" ? {} : { owner: visibleText(owner) }),
    status,
    notes: partitionNotes(now, viewed.formatNumber),
    ...(failure === undefined
      ? {}
      : { problem: visibleText(`${nameOf(now)}: ${failure.message}`) }),
  };
}

const trendPoints = 60;

/** A sparkline needs neither exact numbers nor every sample: evenly chosen ones, and the last. */
function toTrend(lags: readonly (bigint | undefined)[]): (number | null)[] {
  const step = Math.max(1, Math.ceil(lags.length / trendPoints));
  return lags
    .filter((_, index) => (lags.length - 1 - index) % step === 0)
    .map((lag) => (lag === undefined ? null : Number(lag)));
}

function toMemberRow(member: GroupMember): GroupMemberRow {
  const { memberId, instanceId, clientId, clientHost, rack, memberEpoch } = member;
  const assignment = assignmentText(member);
  const target = member.targetAssignment && assignmentText({ assignment: member.targetAssignment });
  return {
    memberId: visibleText(memberId),
    ...(instanceId === undefined ? {} : { instanceId: visibleText(instanceId) }),
    clientId: visibleText(clientId),
    host: visibleText(clientHost.replace(/^\//, "")),
    ...(rack === undefined ? {} : { rack: visibleText(rack) }),
    ...(memberEpoch === undefined ? {} : { memberEpoch }),
    assignment: visibleText(assignment),
    ...(target === undefined || target === assignment
      ? {}
      : { targetAssignment: visibleText(target) }),
    partitions: member.assignment.length,
    subscription: visibleText(member.subscription.join(", ")),
  };
}
