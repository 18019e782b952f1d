import { errorCode } from "../connection/failure";
import { KafkaError } from "../errors";
import type { ClusterGateway } from "../gateway";
import type {
  CommittedOffset,
  GroupDescription,
  GroupMember,
  GroupResult,
  GroupState,
  GroupType,
  ItemFailure,
} from "../model";
import { comparePartitions } from "../partitionMap";
import { obstacleOfGroup } from "./groupObstacle";
import type { Obstacle } from "./obstacle";

/** What deleting a group takes away. */
export interface GroupDeletionPlan {
  readonly groupId: string;
  readonly groupType: GroupType;
  /** Undefined: the group does not exist. */
  readonly groupState: GroupState | undefined;
  readonly members: readonly GroupMember[];
  /** Every commit the group has: an undo commits them again. Sorted by topic and partition. */
  readonly commits: readonly CommittedOffset[];
  /** Why the group may not be deleted. */
  readonly obstacle: Obstacle | undefined;
}

export type DeletionReader = Pick<ClusterGateway, "describeGroups" | "fetchCommittedOffsets">;

/**
 * A plan for each group, in the order given; a group that cannot be read has that for its obstacle.
 * @throws KafkaError when the cluster cannot be asked at all
 */
export async function planGroupDeletions(
  gateway: DeletionReader,
  groupIds: readonly string[],
  signal?: AbortSignal,
): Promise<readonly GroupDeletionPlan[]> {
  const [described, committed] = await Promise.all([
    gateway.describeGroups(groupIds, signal),
    gateway.fetchCommittedOffsets(groupIds, signal),
  ]);
  return groupIds.map((groupId) =>
    planOf(
      groupId,
      described.find((result) => result.groupId === groupId),
      committed.find((result) => result.groupId === groupId),
    ),
  );
}

function planOf(
  groupId: string,
  described: GroupResult<GroupDescription> | undefined,
  committed: GroupResult<readonly CommittedOffset[]> | undefined,
): GroupDeletionPlan {
  const group = described?.value;
  const made = (committed?.value ?? []).filter(({ offset }) => offset !== undefined);
  return {
    groupId,
    groupType: group?.type ?? "unknown",
    groupState: group?.state,
    members: group?.members ?? [],
    commits: made.toSorted(comparePartitions),
    obstacle: obstacleOf(groupId, described, committed),
  };
}

function obstacleOf(
  groupId: string,
  described: GroupResult<GroupDescription> | undefined,
  committed: GroupResult<readonly CommittedOffset[]> | undefined,
): Obstacle | undefined {
  if (groupId === "") {
    const message = "A group with an empty id cannot be deleted from here.";
    return { kind: "emptyGroupId", message };
  }
  if (described?.failure?.code === errorCode.groupIdNotFound) {
    return { kind: "nothingInScope", message: `Group ${groupId} does not exist.` };
  }
  if (described?.value === undefined) return unreadable(groupId, described?.failure);
  const unread = committed?.value?.find(({ failure }) => failure !== undefined)?.failure;
  return (
    obstacleOfGroup(described.value) ??
    (committed?.value === undefined || unread !== undefined
      ? unreadable(groupId, unread ?? committed?.failure)
      : undefined)
  );
}

function unreadable(groupId: string, failure: ItemFailure | undefined): Obstacle {
  const reason = failure?.message ?? "the cluster gave no answer about it.";
  const message = `Group ${groupId} cannot be read: ${reason} Without its commits the deletion could not be undone.`;
  return { kind: "unreadableGroup", message };
}

/** @throws KafkaError `invalidInput` for a plan that may not be carried out */
export function refuseObstacle({ obstacle }: { readonly obstacle: Obstacle | undefined }): void {
  if (obstacle !== undefined) throw new KafkaError(obstacle.message, { kind: "invalidInput" });
}
