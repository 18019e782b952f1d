import type * as vscode from "vscode";
import type { TopicPartition } from "../kafka/model";
import { groupName, plainLabel } from "../ui/plainText";
import type { MemberNode, MembersNode } from "./nodes";
import { icon, treeItem } from "./treeItem";
import type { FormatNumber } from "../ui/numberFormat";

export function membersItem({ id, group }: MembersNode, format: FormatNumber): vscode.TreeItem {
  const { members, coordinator, assignor, groupEpoch, assignmentEpoch } = group;
  return treeItem({
    id,
    label: "Members",
    description: [
      format(members.length),
      assignor === "" ? undefined : plainLabel(assignor),
      groupEpoch === undefined ? undefined : `epoch ${groupEpoch}`,
    ],
    tooltip: [
      ["Group", groupName(group.groupId)],
      ["Members", members.length.toString()],
      ["Type", group.type],
      ["Protocol type", group.protocolType === "" ? undefined : group.protocolType],
      ["Assignor", assignor === "" ? undefined : assignor],
      ["Group epoch", groupEpoch?.toString()],
      ["Assignment epoch", assignmentEpoch?.toString()],
      ["Coordinator", `${coordinator.nodeId} (${coordinator.host}:${coordinator.port})`],
    ],
    icon: icon("account"),
    contextValue: "members",
    hasChildren: true,
  });
}

export function memberItem({ id, groupId, member }: MemberNode): vscode.TreeItem {
  const { clientId, clientHost, assignment, targetAssignment, memberEpoch, subscription } = member;
  return treeItem({
    id,
    label: plainLabel(member.instanceId ?? clientId),
    description: [
      plainLabel(clientHost.replace(/^\//, "")),
      assignment.length === 0 ? "no partitions" : plainLabel(partitionsText(assignment)),
    ],
    tooltip: [
      ["Group", groupName(groupId)],
      ["Client id", clientId],
      ["Member id", member.memberId],
      ["Instance id", member.instanceId],
      ["Host", clientHost],
      ["Rack", member.rack],
      ["Member epoch", memberEpoch?.toString()],
      ["Subscribed to", subscription.length === 0 ? undefined : subscription.join(", ")],
      ["Assigned", assignedText(assignment)],
      ["Target assignment", targetAssignment && assignedText(targetAssignment)],
    ],
    explains: "consumer",
    icon: icon("person"),
    contextValue: "member",
  });
}

function assignedText(assignment: readonly TopicPartition[]): string {
  return assignment.length === 0 ? "nothing" : partitionsText(assignment);
}

/** `orders 0, 1 · payments 3` */
function partitionsText(partitions: readonly TopicPartition[]): string {
  return [...Map.groupBy(partitions, ({ topic }) => topic)]
    .map(([topic, ofTopic]) => {
      const numbers = ofTopic.map(({ partition }) => partition).sort((a, b) => a - b);
      return `${topic} ${numbers.join(", ")}`;
    })
    .join(" · ");
}
