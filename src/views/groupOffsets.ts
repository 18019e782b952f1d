import type { ClusterGateway } from "../kafka/gateway";
import type { CommittedOffset, GroupListing, GroupResult, ShareOffset } from "../kafka/model";

/** Where a group stands in a partition: its commit, or the offset from which a share group delivers. */
export interface GroupOffset extends CommittedOffset {
  /** As the broker counts it; of share groups only, which acknowledge messages one by one. */
  readonly toldLag?: bigint | undefined;
}

/** Of groups of every type; each by the request for its type. */
export async function fetchGroupOffsets(
  gateway: ClusterGateway,
  groups: readonly GroupListing[],
  signal: AbortSignal,
): Promise<readonly GroupResult<readonly GroupOffset[]>[]> {
  const shares = groups.filter(isShare).map(({ groupId }) => groupId);
  const others = groups.filter((group) => !isShare(group)).map(({ groupId }) => groupId);
  const [committed, shared] = await Promise.all([
    others.length === 0 ? [] : gateway.fetchCommittedOffsets(others, signal),
    shares.length === 0 ? [] : gateway.describeShareOffsets(shares, signal),
  ]);
  return [...committed, ...shared.map(toGroupOffsets)];
}

export function isShare({ type }: GroupListing): boolean {
  return type === "share";
}

function toGroupOffsets(
  result: GroupResult<readonly ShareOffset[]>,
): GroupResult<readonly GroupOffset[]> {
  if (result.failure !== undefined) return result;
  const value = result.value.map(({ startOffset, lag, ...partition }) => ({
    ...partition,
    offset: startOffset,
    toldLag: lag,
    metadata: "",
  }));
  return { groupId: result.groupId, value };
}
