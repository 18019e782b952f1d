import type { PerTopic } from "../protocol/perTopic";

/** Brings items of many topics into the protocol's form, in the order the topics first occur. */
export function groupIntoTopics<Item>(
  items: readonly { readonly topic: string; readonly item: Item }[],
): PerTopic<Item>[] {
  return [...Map.groupBy(items, ({ topic }) => topic)].map(([topic, ofTopic]) => ({
    topic,
    partitions: ofTopic.map(({ item }) => item),
  }));
}
