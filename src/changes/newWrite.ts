import type { MessageToProduce } from "../kafka/model";
import type { NewChange } from "./newChange";

type What = Omit<NewChange, "cluster">;

/** A message about to be written: where and how large, never what it holds. */
export function changeOfMessage({ topic, partition, key, value, headers }: MessageToProduce): What {
  return {
    action: "produce",
    ...noCommits,
    target: "message",
    message: {
      topic,
      partition,
      keyBytes: key?.length ?? null,
      valueBytes: value?.length ?? null,
      headers: headers.length,
    },
  };
}

/** Topics about to be created or deleted. */
export function changeOfTopics(
  action: "createTopics" | "deleteTopics",
  topics: readonly string[],
): What {
  return { action, ...noCommits, target: "topics", topics: [...topics] };
}

const noCommits = { groupId: null, undoes: null, partitions: [] };
