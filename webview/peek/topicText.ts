import type { TopicChoice } from "../../src/panels/peek/protocol/query";

/** Topics as a person writes them: `orders, payments`, or a pattern between slashes, `/orders-.*\/`. */
export function topicText(choice: TopicChoice): string {
  return choice.kind === "pattern" ? `/${choice.pattern}/` : choice.topics.join(", ");
}

/** Undefined when the text names no topic. */
export function parseTopics(text: string): TopicChoice | undefined {
  const trimmed = text.trim();
  const pattern = /^\/(.+)\/$/.exec(trimmed)?.[1];
  if (pattern !== undefined) return { kind: "pattern", pattern };
  const topics = [...new Set(trimmed.split(/[,\s]+/).filter((topic) => topic !== ""))];
  return topics.length === 0 ? undefined : { kind: "topics", topics };
}
