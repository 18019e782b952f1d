import type { Reader } from "./reader";
import type { Writer } from "./writer";

/** The protocol's habit of naming a topic once and listing what it has to say of each partition below. */
export interface PerTopic<Item> {
  readonly topic: string;
  readonly partitions: readonly Item[];
}

/** Partition items that are structures. */
export function readPerTopic<Item>(
  reader: Reader,
  readPartition: (reader: Reader) => Item,
): PerTopic<Item>[] {
  return reader.structs(() => ({
    topic: reader.string(),
    partitions: reader.structs(readPartition),
  }));
}

/** Partition items that are structures. */
export function writePerTopic<Item>(
  writer: Writer,
  topics: readonly PerTopic<Item>[],
  writePartition: (writer: Writer, partition: Item) => void,
): void {
  writer.structs(topics, (_, { topic, partitions }) => {
    writer.string(topic).structs(partitions, writePartition);
  });
}
