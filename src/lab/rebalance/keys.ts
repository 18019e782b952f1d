import { partitionOfKey } from "../../kafka/produce/partitionOfKey";

export interface PlacedKey {
  readonly key: string;
  /** Where the default partitioner of Kafka's clients puts messages of this key. */
  readonly partition: number;
}

/** The keys that demos of this kind use. They do not reach every partition: of four, only 0 and 3. */
export const demoKeys: readonly string[] = ["0", "1", "2", "3"];

export function placeKeys(keys: readonly string[], partitions: number): readonly PlacedKey[] {
  return keys.map((key) => ({ key, partition: partitionOfKey(Buffer.from(key), partitions) }));
}

/** For every partition the smallest whole number that goes there, as its key; in the order of the partitions. */
export function keysThatSpread(partitions: number): readonly string[] {
  const keys = new Map<number, string>();
  for (let number = 0; keys.size < partitions; number++) {
    const key = String(number);
    const partition = partitionOfKey(Buffer.from(key), partitions);
    if (!keys.has(partition)) keys.set(partition, key);
  }
  return Array.from({ length: partitions }, (_, partition) => keys.get(partition) ?? "");
}
