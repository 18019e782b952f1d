import type { Cluster } from "../config/clusters";
import type { GroupDeletionPlan } from "../kafka/reset/groupDeletion";
import { listed } from "../kafka/reset/naming";
import { whereOf } from "../panels/reset/question";
import { counted, type FormatNumber } from "../ui/numberFormat";
import type { ChangeQuestion } from "./confirmChange";

const namedGroups = 12;

/** What is asked before groups are deleted. Plans with an obstacle are told as left out. */
export function deletionQuestion(
  plans: readonly GroupDeletionPlan[],
  { profile }: Cluster,
  format: FormatNumber,
): ChangeQuestion {
  const [only, ...others] = plans;
  const where = whereOf(profile.bootstrapServers);
  if (only !== undefined && others.length === 0) {
    return {
      question: `Delete group ${only.groupId} on cluster ${profile.name}?`,
      detail: `${whatGoes(only, format)} ${where}`,
      verb: "Delete Group",
      subjects: [only.groupId],
    };
  }
  const asked = plans.filter(({ obstacle }) => obstacle === undefined);
  const left = plans.filter(({ obstacle }) => obstacle !== undefined);
  const more = asked.length - namedGroups;
  return {
    question: `Delete ${counted(asked.length, "group", format)} on cluster ${profile.name}?`,
    items: [
      ...asked.slice(0, namedGroups).map((plan) => `${plan.groupId}: ${whatGoes(plan, format)}`),
      ...(more > 0 ? [`And ${counted(more, "more group", format)}`] : []),
      ...left.map(({ groupId, obstacle }) => `Left out: ${groupId}. ${obstacle?.message ?? ""}`),
    ],
    detail: `Each group is deleted by itself. ${where}`,
    verb: asked.length === 1 ? "Delete Group" : `Delete ${format(asked.length)} Groups`,
    subjects: asked.map(({ groupId }) => groupId),
  };
}

function whatGoes({ commits }: GroupDeletionPlan, format: FormatNumber): string {
  if (commits.length === 0) {
    return "It has no committed offsets, so that an undo cannot bring it back.";
  }
  const topics = [...new Set(commits.map(({ topic }) => topic))];
  const offsets = counted(commits.length, "committed offset", format);
  return `With it go ${offsets}, in ${topics.length === 1 ? "topic" : "topics"} ${listed(topics)}.`;
}
