import { errorCode } from "../connection/failure";
import type { ClusterGateway } from "../gateway";
import type { CommittedOffset, GroupDescription, ItemFailure } from "../model";

/** A commit, or where a share group begins to deliver. */
export interface StandingOffset extends CommittedOffset {
  /** As the broker counts it; of share groups only, which acknowledge messages one by one. */
  readonly toldLag?: bigint | undefined;
}

/** The group's members and offsets, before anything is known of the partitions. */
export interface Standing {
  readonly group: GroupDescription | undefined;
  readonly failure: ItemFailure | undefined;
  readonly commits: readonly StandingOffset[];
  readonly commitFailure: ItemFailure | undefined;
}

const noAnswer: ItemFailure = { code: -1, message: "The cluster gave no answer about the group." };

/** A share group has no commits: its offsets are asked for by the request of its own. */
export async function readStanding(
  gateway: Pick<
    ClusterGateway,
    "describeGroups" | "describeShareOffsets" | "fetchCommittedOffsets"
  >,
  groupId: string,
  signal: AbortSignal | undefined,
): Promise<Standing> {
  const [[described], [fetched]] = await Promise.all([
    gateway.describeGroups([groupId], signal),
    gateway.fetchCommittedOffsets([groupId], signal),
  ]);
  const group = described?.value;
  const failure = group === undefined ? (described?.failure ?? noAnswer) : undefined;
  if (group?.type === "share") {
    const [shared] = await gateway.describeShareOffsets([groupId], signal);
    const commits = (shared?.value ?? []).map(({ startOffset, lag, ...partition }) => ({
      ...partition,
      offset: startOffset,
      metadata: "",
      toldLag: lag,
    }));
    return { group, failure, commits, commitFailure: shared?.failure };
  }
  const isMissing = fetched?.failure?.code === errorCode.groupIdNotFound;
  return {
    group,
    failure,
    commits: fetched?.value ?? [],
    commitFailure: isMissing ? undefined : fetched?.failure,
  };
}
