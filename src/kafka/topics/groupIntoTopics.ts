import type { PerTopic } from "../protocol/perTopic";

/** Brings items of many topics into the protocol's form, in the order the topics first occur. */
export function groupIntoTopics<Item>(
  items: readonly { readonly topic: string; readonly item: Item }[],
): PerTopic<Item>[] {
  const byTopic = new Map<string, Item[]>();
  for (const { topic, item } of items) {
    const others = byTopic.get(topic);
    if (others === undefined) byTopic.set(topic, [item]);
    else others.push(item);
  }
  return [...byTopic].map(([topic, partitions]) => ({ topic, partitions }));
}
