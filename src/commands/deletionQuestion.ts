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
  return {
    question: `Delete ${counted(asked.length, "group", format)} on cluster ${profile.name}?`,
    items: [
      ...named(asked, (plan) => `${plan.groupId}: ${whatGoes(plan, format)}`, format),
      ...named(
        left,
        (plan) => `Left out: ${plan.groupId}. ${plan.obstacle?.message ?? ""}`,
        format,
      ),
    ],
    detail: `Each group is deleted by itself. ${where}`,
    verb: asked.length === 1 ? "Delete Group" : `Delete ${format(asked.length)} Groups`,
    subjects: asked.map(({ groupId }) => groupId),
  };
}

/** A line for each of the first, and one for how many there are beside them. */
function named(
  plans: readonly GroupDeletionPlan[],
  toLine: (plan: GroupDeletionPlan) => string,
  format: FormatNumber,
): readonly string[] {
  const more = plans.length - namedGroups;
  const lines = plans.slice(0, namedGroups).map(toLine);
  return more > 0 ? [...lines, `And ${counted(more, "more group", format)}`] : lines;
}

function whatGoes({ commits }: GroupDeletionPlan, format: FormatNumber): string {
  if (commits.length === 0) {
    return "It has no committed offsets, so that an undo cannot bring it back.";
  }
  const topics = [...new Set(commits.map(({ topic }) => topic))];
  const offsets = counted(commits.length, "committed offset", format);
  return `With it go ${offsets}, in ${topics.length === 1 ? "topic" : "topics"} ${listed(topics)}.`;
}
