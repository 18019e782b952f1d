import { visibleText } from "../../decode/visibleText";
import type { PartitionLag } from "../../kafka/groups/lag";
import type { GroupMember } from "../../kafka/model";
import type { TopicGroup, TopicGroupPosition, TopicSample } from "../../kafka/watch/topicSample";
import { listed } from "../../kafka/reset/naming";
import { counted, type FormatNumber } from "../../ui/numberFormat";
import type {
  SavedTopicGroups,
  TopicGroupCell,
  TopicGroupColumn,
  TopicGroupsView,
} from "./protocol";

export interface ViewedTopic {
  readonly saved: SavedTopicGroups;
  readonly clusterName: string;
  readonly sample: TopicSample;
  /** Epoch milliseconds as a time in words. */
  readonly formatTime: (epochMs: number) => string;
  readonly formatNumber: FormatNumber;
}

/** What the page shows of a topic's groups, with nothing in it that a broker could have made invisible. */
export function toTopicGroupsView(viewed: ViewedTopic): TopicGroupsView {
  const { saved, clusterName, sample, formatTime, formatNumber } = viewed;
  return {
    saved,
    topic: visibleText(sample.topic),
    clusterName: visibleText(clusterName),
    groups: sample.groups.map(toColumn),
    partitions: sample.ranges.map(({ partition, start, end, failure }, index) => ({
      partition,
      ...(start === undefined ? {} : { start: start.toString() }),
      ...(end === undefined ? {} : { end: end.toString() }),
      ...(failure === undefined ? {} : { problem: visibleText(failure.message) }),
      cells: sample.groups.map(({ positions }) => toCell(positions[index], formatNumber)),
    })),
    readAt: formatTime(sample.atMs),
    notes: notesOf(sample, formatNumber).map((note) => visibleText(note)),
  };
}

function toColumn(group: TopicGroup): TopicGroupColumn {
  const { groupId, state, type, memberCount, total } = group;
  return {
    groupId,
    name: groupId === "" ? "(empty group id)" : visibleText(groupId),
    state: visibleText(state ?? "state not known"),
    type,
    ...(memberCount === undefined ? {} : { members: memberCount }),
    ...(total.partitionsMeasured === 0 ? {} : { totalLag: total.lag.toString() }),
    withoutCommit: total.partitionsWithoutCommit,
    unreadable: total.partitionsUnknown,
  };
}

function toCell(position: TopicGroupPosition | undefined, format: FormatNumber): TopicGroupCell {
  if (position === undefined) return {};
  const { committed, lag, owners, failure } = position;
  const note = failure?.message ?? lagNote(lag, format);
  return {
    ...(committed === "unknown"
      ? {}
      : { committed: committed === "none" ? null : committed.toString() }),
    ...("lag" in lag ? { lag: lag.lag.toString() } : {}),
    ...(owners.length === 0 ? {} : { owner: visibleText(owners.map(nameOf).join(", ")) }),
    ...(note === undefined ? {} : { note: visibleText(note) }),
  };
}

function lagNote(lag: PartitionLag, format: FormatNumber): string | undefined {
  if (lag.kind === "pastEnd") return `${format(lag.past)} past the end`;
  if (lag.kind === "beforeStart")
    return `${counted(lag.deleted, "offset", format)} already deleted`;
  return undefined;
}

function nameOf({ instanceId, clientId }: GroupMember): string {
  return instanceId ?? clientId;
}

function notesOf({ failure, unreadable }: TopicSample, format: FormatNumber): string[] {
  const notes = failure === undefined ? [] : [failure.message];
  const [first] = unreadable;
  if (first === undefined) return notes;
  const names = listed(unreadable.map(({ groupId }) => groupId));
  const many = counted(unreadable.length, "group", format);
  return [
    ...notes,
    `The commits of ${many} could not be read (${names}): ${first.failure.message}`,
  ];
}
