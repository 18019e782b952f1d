import { partitionList } from "../../kafka/watch/partitionList";
import type { SampledPartition } from "../../kafka/watch/groupSample";
import type { GroupSample } from "../../kafka/watch/groupSample";
import type { GroupMember } from "../../kafka/model";
import type { TotalLag } from "../../kafka/groups/lag";
import { counted, type FormatNumber } from "../../ui/numberFormat";

/** What is special about a partition, each a short phrase. */
export function partitionNotes(partition: SampledPartition, format: FormatNumber): string[] {
  const { lag, lastStableOffset, end, owners } = partition;
  const notes: string[] = [];
  if (lag.kind === "noCommit") notes.push("no commit");
  if (lag.kind === "pastEnd") notes.push(`committed is ${format(lag.past)} past the end`);
  if (lag.kind === "beforeStart") {
    const deleted = counted(lag.deleted, "offset", format);
    notes.push(`${deleted} already deleted: auto.offset.reset will decide`);
  }
  if (lastStableOffset !== undefined && end !== undefined && lastStableOffset < end) {
    const held = counted(end - lastStableOffset, "offset", format);
    notes.push(`${held} held back by an open transaction`);
  }
  if (owners.length > 1) notes.push(`shared by ${format(owners.length)} members`);
  return notes;
}

/** What is special about the group, each a sentence. */
export function groupNotes(sample: GroupSample, total: TotalLag, format: FormatNumber): string[] {
  const { group, failure, commitFailure, topicFailures } = sample;
  const notes: string[] = [];
  if (failure !== undefined) notes.push(failure.message);
  if (commitFailure !== undefined) {
    notes.push(`The committed offsets could not be read. ${commitFailure.message}`);
  }
  for (const [topic, { message }] of topicFailures) notes.push(`${topic}: ${message}`);
  if (group?.type === "share") {
    notes.push(
      "A share group acknowledges messages one by one: its offsets are where it begins to deliver, and its lag is as the broker counts it.",
    );
  }
  const { partitionsWithoutCommit: without, partitionsUnknown: unknown } = total;
  if (without > 0) {
    notes.push(
      `${counted(without, "partition", format)} without a commit, not counted in the lag.`,
    );
  }
  if (unknown > 0) {
    notes.push(`${counted(unknown, "partition", format)} whose lag cannot be told, not counted.`);
  }
  return notes;
}

/** "billing-1", or its instance id where it is a static member. */
export function ownerName({ instanceId, clientId }: GroupMember): string {
  return instanceId ?? clientId;
}

/** "orders 0, 1 · payments 3" */
export function assignmentText({ assignment }: Pick<GroupMember, "assignment">): string {
  return assignment.length === 0 ? "no partitions" : partitionList(assignment);
}
