import type { ClusterGateway } from "../gateway";
import type { GroupDescription, Offset, TopicPartition } from "../model";
import { PartitionMap } from "../partitionMap";
import { asKafkaError } from "./asKafkaError";
import { formatDuration } from "./duration";
import { listed, nameOf, offsetOrNone } from "./naming";
import type { ResetPlan } from "./plan";
import { readCommits, readGroup } from "./readResetFacts";
import type { PlanWarning } from "./warnings";

type Gateway = Pick<ClusterGateway, "describeConfigs" | "describeGroups" | "fetchCommittedOffsets">;

/** A commit that is not what the plan was made from. */
export interface MovedOffset extends TopicPartition {
  readonly before: Offset | undefined;
  readonly now: Offset | undefined;
}

/**
 * What only a second look tells: to be asked a moment after the plan is shown. Commits of an empty group that move are
 * those of consumers that assign partitions themselves; and how long the group's commits are kept.
 * @throws KafkaError when the group cannot be read; settings that may not be read are left out
 */
export async function readLaterWarnings(
  gateway: Gateway,
  plan: ResetPlan,
  signal?: AbortSignal,
): Promise<readonly PlanWarning[]> {
  const [commits, group] = await Promise.all([
    readCommits(gateway, plan.groupId, signal, plan.rows),
    readGroup(gateway, plan.groupId, signal),
  ]);
  return [
    ...movesWarning(plan, group, offsetsMoved(plan, commits)),
    ...(await readExpiry(gateway, plan, group, signal)),
  ];
}

/** The plan's rows whose commits are other ones by now. */
export function offsetsMoved(
  { rows }: Pick<ResetPlan, "rows">,
  commits: readonly (TopicPartition & { readonly offset: Offset | undefined })[],
): readonly MovedOffset[] {
  const current = new PartitionMap(commits);
  return rows.flatMap(({ topic, partition, committed: before }) => {
    const now = current.get({ topic, partition })?.offset;
    return now === before ? [] : [{ topic, partition, before, now }];
  });
}

function movesWarning(
  { groupId, groupState }: ResetPlan,
  group: GroupDescription | undefined,
  moved: readonly MovedOffset[],
): readonly PlanWarning[] {
  if (moved.length === 0 || groupState !== "Empty" || group?.state !== "Empty") return [];
  const told = moved.map(
    (one) => `${nameOf(one)} from ${offsetOrNone(one.before)} to ${offsetOrNone(one.now)}`,
  );
  const message = `${groupId} has no members, and yet its commits moved: ${listed(told)}. A consumer that assigns its partitions itself is still running, or somebody else resets the group. Stop it, or its next commit undoes the reset.`;
  return [{ kind: "offsetsMoved", message }];
}

async function readExpiry(
  gateway: Gateway,
  { target }: ResetPlan,
  group: GroupDescription | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly PlanWarning[]> {
  if (group?.state !== "Empty" || target.to === "noCommit") return [];
  const retentionMs = await readOffsetsRetention(gateway, group, signal);
  if (retentionMs === undefined) return [];
  // A commit does not set back the clock of a group that consumers once joined, except a KIP-848 one's.
  const since =
    group.type === "classic" && group.protocolType !== ""
      ? "after its last consumer left, these too"
      : "after they were made";
  const message = `The group is empty: brokers forget its commits ${formatDays(retentionMs)} ${since}. Start a consumer before that.`;
  return [{ kind: "expiry", message }];
}

function formatDays(ms: bigint): string {
  const dayMs = 86_400_000n;
  if (ms % dayMs !== 0n) return formatDuration(ms);
  const days = ms / dayMs;
  return `${days.toString()} ${days === 1n ? "day" : "days"}`;
}

/** `offsets.retention.minutes` of the group's coordinator. */
async function readOffsetsRetention(
  gateway: Gateway,
  { coordinator }: GroupDescription,
  signal: AbortSignal | undefined,
): Promise<bigint | undefined> {
  const broker = { type: "broker" as const, name: coordinator.nodeId.toString() };
  try {
    const [config] = await gateway.describeConfigs([broker], signal);
    const minutes = config?.entries.find(({ name }) => name === "offsets.retention.minutes")?.value;
    return minutes !== undefined && /^\d+$/.test(minutes) ? BigInt(minutes) * 60_000n : undefined;
  } catch (cause) {
    const error = asKafkaError(cause);
    if (error.kind === "cancelled") throw error;
    return undefined;
  }
}
