import type { Offset, TopicPartition } from "../model";

const namedAtMost = 5;
const topicName = /^[a-zA-Z0-9._-]{1,249}$/;
const largestPartition = 2 ** 31 - 1;

/** Whether Kafka takes the text for a topic's name. */
export function isTopicName(text: string): boolean {
  return topicName.test(text) && text !== "." && text !== "..";
}

/** A partition's number, written in digits only; undefined for what is none. */
export function parsePartition(digits: string): number | undefined {
  if (!/^\d{1,10}$/.test(digits) || Number(digits) > largestPartition) return undefined;
  return Number(digits);
}

export function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}-${partition}`;
}

/** "a, b and 3 more". */
export function listed(names: readonly string[], atMost = namedAtMost): string {
  const more = names.length - atMost;
  const named = names.slice(0, atMost).join(", ");
  return more > 0 ? `${named} and ${more} more` : named;
}

export function offsetOrNone(offset: Offset | undefined): string {
  return offset === undefined ? "no commit" : offset.toString();
}
