import type { TopicPartition } from "../model";
import { isTopicName, nameOf, parsePartition } from "./naming";
import type { ResetScope } from "./target";

export type ParsedScope =
  | { readonly ok: true; readonly scope: ResetScope }
  /** A sentence for the person who typed it. */
  | { readonly ok: false; readonly reason: string };

/**
 * Reads topics and partitions as `--topic` of Kafka's tool takes them, several divided by spaces: `orders` for all
 * partitions of a topic, `orders:0,1,2` for these.
 */
export function parseScope(text: string): ParsedScope {
  const words = text.split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) {
    return refused("Enter topics, such as orders, or partitions of one, such as orders:0,1,2.");
  }
  const topics = new Set<string>();
  const partitions: TopicPartition[] = [];
  for (const word of words) {
    const parsed = parseWord(word);
    if (typeof parsed === "string") return refused(parsed);
    const { topic, numbers } = parsed;
    if (numbers === undefined && topics.has(topic)) return refused(`${topic} is given twice.`);
    if (numbers === undefined) topics.add(topic);
    else partitions.push(...numbers.map((partition) => ({ topic, partition })));
  }
  const names = partitions.map(nameOf);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) return refused(`${repeated} is given twice.`);
  const covered = partitions.find(({ topic }) => topics.has(topic));
  if (covered !== undefined) {
    return refused(`${covered.topic} is given both as a whole and by single partitions.`);
  }
  return { ok: true, scope: scopeOf([...topics], partitions) };
}

/** A sentence when it cannot be read. */
function parseWord(
  word: string,
): string | { readonly topic: string; readonly numbers: readonly number[] | undefined } {
  const [topic = "", list, ...rest] = word.split(":");
  if (rest.length > 0) return `"${word}" has more than one colon: write topic:0,1,2.`;
  if (!isTopicName(topic)) {
    return `"${topic}" cannot be a topic's name: letters, digits, ".", "_" and "-" only.`;
  }
  if (list === undefined) return { topic, numbers: undefined };
  if (list === "") return `"${word}" names no partition after its colon: write topic:0,1,2.`;
  const numbers: number[] = [];
  for (const digits of list.split(",")) {
    if (digits === "") {
      return `"${word}" has a comma without a partition: write topic:0,1,2, without spaces.`;
    }
    const number = parsePartition(digits);
    if (number === undefined) return `"${digits}" in "${word}" is not a partition's number.`;
    numbers.push(number);
  }
  return { topic, numbers };
}

function scopeOf(topics: readonly string[], partitions: readonly TopicPartition[]): ResetScope {
  if (partitions.length === 0) return { kind: "topics", topics };
  if (topics.length === 0) return { kind: "partitions", partitions };
  return { kind: "topicsAndPartitions", topics, partitions };
}

function refused(reason: string): ParsedScope {
  return { ok: false, reason };
}
