import type { MessageToProduce } from "../kafka/model";
import type { ProduceResult } from "../kafka/produce/applyProduce";
import { describeProduce } from "../kafka/produce/describeProduce";
import { describeDeletion, type DeletionResult } from "../kafka/reset/applyGroupDeletion";
import type { ApplyResult } from "../kafka/reset/applyReset";
import { describeResult } from "../kafka/reset/describeResult";
import type { GroupDeletionPlan } from "../kafka/reset/groupDeletion";
import type { ResetPlan } from "../kafka/reset/plan";
import { describeTopicsResult, type TopicsResult } from "../kafka/topics/applyTopics";
import type { ChangeOutcome } from "./changeRecord";

/** How a change went, as its record tells it. */
export type Outcome = Omit<ChangeOutcome, "at">;

export function outcomeOfReset(plan: ResetPlan, result: ApplyResult): Outcome {
  const rows = result.kind === "sent" ? result.rows : [];
  return {
    ...describeResult(plan, result),
    partitions: rows.map(({ topic, partition, outcome }) => ({
      topic,
      partition,
      result: outcome.kind,
    })),
  };
}

export function outcomeOfDeletion(plan: GroupDeletionPlan, result: DeletionResult): Outcome {
  const commits = result.kind === "changedSincePreview" ? [] : plan.commits;
  const told = result.kind === "deleted" ? "written" : result.kind;
  return {
    ...describeDeletion(plan, result),
    partitions: commits.map(({ topic, partition }) => ({ topic, partition, result: told })),
  };
}

export function outcomeOfMessage(message: MessageToProduce, result: ProduceResult): Outcome {
  const { topic, partition } = message;
  const outcome = {
    ...describeProduce(message, result),
    partitions: [{ topic, partition, result: result.kind }],
  };
  if (result.kind !== "written") return outcome;
  return { ...outcome, offset: result.offset.toString() };
}

/** @param done "created" or "deleted" */
export function outcomeOfTopics(result: TopicsResult, done: string): Outcome {
  return { ...describeTopicsResult(result, done), partitions: [] };
}
